import { sameJson } from '../same-json.ts'
import type { AssertionKind } from './assertion-kind.ts'
import { quote } from './quote.ts'
import { textOf } from './text-assertion.ts'

/** An object, list or null is compared with the answer read as JSON, deeply; anything else with its text. */
export const equals: AssertionKind = {
  rendersValue: true,
  find({ text, json }, value) {
    if (value === undefined) return { kind: 'undecided', reason: 'there is no expected value' }
    const expected = textOf(value)
    if (expected !== undefined) return { kind: 'decided', holds: text === expected, wanted: quote(expected) }
    return { kind: 'decided', holds: json.ok && sameJson(json.value, value), wanted: quote(JSON.stringify(value)) }
  },
}
