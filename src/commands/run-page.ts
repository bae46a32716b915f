import { runAddress } from '../adapters/github/run-address.ts'

/** The page of the run that this process is part of; undefined where no runner says which it is. */
export function runPage(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return runAddress({
    serverUrl: env['GITHUB_SERVER_URL'],
    repository: env['GITHUB_REPOSITORY'],
    runId: env['GITHUB_RUN_ID'],
    attempt: env['GITHUB_RUN_ATTEMPT'],
  })
}
