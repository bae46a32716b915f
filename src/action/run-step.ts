import { tmpdir } from 'node:os'
import { fail } from '../adapters/actions/step.ts'
import { systemClock } from '../adapters/system-clock.ts'
import { explainFault } from '../commands/explain-fault.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { World } from './world.ts'

/** Runs one step of the action in this process, and ends the process with its exit code. */
export async function runStep(step: (world: World) => Promise<ExitCode>): Promise<void> {
  // What Node itself would print of it, the runner would obey.
  process.once('uncaughtException', (fault) => {
    fail(explainFault(fault).message, 70)
    process.exit(70)
  })
  const exitCode = await step(openWorld(process.env))
  process.stdout.write('', () => process.exit(exitCode))
}

function openWorld(env: World['env']): World {
  return {
    dir: process.cwd(),
    env,
    temporary: env['RUNNER_TEMP'] ?? tmpdir(),
    signal: interruption(),
    openForge: once(async (token) => {
      const { gitHubForge } = await import('../adapters/github/forge.ts')
      const { GITHUB_API_URL: apiUrl = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = env
      return gitHubForge({ apiUrl, repository, token, clock: systemClock })
    }),
  }
}

function interruption(): AbortSignal {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => interruption.abort(new Error(`received ${signal}`)))
  return interruption.signal
}

function once<T>(open: (token: string) => Promise<T>): (token: string) => Promise<T> {
  let opened: Promise<T> | undefined
  return (token) => (opened ??= open(token))
}
