import type { Json } from '../../digest/digest.ts'
import type { AssertionKind } from './assertion-kind.ts'
import { quote } from './quote.ts'

/**
 * An assertion that compares two texts. A number or boolean is its text; an empty text, which everything contains, decides
 * nothing.
 */
export function textAssertion(verb: string, holds: (text: string, expected: string) => boolean): AssertionKind {
  return {
    rendersValue: true,
    find(seen, value) {
      const expected = textOf(value)
      if (expected === undefined) return { kind: 'undecided', reason: 'the expected value is not a text' }
      if (expected === '') return { kind: 'undecided', reason: 'the expected text is empty' }
      return { kind: 'decided', holds: holds(seen.text, expected), wanted: `${verb} ${quote(expected)}` }
    },
  }
}

export function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || typeof value === 'object') return undefined
  return String(value)
}
