import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** An input that a Dataset calls a path is in some case. */
export const noMedium: Rule = function* (draft) {
  for (const { complete, cases, fields, placeOf } of draft.of('Dataset')) {
    if (!complete) continue
    for (const [index, name] of (fields.media ?? []).entries()) {
      if (cases.some(({ input }) => Object.hasOwn(input, name))) continue
      yield errorAt(placeOf(['media', index]), { code: 'no-medium', name })
    }
  }
}
