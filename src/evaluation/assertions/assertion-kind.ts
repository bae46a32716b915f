import type { Json } from '../../digest/digest.ts'
import type { JsonReading } from '../read-json.ts'

/** What an assertion looks at: the answer, or the value in it that `at` leads to. */
export interface Seen {
  /** The answer; the text at `at`, or any other value there as JSON. */
  readonly text: string
  readonly json: JsonReading
}

/** What an assertion found out, not yet negated. */
export type Finding =
  | {
      readonly kind: 'decided'
      readonly holds: boolean
      /** Reads on from `expected`: `to contain "refunds"`. */
      readonly wanted: string
      /** Instead of quoting what was seen. */
      readonly instead?: string
    }
  /** It cannot be decided: that fails, negated or not. */
  | { readonly kind: 'undecided'; readonly reason: string }

/** One type of assertion. Meanings are promptfoo's. */
export interface AssertionKind {
  /** Whether texts in its value are templates. */
  readonly rendersValue: boolean
  readonly find: (seen: Seen, value: Json | undefined) => Finding
}
