import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Problem } from '../../diagnostic/problem.ts'
import type { Json } from '../../digest/digest.ts'
import type { Row } from '../../resources/cases-row.ts'
import { isMapping, shapeOf } from '../../resources/json-shape.ts'
import type { CaseFields } from '../../resources/project.ts'
import { errorAt } from '../../source/error-at.ts'
import type { RowColumns } from './row-columns.ts'
import { columnPath, columnValue } from './row-columns.ts'

/** One score of one case. */
export interface ScoreRow {
  readonly row: Row
  readonly id: string
  /** Name of the metric; undefined where rows do not name one. */
  readonly metric: string | undefined
  /** Tells repetitions of a case apart; '' where rows do not. */
  readonly trial: string
  /** In [0, 1]. */
  readonly score: number
  /** Written true or false. */
  readonly isBoolean: boolean
  /** What slices and clusters the case. */
  readonly columns: CaseFields
}

export type ReadRow = { readonly ok: ScoreRow } | { readonly diagnostics: readonly Diagnostic[] }

/** Reads one row. Every column that is missing or unusable is a diagnostic at its place. */
export function readScoreRow(row: Row, columns: RowColumns): ReadRow {
  const { value } = row
  if (!isMapping(value)) return { diagnostics: [errorAt(row.placeOf([]), wrongType('mapping', value))] }
  const problems: Diagnostic[] = []
  const text = (column: string, needed: boolean): string | undefined => {
    const found = readText(row, column, needed)
    if (typeof found === 'object') problems.push(found)
    return typeof found === 'object' ? undefined : found
  }
  const id = text(columns.id, true)
  const metric = text(columns.metric, columns.named.has('metric'))
  const trial = text(columns.trial, columns.named.has('trial')) ?? ''
  text(columns.cluster, columns.named.has('cluster'))
  const score = readScore(row, columns)
  if (typeof score === 'object') problems.push(score)
  if (problems.length > 0 || id === undefined || typeof score !== 'number') return { diagnostics: problems }
  const isBoolean = typeof columnValue(columns.score, value) === 'boolean'
  return { ok: { row, id, metric, trial, score, isBoolean, columns: ownColumns(value, columns) } }
}

/** A text or a number as text; undefined where there is none and none is needed. */
function readText({ value, placeOf }: Row, column: string, needed: boolean): string | undefined | Diagnostic {
  const found = columnValue(column, value)
  if (found === undefined) return needed ? errorAt(placeOf([]), { code: 'missing-field', field: column }) : undefined
  if (typeof found === 'string' || typeof found === 'number') return String(found)
  return errorAt(placeOf(columnPath(column, value)), wrongType('string', found))
}

/** A number on the scale, or true and false, as a share of 1. */
function readScore({ value, placeOf }: Row, { score: column, scale }: RowColumns): number | Diagnostic {
  const found = columnValue(column, value)
  if (found === undefined) return errorAt(placeOf([]), { code: 'missing-field', field: column })
  if (typeof found === 'boolean') return Number(found)
  const place = placeOf(columnPath(column, value))
  if (typeof found !== 'number') return errorAt(place, wrongType('number', found))
  const share = (found - scale.from) / (scale.to - scale.from)
  if (share >= 0 && share <= 1) return Math.max(0, share) // not -0
  const { from, to } = scale
  const expected = `a score from ${from} to ${to}; \`--scale FROM..TO\` says otherwise, as in \`--scale 1..5\``
  return errorAt(place, { code: 'out-of-range', found: String(found), expected })
}

function ownColumns(value: Json, { slices, cluster }: RowColumns): CaseFields {
  const named = [...slices, cluster].map((column) => [column, columnValue(column, value)] as const)
  return Object.fromEntries(named.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

function wrongType(expected: string, value: Json): Problem {
  return { code: 'wrong-type', expected, found: shapeOf(value) }
}
