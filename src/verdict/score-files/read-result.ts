import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { KeyPath } from '../../diagnostic/place.ts'
import { readJson } from '../../resources/cases-json.ts'
import type { CaseSource } from '../../resources/cases-row.ts'
import { errorAt } from '../../source/error-at.ts'
import { fieldOf, itemsOf, note, take } from './json-fields.ts'
import type { Field, FieldProblem } from './json-fields.ts'
import { readSuite } from './read-suite.ts'
import type { ScoreFile } from './scored-suite.ts'

/** Problems of one file; beyond, it is not what it is taken for. */
const mostProblems = 100

/** Results that have the scores of their cases. */
const commands: readonly string[] = ['eval', 'check']

/** Whether a text begins as a result of ours does, compact or pretty-printed. */
export function looksLikeResult(text: string): boolean {
  return /^\s*\{\s*"version"\s*:\s*\d+\s*,\s*"command"\s*:/.test(text)
}

/** What `llmops eval --format json` or `llmops check --format json` has written: of a check, the scores of head. */
export function readResult(source: CaseSource): ScoreFile {
  const { value, problems: unreadable } = readJson(source.text)
  const inText = unreadable.slice(0, mostProblems).map(({ problem, start, end }): Diagnostic => {
    return errorAt({ in: 'text', file: source.file, start, end }, problem)
  })
  if (value === undefined) return { holds: 'result', suites: [], diagnostics: inText }
  const problems: FieldProblem[] = []
  const suites = suitesIn({ value, path: [], problems })
  const diagnostics = [...inText, ...placed(source, problems.slice(0, mostProblems))]
  return { holds: 'result', suites: diagnostics.length > 0 ? [] : suites, diagnostics }
}

/** By head's measure alone: what base's adds is about a change of the measure, which another file knows nothing of. */
function suitesIn(result: Field): ScoreFile['suites'] {
  if (!isReadable(result)) return []
  const comparisons = itemsOf(fieldOf(result, 'comparisons'))
  const byHead = comparisons.filter((one) => fieldOf(one, 'measure').value !== 'base')
  return byHead.flatMap((one) => readSuite(one) ?? [])
}

function isReadable(result: Field): boolean {
  const [version, command] = [fieldOf(result, 'version'), fieldOf(result, 'command')]
  if (version.value !== 1) {
    note(version, {
      code: 'not-allowed-value',
      found: JSON.stringify(version.value),
      allowed: ['1'],
      nearest: undefined,
    })
    return false
  }
  const name = take(command, 'string')
  if (name !== undefined && !commands.includes(name))
    note(command, { code: 'not-allowed-value', found: name, allowed: commands, nearest: undefined })
  return name !== undefined && commands.includes(name)
}

/** Places are looked for in one more reading, since they are seldom asked for. */
function placed({ file, text }: CaseSource, problems: readonly FieldProblem[]): readonly Diagnostic[] {
  if (problems.length === 0) return []
  const wanted = new Set(problems.map(({ path }) => JSON.stringify(path)))
  const ranges = new Map<string, { readonly start: number; readonly end: number }>()
  readJson(text, 0, text.length, (path: KeyPath, start, end) => {
    const key = JSON.stringify(path)
    if (wanted.has(key)) ranges.set(key, { start, end })
  })
  return problems.map(({ problem, path }) => {
    const { start, end } = ranges.get(JSON.stringify(path)) ?? { start: 0, end: 0 }
    // A value over many lines is not a place: where it begins is.
    return errorAt({ in: 'text', file, start, end: Math.min(end, start + 80) }, problem)
  })
}
