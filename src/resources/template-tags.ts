import type { TemplateProblem, TextRange } from './template.ts'

/** One tag of a template. `''` is a variable; `!` a comment, whose name is empty. */
export interface Tag extends TextRange {
  readonly sigil: '' | '#' | '^' | '/' | '!'
  readonly name: string
  readonly path: readonly string[]
}

interface Read {
  readonly tag?: Tag
  readonly problem?: TemplateProblem
  /** Where reading goes on. */
  readonly next: number
}

type Find = (from: number) => number

/** The tags of a text in their order, and what is wrong with those that are none. Linear in the text; never throws. */
export function scanTags(text: string): {
  readonly tags: readonly Tag[]
  readonly problems: readonly TemplateProblem[]
} {
  const tags: Tag[] = []
  const problems: TemplateProblem[] = []
  const closing = { double: nextOf(text, '}}'), triple: nextOf(text, '}}}') }
  let at = text.indexOf('{{')
  while (at !== -1) {
    const read = text[at + 2] === '{' ? readTriple(text, at, closing.triple) : readDouble(text, at, closing.double)
    if (read.tag !== undefined) tags.push(read.tag)
    if (read.problem !== undefined) problems.push(read.problem)
    at = text.indexOf('{{', read.next)
  }
  return { tags, problems }
}

/** `indexOf` for rising positions, without reading any part of the text twice. */
function nextOf(text: string, what: string): Find {
  let found = -2
  return (from) => {
    if (found !== -1 && found < from) found = text.indexOf(what, from)
    return found
  }
}

function readTriple(text: string, start: number, closing: Find): Read {
  const close = closing(start + 3)
  const content = text.slice(start + 3, close)
  if (close === -1 || /\{\{|\}\}/.test(content)) return unclosed(text, start, 3)
  return named('', content.trim(), { start, end: close + 3 })
}

function readDouble(text: string, start: number, closing: Find): Read {
  const close = closing(start + 2)
  if (close === -1) return unclosed(text, start, 2)
  const range = { start, end: close + 2 }
  const content = text.slice(start + 2, close).trim()
  const sigil = content[0]
  if (sigil === '!') return { tag: { sigil, name: '', path: [], ...range }, next: range.end }
  if (content.includes('{{')) return unclosed(text, start, 2)
  return withSigil(content, range)
}

function withSigil(content: string, range: TextRange): Read {
  const sigil = content[0]
  switch (sigil) {
    case '#':
    case '^':
    case '/':
      return named(sigil, content.slice(1).trim(), range)
    case '&':
      return named('', content.slice(1).trim(), range)
    case '>':
    case '<':
      return wrong({ code: 'template-feature', feature: 'partial' }, range)
    case '=':
      return wrong({ code: 'template-feature', feature: 'delimiter change' }, range)
    default:
      return named('', content, range)
  }
}

function named(sigil: Tag['sigil'], name: string, range: TextRange): Read {
  const path = pathOf(name)
  if (path === undefined) return wrong({ code: 'template-syntax', message: notAName(name) }, range)
  return { tag: { sigil, name, path, ...range }, next: range.end }
}

/** Stricter than the specification's "non-whitespace", so that the syntax of Jinja, Handlebars and f-strings is told apart. */
const namePart = /^[\p{L}\p{M}\p{N}_$@:-]+$/u

function pathOf(name: string): readonly string[] | undefined {
  if (name === '.') return []
  const parts = name.split('.')
  return parts.every((part) => namePart.test(part)) ? parts : undefined
}

function notAName(name: string): string {
  if (name === '') return 'the tag has no name'
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
  return `\`${shown}\` is not a name; a name is letters, digits and _ $ @ : -, with dots between its parts`
}

/** The rest of the line is marked; reading goes on behind the braces, so that later tags are read. */
function unclosed(text: string, start: number, braces: 2 | 3): Read {
  const lineEnd = text.indexOf('\n', start)
  const message = `the tag is not closed; \`${'}'.repeat(braces)}\` is missing`
  const range = { start, end: lineEnd === -1 ? text.length : lineEnd }
  return { ...wrong({ code: 'template-syntax', message }, range), next: start + braces }
}

function wrong(problem: TemplateProblem['problem'], range: TextRange): Read {
  return { problem: { problem, ...range }, next: range.end }
}
