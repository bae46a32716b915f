import type { RateLimit } from '../rate-limit.ts'
import { Refusal } from '../refusal.ts'
import type { GitSide } from '../git-side.ts'
import type { State } from '../state.ts'
import type { Caller, Needs } from '../tokens.ts'

/** A request that is described, comes from somebody who may ask it, and is well-formed. */
export interface Call {
  readonly state: State
  /** Undefined: nobody, where a public repository lets them read. */
  readonly caller: Caller | undefined
  /** Of path and query, of the described types, defaults filled in. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  /** Checked against the description; empty without a body. */
  readonly body: Readonly<Record<string, unknown>>
  /** As it was sent, for the links to the other pages. */
  readonly url: URL
  readonly rateLimit: RateLimit
}

export interface Reply {
  readonly status: number
  /** Undefined: none at all. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One thing that GitHub does. Throws a Refusal for what GitHub refuses beyond its description. */
export interface Operation {
  /** GitHub's name of it: `issues/create-comment`. */
  readonly id: string
  readonly needs: Needs
  answer(call: Call): Reply | Promise<Reply>
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

/** The caller of what only somebody may ask. */
export function callerIn({ caller }: Call): Caller {
  if (caller === undefined) throw new Refusal(401, 'Requires authentication')
  return caller
}

/** Git, for what only a repository with commits can answer. */
export function gitIn({ state }: Call): GitSide {
  if (state.git === undefined) throw new Refusal(409, 'Git Repository is empty.')
  return state.git
}

/** Throws unless this is a commit of the repository; without Git, every full sha is one. */
export async function checkCommit({ state }: Call, sha: string): Promise<void> {
  const known = state.git === undefined ? /^[0-9a-f]{40}$/.test(sha) : (await state.git.commitAt(sha)) === sha
  if (!known) throw new Refusal(422, `No commit found for SHA: ${sha}`)
}
