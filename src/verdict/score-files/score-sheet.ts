import type { Problem } from '../../diagnostic/problem.ts'
import type { Json } from '../../digest/digest.ts'
import type { CsvHeading } from '../../resources/cases-csv.ts'
import { reservedKeys } from '../../source/reserved-keys.ts'
import type { RowColumns } from './row-columns.ts'

/** What a header makes of the records of a CSV file of scores: rows whose score is a number, or true and false. */
export function scoreSheet(cells: readonly string[], { score }: Pick<RowColumns, 'score'>): CsvHeading {
  const headers = cells.map((cell) => cell.trim())
  return {
    width: headers.length,
    problems: headers.flatMap((header, at) => problemOf(header, headers.indexOf(header) < at)),
    valueOf: (row) => {
      const filled = headers.flatMap((header, at): readonly (readonly [string, Json])[] => {
        const cell = row[at]?.trim() ?? ''
        return cell === '' ? [] : [[header, header === score ? scoreOf(cell) : cell]]
      })
      return Object.fromEntries(filled)
    },
  }
}

/** Ids and labels stay the texts that they are: `007` is not 7. */
function scoreOf(cell: string): Json {
  if (/^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true'
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cell) ? Number(cell) : cell
}

function problemOf(header: string, isRepeated: boolean): readonly Problem[] {
  if (reservedKeys.has(header)) return [{ code: 'reserved-key', key: header }]
  // A column without a name is often the number of the row, as spreadsheets and data frames write it.
  return isRepeated && header !== '' ? [{ code: 'duplicate-key', key: header }] : []
}
