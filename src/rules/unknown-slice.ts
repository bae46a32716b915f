import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/** Results are broken down, and cases are alike, by columns that some case has. */
export const unknownSlice: Rule = function* (draft) {
  for (const { complete, cases, fields, placeOf } of draft.of('Dataset')) {
    if (!complete) continue
    const columns = new Set(cases.flatMap((one) => Object.keys(one.columns)))
    const named = [
      ...(fields.slices ?? []).map((column, index) => ({ column, place: placeOf(['slices', index]) })),
      ...(fields.cluster === undefined ? [] : [{ column: fields.cluster, place: placeOf(['cluster']) }]),
    ]
    for (const { column, place } of named) {
      if (columns.has(column)) continue
      yield errorAt(place, { code: 'unknown-slice', column, nearest: nearest(column, columns) })
    }
  }
}
