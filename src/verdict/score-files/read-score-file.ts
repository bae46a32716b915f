import type { CaseSource } from '../../resources/cases-row.ts'
import { looksLikeResult, readResult } from './read-result.ts'
import { readScoreRows } from './read-rows.ts'
import type { RowColumns } from './row-columns.ts'
import type { ScoreFile } from './scored-suite.ts'

/**
 * Reads a file of scores: a result of ours, or rows of any tool. The text is as `decodeText` gives it.
 * @param subject what rows are about, which do not say it
 */
export function readScoreFile(source: CaseSource, columns: RowColumns, subject: string): ScoreFile {
  return looksLikeResult(source.text) ? readResult(source) : readScoreRows(source, columns, subject)
}
