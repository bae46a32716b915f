/** What a runner says of the run it is in, as its environment has it. */
export interface RunName {
  /** `GITHUB_SERVER_URL` */
  readonly serverUrl: string | undefined
  /** `GITHUB_REPOSITORY`, `owner/name` */
  readonly repository: string | undefined
  /** `GITHUB_RUN_ID` */
  readonly runId: string | undefined
  /** `GITHUB_RUN_ATTEMPT` */
  readonly attempt: string | undefined
}

/** The page of a run's attempt, or undefined where the environment does not say it in full: there is no half address. */
export function runAddress({ serverUrl = '', repository = '', runId = '', attempt = '' }: RunName): string | undefined {
  const server = /^https?:\/\/[\w.:/-]+$/.test(serverUrl) ? serverUrl.replace(/\/+$/, '') : undefined
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^\d+$/.test(runId)
  if (server === undefined || !isNamed) return undefined
  const run = `${server}/${repository}/actions/runs/${runId}`
  return /^\d+$/.test(attempt) ? `${run}/attempts/${attempt}` : run
}
