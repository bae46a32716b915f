import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import { DeliveryFault } from '../promotion/driver.ts'
import { UnreadableArtifact } from '../promotion/subject-of-document.ts'
import { LedgerFault } from '../promotion/ledger.ts'
import { terminalLines, withoutCommands } from '../report/escape-terminal.ts'
import { UnusableCallStore } from '../adapters/sqlite/call-store.ts'
import { parseCommandLine } from './arguments.ts'
import { commands } from './commands.ts'
import { commandHelp, overview } from './help.ts'
import { version } from './version.ts'
import type { Outcome, World } from './world.ts'

/** Runs one command line to its outcome. What went wrong is logged; nothing is thrown. */
export async function main(args: readonly string[], outside: World): Promise<Outcome> {
  const world = { ...outside, log: (line: string) => outside.log(withoutCommands(line)) }
  try {
    return await run(args, world)
  } catch (error) {
    const { exitCode, message } = explain(error)
    for (const line of terminalLines(message, 2000)) world.log(`llmops: ${line}`)
    return { stdout: '', exitCode }
  }
}

async function run(args: readonly string[], world: World): Promise<Outcome> {
  const invocation = parseCommandLine(args, commands)
  switch (invocation.do) {
    case 'version':
      return { stdout: `${version}\n`, exitCode: 0 }
    case 'help':
      return {
        stdout: invocation.command === undefined ? overview(commands) : commandHelp(invocation.command),
        exitCode: 0,
      }
    case 'run':
      return invocation.command.run(invocation.options, world)
  }
}

/** Something outside could not be reached, read or written. */
const unreachable = [IncompleteFault, UnusableCallStore, LedgerFault, DeliveryFault, UnreadableArtifact] as const

function explain(error: unknown): { readonly exitCode: number; readonly message: string } {
  if (error instanceof UsageFault) return { exitCode: 64, message: error.message }
  if (unreachable.some((fault) => error instanceof fault)) return { exitCode: 3, message: (error as Error).message }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { exitCode: 70, message: `a defect of llmops, please report it:\n${detail}` }
}
