import { isAbsolute, relative } from 'node:path'
import { propertyOf, type RunnerCommand } from './command.ts'

export type Level = 'error' | 'warning' | 'notice'

/** What GitHub shows beside a change, as the runner hands it on. */
export interface RunnerAnnotation {
  readonly level: Level
  /** At most 4,096 characters, secrets masked. */
  readonly message: string
  readonly title?: string
  /** Relative to the workspace. */
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
}

/** Where an `error`, `warning` or `notice` command points; lines and columns that contradict each other are dropped. */
export function placeOf(command: RunnerCommand, workspace: string): Omit<RunnerAnnotation, 'level' | 'message'> {
  const file = propertyOf(command, 'file')
  const title = propertyOf(command, 'title')
  return {
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { file: inWorkspace(file, workspace) }),
    ...consistent({
      line: numberOf(command, 'line'),
      endLine: numberOf(command, 'endLine'),
      col: numberOf(command, 'col'),
      endColumn: numberOf(command, 'endColumn'),
    }),
  }
}

function inWorkspace(file: string, workspace: string): string {
  const path = isAbsolute(file) ? relative(workspace, file) : file
  return path.startsWith('..') ? file : path
}

function numberOf(command: RunnerCommand, name: string): number | undefined {
  const text = propertyOf(command, name)
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

type Range = Record<'line' | 'endLine' | 'col' | 'endColumn', number | undefined>

/** The runner's ValidateLinesAndColumns: columns hold on one line only, and nothing ends before it begins. */
function consistent(given: Range): Pick<RunnerAnnotation, keyof Range> {
  const range = { ...given, line: given.line ?? given.endLine, col: given.col ?? given.endColumn }
  const severalLines = range.endLine !== undefined && range.line !== range.endLine
  if (range.line === undefined || severalLines || isBefore(range.endColumn, range.col)) {
    range.col = undefined
    range.endColumn = undefined
  }
  if (isBefore(range.endLine, range.line)) {
    range.line = undefined
    range.endLine = undefined
  }
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined))
}

function isBefore(end: number | undefined, start: number | undefined): boolean {
  return end !== undefined && start !== undefined && end < start
}
