import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** What a combination of models says of itself. */
const own: ReadonlySet<string> = new Set(['kind', 'name', 'description', 'owners', 'labels', 'formerly', 'fallback'])

/** What is true of one model is said at that model, not at a combination of several. */
export const combinationFields: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Model')) {
    if (fields.fallback === undefined) continue
    for (const field of Object.keys(fields).filter((key) => !own.has(key))) {
      yield errorAt(placeOf([field], 'key'), { code: 'field-of-single-model', field })
    }
  }
}
