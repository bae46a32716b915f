import type { Problem } from '../diagnostic/problem.ts'
import { assertionNamed } from '../resources/assertion-type.ts'
import { laterAssertions } from '../resources/later.ts'
import type { Rule } from '../resources/load.ts'
import { assertionTypes } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/** Assertions of promptfoo's that run code of the author's. No code from YAML runs here, on any branch. */
const executing: ReadonlySet<string> = new Set(['javascript', 'python', 'ruby', 'webhook', 'exec'])

/** Every assertion is of a type that this version knows. */
export const knownAssertion: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, fields, placeOf } of assertions) {
      if (type === undefined) yield errorAt(placeOf(['type']), problemOf(fields.type))
    }
  }
}

function problemOf(type: string): Problem {
  const { base, negated } = assertionNamed(type)
  if (executing.has(base)) return { code: 'assertion-executes-code', type }
  if (laterAssertions.has(base)) return { code: 'not-available-yet', what: `the assertion ${type}` }
  const near = nearest(base, [...assertionTypes, ...laterAssertions])
  return { code: 'unknown-assertion', type, nearest: near && (negated ? `not-${near}` : near) }
}
