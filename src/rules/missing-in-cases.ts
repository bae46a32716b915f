import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { errorAt } from '../source/error-at.ts'
import type { UnknownName } from './unknown-names.ts'

/** Some cases have what a template asks for; these do not. */
export function missingInCases({ name, lacking }: UnknownName): readonly Diagnostic[] {
  return lacking.map(({ id, place }) => errorAt(place, { code: 'missing-input', case: id, name }))
}
