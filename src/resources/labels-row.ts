import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import type { Row } from './cases-row.ts'
import { isMapping, shapeOf } from './json-shape.ts'

/** What one human said of one output. */
export interface Label {
  readonly caseId: string
  /** The whole answer, before `at`; of an assertion about a step what that gave. */
  readonly output: string
  /** What was asked, for judges that are shown it; absent: what the subject asks now. */
  readonly prompt?: string
  /** In [0, 1]: whether, or how far, the output satisfies the assertion, `not-` included. */
  readonly label: number
  /** Absent: the one who does not say. */
  readonly rater?: string
  readonly place: Place
}

export interface ReadLabel {
  /** Undefined where anything is wrong with the row. */
  readonly label: Label | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Rows of a sheet that nobody has come to yet are no labels. */
export function isNotFilledIn({ value }: Row): boolean {
  if (!isMapping(value) || !('label' in value)) return false
  const { label } = value
  return label === null || (typeof label === 'string' && label.trim() === '')
}

/** A row as a label. Other fields than these are the reader's own. */
export function labelOf({ value, placeOf }: Row): ReadLabel {
  if (!isMapping(value)) return problemsAt(placeOf, [[], { code: 'not-a-mapping', found: shapeOf(value) }])
  const { id, output, label, prompt, rater } = value
  const score = label === undefined ? undefined : scoreIn(label)
  const problems = [
    ...textProblems('id', id),
    ...textProblems('output', output),
    ...(prompt === undefined ? [] : textProblems('prompt', prompt)),
    ...(rater === undefined ? [] : textProblems('rater', rater)),
    ...labelProblems(label, score),
  ]
  if (problems.length > 0 || score === undefined || typeof id !== 'string' || typeof output !== 'string')
    return problemsAt(placeOf, ...problems)
  const given = {
    ...(typeof prompt === 'string' && prompt !== '' && { prompt }),
    ...(typeof rater === 'string' && rater !== '' && { rater }),
  }
  const read = { caseId: id, output, label: score, ...given, place: placeOf([]) }
  return { label: read, diagnostics: [] }
}

type Found = readonly [path: KeyPath, problem: Problem]

function problemsAt(placeOf: Row['placeOf'], ...problems: readonly Found[]): ReadLabel {
  return { label: undefined, diagnostics: problems.map(([path, problem]) => errorAt(placeOf(path), problem)) }
}

function textProblems(field: string, value: Json | undefined): readonly Found[] {
  if (value === undefined) return [[[], { code: 'missing-field', field }]]
  if (typeof value !== 'string') return [[[field], { code: 'wrong-type', expected: 'string', found: shapeOf(value) }]]
  if (!value.isWellFormed())
    return [[[field], { code: 'bad-format', found: 'half a surrogate pair', expected: 'Unicode text' }]]
  if (field !== 'id' || value !== '') return []
  return [[[field], { code: 'out-of-range', found: '0 characters', expected: 'the id of a case' }]]
}

function labelProblems(label: Json | undefined, score: number | undefined): readonly Found[] {
  if (label === undefined) return [[[], { code: 'missing-field', field: 'label' }]]
  if (score !== undefined) return []
  const found = JSON.stringify(label)
  return [[['label'], { code: 'out-of-range', found, expected: 'true, false, or a number from 0 to 1' }]]
}

/** As people fill in a sheet. */
const words: { readonly [word: string]: number } = { true: 1, false: 0, yes: 1, no: 0, pass: 1, fail: 0 }

function scoreIn(label: Json): number | undefined {
  if (typeof label === 'boolean') return Number(label)
  if (typeof label === 'number') return inScale(label)
  if (typeof label !== 'string') return undefined
  const word = label.trim().toLowerCase()
  if (Object.hasOwn(words, word)) return words[word]
  return /^\d*[.,]?\d+$/.test(word) ? inScale(Number(word.replace(',', '.'))) : undefined
}

function inScale(value: number): number | undefined {
  return value >= 0 && value <= 1 ? value : undefined
}
