import type { Forge } from '../publishing/forge.ts'
import type { Inputs } from './inputs.ts'

/** What the entry reads of the world, once, and hands down. */
export interface World {
  /** Where the repository was checked out. */
  readonly dir: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A folder that lasts as long as the job. */
  readonly temporary: string
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal
  /** The code host, as whoever holds the token. */
  readonly openForge: (token: string) => Promise<Forge>
}

/** One run of `main`. */
export interface Run {
  readonly world: World
  readonly inputs: Inputs
  /** Folder of the parts that `post` may need. */
  readonly desk: string
}
