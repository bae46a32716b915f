import { canonicalJson } from '../digest/digest.ts'
import type { Case } from '../resources/project.ts'

/** The slices a case belongs to, such as `language: de`, in the order of the columns; absent or null is none. */
export function sliceValues(row: Case, columns: readonly string[]): { column: string; value: string }[] {
  return columns.flatMap((column) => {
    const value = Object.hasOwn(row.columns, column) ? row.columns[column] : undefined
    if (value === undefined || value === null) return []
    return [{ column, value: typeof value === 'string' ? value : canonicalJson(value) }]
  })
}
