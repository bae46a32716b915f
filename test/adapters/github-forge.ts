import { inspect } from 'node:util'
import { expect } from 'vitest'
import { gitHubForge, type GitHubOptions } from '../../src/adapters/github/forge.ts'
import type { Clock } from '../../src/evaluation/call.ts'
import { type Forge, ForgeFault, type ForgeTrouble } from '../../src/publishing/forge.ts'
import type { GitHub } from '../rig/github/server.ts'
import type { Permissions } from '../rig/github/tokens.ts'

export interface LeapingClock extends Clock {
  /** ms of every sleep so far. */
  readonly sleeps: readonly number[]
}

/** A clock that starts now and leaps over every sleep. */
export function leapingClock(): LeapingClock {
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => Date.now() + sleeps.reduce((sum, ms) => sum + ms, 0),
    random: () => 0,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      sleeps.push(ms)
    },
  }
}

export interface TestForge extends Forge {
  readonly token: string
  readonly sleeps: readonly number[]
}

/** What a workflow's token with all that we ask for may do. */
export const enough: Permissions = {
  contents: 'read',
  pullRequests: 'write',
  checks: 'write',
  statuses: 'write',
}

/** Our client of the fake GitHub, with a token of these permissions. */
export function forgeOf(
  github: GitHub,
  { token = github.token(enough), ...options }: Partial<GitHubOptions> = {},
): TestForge {
  const clock = leapingClock()
  const forge = gitHubForge({ apiUrl: github.url, repository: github.repository, token, clock, ...options })
  return { ...forge, token, sleeps: clock.sleeps }
}

/** Why a method failed. Whatever is printed of the fault, the token and the headers are not in it. */
export async function troubleOf(forge: TestForge, doing: Promise<unknown>): Promise<ForgeTrouble> {
  const fault = await doing.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(fault instanceof ForgeFault)) throw new Error('a ForgeFault was expected', { cause: fault })
  const printed = inspect(fault, { depth: 20, showHidden: true }) + JSON.stringify(fault) + fault.stack
  expect(printed).not.toContain(forge.token)
  expect(printed.toLowerCase()).not.toMatch(/authorization|x-ratelimit|user-agent/)
  expect(fault.message).toMatch(/^[^\n\r]+$/)
  return fault.trouble
}
