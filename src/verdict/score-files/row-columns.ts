import type { KeyPath } from '../../diagnostic/place.ts'
import type { Json } from '../../digest/digest.ts'
import type { Metric } from '../../resources/project.ts'
import { pathOf, valueAt } from '../../resources/json-path.ts'
import { isMapping } from '../../resources/json-shape.ts'

/** Where in a row things are: the name of a column, or a JSON Pointer into the row. */
export interface RowColumns {
  readonly id: string
  readonly score: string
  /** These three need not be there, unless they are `named`. */
  readonly metric: string
  readonly trial: string
  readonly cluster: string
  readonly slices: readonly string[]
  /** Those of the three above that the user named: then every row has them. */
  readonly named: ReadonlySet<'metric' | 'trial' | 'cluster'>
  /** Scores that mean "all wrong" and "all right". */
  readonly scale: { readonly from: number; readonly to: number }
  /** Whether a number says right or wrong; declared, never observed. */
  readonly kind: Metric['scale']
}

/** The path of keys to a column of a row. */
export function columnPath(column: string, row: Json): KeyPath {
  return column.startsWith('/') && !(isMapping(row) && Object.hasOwn(row, column)) ? pathOf(column, row) : [column]
}

/** What a row has in a column; undefined where there is nothing, or null. */
export function columnValue(column: string, row: Json): Json | undefined {
  return valueAt(row, columnPath(column, row)) ?? undefined
}
