import type { Untrusted } from '../evaluation/untrusted.ts'
import { count } from './numbers.ts'

/** The raw text. Whoever opens it escapes it for its destination: `escape-markdown.ts`, `escape-terminal.ts`, JSON. */
export function openUntrusted(text: Untrusted): string {
  return text as unknown as string
}

/** Control and format characters, line and paragraph separators, and variation selectors, in which text can hide. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu

/** A line end, a tab, and the joiners and selectors without which some scripts and emoji fall apart. */
const harmless = new Set(['\n', '\t', '\u200c', '\u200d', '\ufe0e', '\ufe0f'])

/**
 * The text with everything unseen made visible: `␛` for ESC, `␍` for a bare CR, `⟨U+202E⟩` for a bidi control.
 * Line ends become `\n`; lone surrogates become U+FFFD. Nothing in the result can move a cursor or reorder a line.
 */
export function visible(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(unseen, pictureOf)
}

function pictureOf(char: string): string {
  if (harmless.has(char)) return char
  const point = char.codePointAt(0) ?? 0
  if (point < 0x20) return String.fromCodePoint(0x2400 + point)
  if (point === 0x7f) return '␡'
  return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/** The visible text in one line: `⏎` stands for a line end, a space for a tab. */
export function oneLine(text: string): string {
  return visible(text).trim().replaceAll('\n', '⏎').replaceAll('\t', ' ')
}

/** At most `max` UTF-16 units of a text, saying how many were cut. Never ends in half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${count(text.length - kept.length)} more characters)`
}
