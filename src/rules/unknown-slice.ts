import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/** Results are broken down by columns that some case has. */
export const unknownSlice: Rule = function* (draft) {
  for (const { complete, cases, fields, placeOf } of draft.of('Dataset')) {
    if (!complete) continue
    const columns = new Set(cases.flatMap((one) => Object.keys(one.columns)))
    for (const [index, column] of (fields.slices ?? []).entries()) {
      if (columns.has(column)) continue
      const problem = { code: 'unknown-slice', column, nearest: nearest(column, columns) } as const
      yield errorAt(placeOf(['slices', index]), problem)
    }
  }
}
