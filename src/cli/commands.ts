import { calibrateCommand } from './calibrate-command.ts'
import type { CommandSpec } from './command.ts'
import { checkCommand, evalCommand, initCommand, planCommand, validateCommand } from './compare-commands.ts'
import { compareFilesCommand } from './compare-files-command.ts'
import { importCommand } from './import-command.ts'
import { promoteCommand, rollbackCommand, statusCommand } from './release-commands.ts'
import { reportCommand } from './report-command.ts'

/** Every command, in the order of the help. What a command does is loaded when it is run: most of it is for the others. */
export const commands: readonly CommandSpec[] = [
  initCommand,
  importCommand,
  validateCommand,
  planCommand,
  evalCommand,
  checkCommand,
  reportCommand,
  calibrateCommand,
  compareFilesCommand,
  promoteCommand,
  statusCommand,
  rollbackCommand,
]
