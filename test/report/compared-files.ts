import { compareScoreFiles } from '../../src/verdict/compare-score-files.ts'
import type { CompareReport } from '../../src/verdict/compare-report.ts'
import { readScoreFile } from '../../src/verdict/score-files/read-score-file.ts'
import type { RowColumns } from '../../src/verdict/score-files/row-columns.ts'
import type { Report } from '../../src/verdict/reports.ts'

/** Columns as they are called where nobody says otherwise. */
export const columns: RowColumns = {
  id: 'id',
  score: 'score',
  metric: 'metric',
  trial: 'trial',
  cluster: 'cluster',
  slices: [],
  named: new Set(),
  scale: { from: 0, to: 1 },
  kind: 'binary',
}

/** The report on two texts of rows or results. */
export function comparedTexts(
  base: string,
  head: string,
  {
    rows = {},
    ...settings
  }: { readonly rows?: Partial<RowColumns>; readonly maxDrop?: number; readonly min?: number } = {},
): CompareReport {
  const read = (file: string, text: string) => readScoreFile({ file, text }, { ...columns, ...rows }, 'new.jsonl')
  const files = { base: read('old.jsonl', base), head: read('new.jsonl', head), whenUnsure: 'allow' } as const
  const found = compareScoreFiles(files, { maxDrop: settings.maxDrop, min: settings.min, coverage: 0.95 })
  const names = { base: { file: 'old.jsonl' }, head: { file: 'new.jsonl' } }
  return { version: 1, command: 'compare', ...names, ...found }
}

/** JSON Lines with a row for each of `count` cases. */
export function rowsOf(count: number, row: (at: number) => object): string {
  return Array.from({ length: count }, (_, at) => `${JSON.stringify({ id: `c${at}`, ...row(at) })}\n`).join('')
}

const language = (at: number): string => ['de', 'en', 'fr'][at % 3] ?? ''

/** Files of scores in every relation to one another that a reader may meet. */
export const comparedFiles: Readonly<Record<string, Report>> = {
  'files of which the second is worse': comparedTexts(
    rowsOf(120, (at) => ({ score: at % 10 !== 0, language: language(at) })),
    rowsOf(121, (at) => ({ score: at % 10 !== 0 && at % 6 !== 0, language: language(at) })),
    { rows: { slices: ['language'] } },
  ),
  'files of ratings in clusters that cannot tell': comparedTexts(
    rowsOf(90, (at) => ({ score: at % 4 === 1 ? 2 : 4, cluster: at % 30, trial: 1 })) +
      rowsOf(90, (at) => ({ score: at % 7 === 1 ? 2 : 5, cluster: at % 30, trial: 2 })),
    rowsOf(88, (at) => ({ score: at % 4 === 0 ? 2 : 4, cluster: at % 30, trial: 1 })) +
      rowsOf(88, (at) => ({ score: at % 5 === 0 ? 2 : 5, cluster: at % 30, trial: 2 })),
    { rows: { scale: { from: 1, to: 5 }, kind: 'graded' }, maxDrop: 0.12, min: 0.72 },
  ),
  'files of which one lost too many cases': comparedTexts(
    rowsOf(100, () => ({ score: 1 })) + rowsOf(100, () => ({ score: 1, metric: 'gone' })),
    rowsOf(60, () => ({ score: 1 })),
  ),
  'files with nothing in common': comparedTexts(
    rowsOf(3, () => ({ score: 1, metric: 'a' })),
    rowsOf(3, () => ({ score: 1, metric: 'b' })),
  ),
  'files of other cases': comparedTexts(
    rowsOf(70, (at) => ({ score: Number(at < 56) })),
    rowsOf(80, (at) => ({ id: `d${at}`, score: Number(at < 48) })),
  ),
  'files of which one is unreadable': comparedTexts(
    rowsOf(3, () => ({ score: 1 })),
    `${rowsOf(3, () => ({ score: 7 }))}{"id": "c0"`,
  ),
}
