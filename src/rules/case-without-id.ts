import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { judgementAt } from '../source/error-at.ts'

/** A case without its own id is another case once its input is reworded. Said once of each list of cases. */
export const caseWithoutId: Rule = function* (draft) {
  for (const { cases, fields, placeOf } of draft.of('Dataset')) {
    yield* withoutId(cases, fields.file === undefined ? placeOf(['cases'], 'key') : placeOf(['file']))
  }
  for (const { cases, placeOf } of draft.of('EvalSuite')) yield* withoutId(cases ?? [], placeOf(['cases'], 'key'))
}

function* withoutId(cases: readonly Case[], place: YamlPlace): Generator<Diagnostic> {
  const count = cases.filter(({ ownId }) => !ownId).length
  if (count > 0) yield judgementAt(place, { code: 'case-without-id', count })
}
