import { withoutCommands } from '../escape-terminal.ts'
import { htmlPhrase, markdownPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { lessAndLess, pageDetail } from './detail.ts'
import type { Detail } from './detail.ts'
import { reportLink } from './report-link.ts'

/** A piece of a Markdown form: nothing if `text` is empty; `leftOut` says what it does not show, such as `18 cases`. */
export interface Part {
  readonly text: string
  readonly leftOut: readonly string[]
}

/** A piece for any detail. What is the same for all of them is done once, when it is made. */
export type Section = (detail: Detail) => Part

/** A Markdown form: what stands first and last is always there. */
export interface Document {
  readonly top: string
  readonly sections: readonly Section[]
  /** In one line, apart by dots. */
  readonly footer: readonly Phrase[]
}

/** What a Markdown form is written on. */
export interface Sheet {
  /** First line of a comment, by which a later run finds it. */
  readonly marker?: string
  /** The most UTF-16 units; by default what a GitHub comment holds. */
  readonly limit?: number
  /** Address of the run that made the report, as its runner says it: ours, never from a report. */
  readonly reportUrl?: string | undefined
}

/** GitHub refuses a comment of more than 65,536 characters. */
const commentLimit = 65_000

/**
 * The document in the first of ever shorter forms that has at most `limit` UTF-16 units (GitHub counts characters, of
 * which there are never more), saying what it leaves out. Where there is more room than in a comment, it says more.
 */
export function markdownDocument(document: Document, { marker, limit = commentLimit, reportUrl }: Sheet): string {
  const top = marker === undefined ? document.top : `${marker}\n${document.top}`
  const details = limit > commentLimit ? [pageDetail, ...lessAndLess] : lessAndLess
  const link = reportLink(reportUrl)
  let text = ''
  for (const detail of details) {
    text = documentText({ ...document, top }, detail, link)
    if (text.length <= limit) break
  }
  return text
}

function documentText({ top, sections, footer }: Document, detail: Detail, link: string | undefined): string {
  const body = joined(sections.map((section) => section(detail)))
  const facts = footer.map(markdownPhrase)
  const linked = link === undefined || facts.length === 0 ? facts : facts.toSpliced(-1, 0, link)
  const blocks = [top, body.text, leftOutText(body.leftOut, link), linked.join(' · ')]
  return withoutCommands(blocks.filter((text) => text !== '').join('\n\n')).concat('\n')
}

function leftOutText(leftOut: readonly string[], link: string | undefined): string {
  if (leftOut.length === 0) return ''
  const rest = link === undefined ? 'The result as JSON' : `The ${link} shows more; the result as JSON`
  return `_Left out, for length: ${leftOut.join(', ')}. ${rest} has them all._`
}

export function part(text: string, leftOut: readonly string[] = []): Part {
  return { text, leftOut }
}

/** Parts as one, apart by an empty line. */
export function joined(parts: readonly Part[]): Part {
  const texts = parts.map(({ text }) => text).filter((text) => text !== '')
  return part(
    texts.join('\n\n'),
    parts.flatMap(({ leftOut }) => leftOut),
  )
}

/** A part that a reader unfolds. The summary is HTML, which Markdown does not read. */
export function unfolding(summary: Phrase, text: string): string {
  return `<details><summary>${htmlPhrase(summary)}</summary>\n\n${text}\n\n</details>`
}
