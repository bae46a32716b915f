import type { Untrusted } from '../evaluation/untrusted.ts'
import { htmlCode, markdownCode, markdownProse, markdownWord } from './escape-markdown.ts'
import { terminalText } from './escape-terminal.ts'
import { openUntrusted } from './untrusted.ts'

/** A piece of a sentence: a string is ours; everything from outside says what it is, so that each form escapes it. */
export type Piece =
  | string
  /** Ours, to be seen first. */
  | { readonly strong: Phrase }
  /** A name, a value, a path: a code span in Markdown. */
  | { readonly name: string }
  /** What a reader may type, or a machine will do: a code span in Markdown, without quotes in a terminal. */
  | { readonly code: string }
  /** A name that shall read as a word, where it can: the name of a metric in its table. */
  | { readonly word: string }
  /** A sentence that shall read as running text. */
  | { readonly prose: string }
  /** What a model or provider said. */
  | { readonly said: Untrusted }

/** A sentence for every form of output. */
export type Phrase = readonly Piece[]

export function name(text: string): Piece {
  return { name: text }
}

export function code(text: string): Piece {
  return { code: text }
}

export function word(text: string): Piece {
  return { word: text }
}

export function prose(text: string): Piece {
  return { prose: text }
}

/** `a`, `a and b`, `a, b and 4 more`: at most `most` of them. */
export function listed(names: readonly string[], most = 3): Phrase {
  const shown = names.slice(0, most).map(name)
  const rest = names.length - shown.length
  const all: readonly Piece[] = rest > 0 ? [...shown, `${rest} more`] : shown
  return all.flatMap((piece, index) => (index === 0 ? [piece] : [index === all.length - 1 ? ' and ' : ', ', piece]))
}

export function markdownPhrase(phrase: Phrase): string {
  return phrase.map(markdownPiece).join('')
}

function markdownPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece
  if ('strong' in piece) return `**${markdownPhrase(piece.strong)}**`
  if ('name' in piece) return markdownCode(piece.name)
  if ('code' in piece) return markdownCode(piece.code, 300)
  if ('word' in piece) return markdownWord(piece.word)
  if ('prose' in piece) return markdownProse(piece.prose)
  return markdownCode(openUntrusted(piece.said), 300)
}

/** For a `<summary>`: everything from outside is code. */
export function htmlPhrase(phrase: Phrase): string {
  return phrase.map(htmlPiece).join('')
}

function htmlPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece
  if ('strong' in piece) return `<b>${htmlPhrase(piece.strong)}</b>`
  if ('name' in piece) return htmlCode(piece.name)
  if ('code' in piece) return htmlCode(piece.code, 300)
  if ('word' in piece) return htmlCode(piece.word)
  return htmlCode('prose' in piece ? piece.prose : openUntrusted(piece.said))
}

export function textPhrase(phrase: Phrase): string {
  return phrase.map(textPiece).join('')
}

function textPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece
  if ('strong' in piece) return textPhrase(piece.strong)
  if ('name' in piece) return quoted(terminalText(piece.name, 100))
  if ('code' in piece) return terminalText(piece.code, 300)
  if ('word' in piece) return terminalText(piece.word, 100)
  if ('prose' in piece) return terminalText(piece.prose, 600)
  return terminalText(openUntrusted(piece.said), 300)
}

/** A name that has spaces, or nothing at all, is kept together by quotes. */
function quoted(name: string): string {
  return name === '' || name.includes(' ') ? `'${name}'` : name
}
