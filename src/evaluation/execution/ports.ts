import type { Ask } from '../ask-model.ts'
import type { Library } from '../retrieval/library.ts'

/** What executing a subject needs of the world. */
export interface Ports {
  readonly ask: Ask
  /** The knowledge bases, whose indexes are made once for a run. */
  readonly library: Library
}
