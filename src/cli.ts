import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tellingOn } from './cli/live-line.ts'
import { keepHeapSmall } from './adapters/heap-growth.ts'
import { main } from './cli/main.ts'
import { runPage } from './commands/run-page.ts'

keepHeapSmall([...process.execArgv, process.env['NODE_OPTIONS']].join(' '))
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interruption.abort(new Error(`received ${signal}`)))

const { stdout, exitCode } = await main(process.argv.slice(2), {
  dir: process.cwd(),
  program: dirname(fileURLToPath(import.meta.url)),
  env: process.env,
  by: runPage(process.env) ?? userInfo().username,
  signal: interruption.signal,
  colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  ...tellingOn(process.stderr, process.env),
})
process.stdout.write(stdout, () => process.exit(exitCode))
