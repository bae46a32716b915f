import type { CommandSpec } from './command.ts'
import { checkCommand, evalCommand, initCommand, planCommand, validateCommand } from './compare-commands.ts'
import { promoteCommand, rollbackCommand, statusCommand } from './release-commands.ts'

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  initCommand,
  validateCommand,
  planCommand,
  evalCommand,
  checkCommand,
  promoteCommand,
  statusCommand,
  rollbackCommand,
]
