import { withoutCommands } from '../escape-terminal.ts'
import { htmlPhrase, markdownPhrase } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { lessAndLess } from './detail.ts'
import type { Detail } from './detail.ts'

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

/** GitHub refuses a comment of more than 65,536 characters. */
const commentLimit = 65_000

/**
 * The document in the first of ever shorter forms that has at most `limit` UTF-16 units (GitHub counts characters, of
 * which there are never more), saying what it leaves out.
 */
export function markdownDocument(document: Document, limit = commentLimit): string {
  let text = ''
  for (const detail of lessAndLess) {
    text = documentText(document, detail)
    if (text.length <= limit) break
  }
  return text
}

function documentText({ top, sections, footer }: Document, detail: Detail): string {
  const body = joined(sections.map((section) => section(detail)))
  const blocks = [top, body.text, leftOutText(body.leftOut), footer.map(markdownPhrase).join(' · ')]
  return withoutCommands(blocks.filter((text) => text !== '').join('\n\n')).concat('\n')
}

function leftOutText(leftOut: readonly string[]): string {
  if (leftOut.length === 0) return ''
  return `_Left out, for length: ${leftOut.join(', ')}. The result as JSON has them all._`
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
