import { htmlPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** How much a Markdown form shows of each thing; what is beyond it is counted, never dropped in silence. */
export interface Detail {
  /** Cases of each group. */
  readonly cases: number
  /** Rows of all slice tables together. */
  readonly slices: number
  /** Lines of each text difference. */
  readonly diffLines: number
  /** Entries of each list: resources, diagnostics, reasons. */
  readonly items: number
  /** Rows of all score tables together. */
  readonly rows: number
}

const full: Detail = { cases: 3, slices: 60, diffLines: 60, items: 40, rows: Infinity }

/** What is given up, in this order, until the text fits: cases, slices, differences, lists, and last of all metrics. */
export const lessAndLess: readonly Detail[] = [
  full,
  { ...full, cases: 1 },
  { ...full, cases: 0 },
  { ...full, cases: 0, slices: 0 },
  { ...full, cases: 0, slices: 0, diffLines: 12 },
  { ...full, cases: 0, slices: 0, diffLines: 0 },
  { ...full, cases: 0, slices: 0, diffLines: 0, items: 6 },
  { cases: 0, slices: 0, diffLines: 0, items: 6, rows: 60 },
  { cases: 0, slices: 0, diffLines: 0, items: 2, rows: 12 },
  { cases: 0, slices: 0, diffLines: 0, items: 0, rows: 0 },
]

/** A piece of a Markdown form: nothing if `text` is empty; `leftOut` says what it does not show, such as `18 cases`. */
export interface Part {
  readonly text: string
  readonly leftOut: readonly string[]
}

export const nothing: Part = { text: '', leftOut: [] }

export function part(text: string, leftOut: readonly string[] = []): Part {
  return { text, leftOut }
}

/** Parts as one, apart by an empty line. */
export function joined(parts: readonly Part[]): Part {
  const texts = parts.map(({ text }) => text).filter((text) => text !== '')
  return { text: texts.join('\n\n'), leftOut: parts.flatMap(({ leftOut }) => leftOut) }
}

/** What a form that had to be shortened does not show. Empty where it shows everything. */
export function leftOutPart({ leftOut }: Part): Part {
  return part(
    leftOut.length === 0 ? '' : `_Left out, for length: ${leftOut.join(', ')}. The result as JSON has them all._`,
  )
}

/** A part that a reader unfolds. The summary is HTML, which Markdown does not read. */
export function details(summary: Phrase, text: string): string {
  return `<details><summary>${htmlPhrase(summary)}</summary>\n\n${text}\n\n</details>`
}

/** The first of ever shorter forms that has at most `limit` UTF-16 units (GitHub counts characters, never more). */
export function fitting(limit: number, render: (detail: Detail) => string): string {
  let text = ''
  for (const detail of lessAndLess) {
    text = render(detail)
    if (text.length <= limit) break
  }
  return text
}

/** GitHub refuses a comment of more than 65,536 characters. */
export const commentLimit = 65_000
