import { explainFault } from '../commands/explain-fault.ts'
import { terminalLines, withoutCommands } from '../report/escape-terminal.ts'
import { parseCommandLine } from './arguments.ts'
import { commands } from './commands.ts'
import { commandHelp, overview } from './help.ts'
import { version } from '../commands/version.ts'
import type { Outcome, World } from './world.ts'

/** Runs one command line to its outcome. What went wrong is logged; nothing is thrown. */
export async function main(args: readonly string[], outside: World): Promise<Outcome> {
  const world = { ...outside, log: (line: string) => outside.log(withoutCommands(line)) }
  try {
    return await run(args, world)
  } catch (error) {
    const { exitCode, message } = explainFault(error)
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
