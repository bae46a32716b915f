import { userInfo } from 'node:os'
import { main } from './cli/main.ts'

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interruption.abort(new Error(`received ${signal}`)))

const { stdout, exitCode } = await main(process.argv.slice(2), {
  dir: process.cwd(),
  env: process.env,
  by: whoRuns(process.env),
  signal: interruption.signal,
  colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  log: (line) => process.stderr.write(`${line}\n`),
})
process.stdout.write(stdout, () => process.exit(exitCode))

function whoRuns(env: NodeJS.ProcessEnv): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env
  if (GITHUB_RUN_ID !== undefined) return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
  return userInfo().username
}
