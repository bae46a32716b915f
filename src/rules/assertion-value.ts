import type { Json } from '../digest/digest.ts'
import { isMapping } from '../resources/json-shape.ts'
import type { Rule } from '../resources/load.ts'
import type { AssertionType } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'

interface Need {
  readonly expected: string
  readonly isMet: (value: Json | undefined) => boolean
}

const aText: Need = { expected: 'a text that is not empty', isMet: isText }

/** What each type compares an answer with. */
const needs: { readonly [type in AssertionType]: Need } = {
  equals: { expected: 'what the answer is compared with', isMet: (value) => value !== undefined },
  contains: aText,
  icontains: aText,
  'starts-with': aText,
  regex: { expected: 'a regular expression', isMet: isText },
  'is-json': {
    expected: 'a JSON Schema, {file: path}, or no value',
    isMet: (value) => value === undefined || typeof value === 'boolean' || isMapping(value),
  },
}

/** Every assertion has a value that its type can use. */
export const assertionValue: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, fields, placeOf } of assertions) {
      const need = type && needs[type]
      const value = fields.value as Json | undefined
      if (need === undefined || need.isMet(value)) continue
      const place = value === undefined ? placeOf(['type']) : placeOf(['value'])
      yield errorAt(place, { code: 'assertion-needs', type: fields.type, field: 'value', expected: need.expected })
    }
  }
}

/** Numbers and booleans are their texts. An empty text is part of every answer and decides nothing. */
function isText(value: Json | undefined): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
}
