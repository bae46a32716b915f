import type { Json } from '../../digest/digest.ts'
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

function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const names = Object.keys(a)
  const sameNames = names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name))
  return sameNames && names.every((name) => sameJson(a[name], b[name]))
}

/** Lists, too: their names are indices. */
function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null
}
