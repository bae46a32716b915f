import type { ShowProgress } from '../commands/needs.ts'

/** What an entry reads of the world, once, and hands down. */
export interface World {
  /** Where the command was started. */
  readonly dir: string
  /** The folder that this program lies in. */
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Who runs it, for the ledger: a run's address, or a user's name. */
  readonly by: string
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  /** Whether stdout is a terminal that wants colours. */
  readonly colours: boolean
  /** Progress and logs, a line each. */
  readonly log: (line: string) => void
  /** How far an evaluation is, in a terminal; undefined: in lines of the log. */
  readonly progress?: ShowProgress
}

/** What a command leaves: the result for stdout, and the exit code. */
export interface Outcome {
  readonly stdout: string
  readonly exitCode: number
}
