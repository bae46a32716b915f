import { main } from './cli/main.ts'

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interruption.abort(new Error(`received ${signal}`)))

const { stdout, exitCode } = await main(process.argv.slice(2), {
  dir: process.cwd(),
  env: process.env,
  signal: interruption.signal,
  colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  log: (line) => process.stderr.write(`${line}\n`),
})
process.stdout.write(stdout, () => process.exit(exitCode))
