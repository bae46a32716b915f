import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Policy } from '../resources/policy.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { sourceSet } from '../source/positions.ts'
import { decodeText } from '../source/text.ts'
import type { CompareReport } from '../verdict/compare-report.ts'
import { compareScoreFiles } from '../verdict/compare-score-files.ts'
import type { CompareSettings } from '../verdict/compare-suites.ts'
import { readScoreFile } from '../verdict/score-files/read-score-file.ts'
import type { RowColumns } from '../verdict/score-files/row-columns.ts'
import type { ScoreFile } from '../verdict/score-files/scored-suite.ts'
import type { Rendered } from './validate.ts'

export interface CompareRequest {
  /** Where the command was started. */
  readonly dir: string
  /** Paths of the two files, of which the first is the base. */
  readonly base: string
  readonly head: string
  readonly columns: RowColumns
  readonly settings: CompareSettings
  readonly whenUnsure: Policy['whenUnsure']
}

/** Compares the scores in two files, wherever these were measured. Throws UsageFault where there is no such file. */
export async function compare(request: CompareRequest): Promise<Rendered<CompareReport>> {
  const [before, after] = await Promise.all([readText(request, request.base), readText(request, request.head)])
  const [base, head] = [scoresIn(before, request), scoresIn(after, request)]
  requireAlike(base, head)
  const found = compareScoreFiles({ base, head, whenUnsure: request.whenUnsure }, request.settings)
  const texts = [before, after].flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const]))
  const files = { base: { file: request.base }, head: { file: request.head } }
  return {
    report: { version: 1, command: 'compare', ...files, ...found },
    sources: sourceSet(new Map(texts)),
    keys: [],
  }
}

type Read = { readonly file: string } & (
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: Problem }
)

/** Nothing is read from what is not a file: a pipe would be waited for. */
async function readText({ dir }: CompareRequest, file: string): Promise<Read> {
  await using handle = await openFile(resolve(dir, file), file)
  const status = await handle.stat()
  if (!status.isFile()) throw new UsageFault(`'${file}' is not a file`)
  const limit = limits.scoreBytes
  if (status.size > limit) return { file, problem: { code: 'file-too-large', bytes: status.size, limit } }
  const decoded = decodeText(await handle.readFile())
  return decoded.ok ? { file, text: decoded.text } : { file, problem: decoded.problem }
}

async function openFile(path: string, file: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageFault(code === 'ENOENT' ? `no file '${file}'` : `'${file}' cannot be read (${code})`)
  }
}

function scoresIn({ file, text, problem }: Read, { columns, head }: CompareRequest): ScoreFile {
  if (text !== undefined) return readScoreFile({ file, text }, columns, basename(head))
  return { holds: undefined, suites: [], diagnostics: [errorAt({ in: 'file', file }, problem)] }
}

function requireAlike(base: ScoreFile, head: ScoreFile): void {
  if (base.holds === undefined || head.holds === undefined || base.holds === head.holds) return
  const [result, rows] = base.holds === 'result' ? ['A', 'B'] : ['B', 'A']
  throw new UsageFault(`${result} is a result of llmops and ${rows} has rows of scores; compare two of a kind`)
}
