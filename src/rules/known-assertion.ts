import type { Problem } from '../diagnostic/problem.ts'
import { assertionNamed } from '../resources/assertion-type.ts'
import { assertionTypes, refusedType } from '../resources/assertion-types.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/** Every assertion is of a type that can be used. */
export const knownAssertion: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, fields, placeOf } of assertions) {
      if (type === undefined) yield errorAt(placeOf(['type']), problemOf(fields.type))
    }
  }
}

function problemOf(type: string): Problem {
  const { base, negated } = assertionNamed(type)
  const refused = refusedType(base)
  if (refused?.why === 'executes') return { code: 'assertion-executes-code', type }
  if (refused !== undefined) return { code: 'assertion-refused', type, reason: refused.reason }
  const near = nearest(base, Object.keys(assertionTypes))
  return { code: 'unknown-assertion', type, nearest: near && (negated ? `not-${near}` : near) }
}
