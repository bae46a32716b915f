import type { ExitCode } from '../../verdict/reports.ts'
import type { Mark } from '../mark.ts'

/** How a command ended, at a glance. */
export function markOfExit(exitCode: ExitCode): Mark {
  if (exitCode === 0) return 'good'
  if (exitCode === 3) return 'incomplete'
  return exitCode === 4 ? 'unsure' : 'bad'
}
