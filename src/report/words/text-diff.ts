import { structuredPatch } from 'diff'
import { cut } from '../untrusted.ts'
import { wordDiff, type WordPiece, wordsAsText } from './word-diff.ts'

export interface DiffLine {
  /** `@` begins a hunk; `!` is a line that stands for the one before and the one after an edit. */
  readonly sign: ' ' | '+' | '-' | '@' | '!'
  readonly text: string
  /** Of `!`: what `text` says, piece by piece. */
  readonly pieces?: readonly WordPiece[]
}

/** Beyond this many edited lines nobody reads on, and the search takes long: only the beginnings are compared. */
const mostEdits = 400
const beginning = 100

/** Units of unchanged text shown before a difference deep inside a long line. */
const lead = 40

/**
 * The lines that differ between two texts, with two lines of context, cut to `width` UTF-16 units around the change. A long
 * line with few edits is one line, with the words that differ marked.
 */
export function textDiff(before: string, after: string, width = 240): readonly DiffLine[] {
  return around(byWords(linesOf(before, after)), width)
}

function linesOf(before: string, after: string): readonly DiffLine[] {
  const end = before.endsWith('\n') || after.endsWith('\n') ? '' : '\n'
  const options = { context: 2, maxEditLength: mostEdits }
  const patch = structuredPatch('', '', ended(before, end), ended(after, end), undefined, undefined, options)
  if (patch === undefined) return [...linesOf(beginningOf(before), beginningOf(after)), unread]
  return patch.hunks.flatMap((hunk) => [...hunkStart(hunk.newStart), ...withoutBlankEnds(hunk.lines.map(fromPatch))])
}

const unread: DiffLine = {
  sign: '@',
  text: `more than ${mostEdits} lines differ, those after line ${beginning} are not shown`,
}

function beginningOf(text: string): string {
  return text.split('\n', beginning).join('\n')
}

function ended(text: string, end: string): string {
  return text === '' ? '' : text + end
}

/** Empty lines at the edges of a hunk show nothing of where it is. */
function withoutBlankEnds(lines: readonly DiffLine[]): readonly DiffLine[] {
  const tells = ({ sign, text }: DiffLine): boolean => sign !== ' ' || text.trim() !== ''
  return lines.slice(lines.findIndex(tells), lines.findLastIndex(tells) + 1)
}

function hunkStart(line: number): readonly DiffLine[] {
  return line > 1 ? [{ sign: '@', text: `line ${line}` }] : []
}

function fromPatch(line: string): DiffLine {
  const sign = line[0]
  if (sign === '+' || sign === '-' || sign === ' ') return { sign, text: line.slice(1) }
  return { sign: ' ', text: line }
}

/** Long lines cut to `width`; a removed and an added line that stand for each other are cut to where they differ. */
function around(lines: readonly DiffLine[], width: number): readonly DiffLine[] {
  const runs = runsOf(lines)
  return runs.flatMap((run, at) => {
    const others = counterpart(runs, at)
    return run.map((line, nth) =>
      line.sign === '!' ? line : { ...line, text: excerpt(line.text, others[nth]?.text, width) },
    )
  })
}

/** Lines that replace others, one for one, as one line where it reads better. */
function byWords(lines: readonly DiffLine[]): readonly DiffLine[] {
  const runs = runsOf(lines)
  return runs.flatMap((run, at) => {
    const others = counterpart(runs, at)
    if (run.length !== others.length) return run
    const removed = run[0]?.sign === '-'
    return run.flatMap((line, nth): readonly DiffLine[] => {
      const other = others[nth]?.text ?? ''
      const pieces = removed ? wordDiff(line.text, other) : wordDiff(other, line.text)
      if (pieces === undefined) return [line]
      return removed ? [{ sign: '!', text: wordsAsText(pieces), pieces }] : []
    })
  })
}

/** Neighbouring lines of one sign. */
function runsOf(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const runs: DiffLine[][] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last?.[0]?.sign === line.sign) last.push(line)
    else runs.push([line])
  }
  return runs
}

/** The added lines that replace a run of removed ones, or the other way round. */
function counterpart(runs: readonly (readonly DiffLine[])[], at: number): readonly DiffLine[] {
  const sign = runs[at]?.[0]?.sign
  const other = sign === '-' ? runs[at + 1] : sign === '+' ? runs[at - 1] : undefined
  return other?.[0]?.sign === (sign === '-' ? '+' : '-') ? other : []
}

function excerpt(text: string, other: string | undefined, width: number): string {
  if (text.length <= width || other === undefined) return cut(text, width)
  const from = Math.max(0, commonPrefix(text, other) - lead)
  return from === 0 ? cut(text, width) : `…${cut(text.slice(from).replace(/^[\udc00-\udfff]/, ''), width)}`
}

function commonPrefix(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}

/** The first `max` lines, and how many are not among them. */
export function firstLines(
  lines: readonly DiffLine[],
  max: number,
): { readonly shown: readonly DiffLine[]; readonly more: number } {
  return { shown: lines.slice(0, max), more: Math.max(0, lines.length - max) }
}
