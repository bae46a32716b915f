import type { YAMLParseError } from 'yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { errorAt } from './error-at.ts'
import { yamlTokens } from './yaml-tokens.ts'
import { openBracket, unquotedColon, unquotedTemplate, wordsFor } from './yaml-words.ts'

interface Finding {
  readonly start: number
  readonly end: number
  readonly message: string
}

/** A parser's error, said where its author looks for it. */
export function syntaxError(file: string, text: string, error: YAMLParseError): Diagnostic {
  const findings = [templateIn, colonIn, quoteIn, bracketIn].map((find) => find(text, error))
  const found = findings.find((finding) => finding !== undefined) ?? asParsed(error)
  const { start, end, message } = found
  return errorAt({ in: 'text', file, start, end }, { code: 'yaml-syntax', message })
}

function asParsed(error: YAMLParseError): Finding {
  return { start: error.pos[0], end: error.pos[1], message: wordsFor(error.code, error.message) }
}

/** The parser misses a quote at the end of the file; its author, where it opens. */
function quoteIn(text: string, error: YAMLParseError): Finding | undefined {
  if (!error.message.startsWith('Missing closing')) return undefined
  const quoted = [...yamlTokens(text)].filter((token) => token.type?.endsWith('quoted-scalar'))
  const last = quoted.findLast((token) => token.start < error.pos[0])
  return last && { ...asParsed(error), start: last.start, end: last.start + 1 }
}

/** The parser misses a bracket where something else begins; its author, where it opens. */
function bracketIn(text: string, error: YAMLParseError): Finding | undefined {
  if (!/end with a [\]}]$/.test(error.message)) return undefined
  const open: number[] = []
  for (const { type, start } of yamlTokens(text)) {
    if (start >= error.pos[0]) break
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push(start)
    if (type === 'flow-map-end' || type === 'flow-seq-end') open.pop()
  }
  const start = open.at(-1)
  return start === undefined ? undefined : { start, end: start + 1, message: openBracket }
}

/** `user: {{name}} …`: the parser stumbles behind the braces. */
function templateIn(text: string, error: YAMLParseError): Finding | undefined {
  const lineStart = text.lastIndexOf('\n', error.pos[0] - 1) + 1
  const before = /^[^"'#]*?[:-] +(?=\{\{)/.exec(text.slice(lineStart, error.pos[1]))
  return before ? { start: lineStart + before[0].length, end: error.pos[1], message: unquotedTemplate } : undefined
}

/** `user: Answer: …`: the parser takes the text for a mapping. */
function colonIn(text: string, error: YAMLParseError): Finding | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined
  const start = error.pos[0]
  const value = /^[^\n]*?:(?=[ \n]|$)[^\n]*/.exec(text.slice(start))
  return value ? { start, end: start + value[0].trimEnd().length, message: unquotedColon } : undefined
}
