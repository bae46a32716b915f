import { TemplateBuilder, type Written } from './builder.ts'
import { invertedFit } from './condition.ts'
import type { KnownValues, Translation } from './piece.ts'

/** A name with the names inside it, as in `user.name` or `user["name"]`. */
const name = String.raw`[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\s*(?:'[\w$-]+'|"[\w$-]+")\s*\])*`
const nameAlone = new RegExp(`^${name}$`)
const filtered = new RegExp(`^(${name})((?:\\s*\\|\\s*[A-Za-z_]\\w*(?:\\([^()]*\\))?)+)$`)
const loop = new RegExp(`^for\\s+([A-Za-z_$][\\w$]*)\\s+in\\s+(${name})$`)

/** Filters that change nothing where nothing is escaped for HTML. */
const harmless: ReadonlySet<string> = new Set(['safe', 'string'])

/**
 * Reads a template of Nunjucks or Jinja2, whose common part is the same: names, loops over lists, conditions on names,
 * comments, raw text, and `-` against white space. Everything else is a loss. Linear in the text; executes nothing.
 */
export function readNunjucks(text: string, known: KnownValues): Translation {
  const builder = new TemplateBuilder(known, 'by variable')
  let at = 0
  let trims = false
  const addText = (to: number, trimsEnd: boolean): void => {
    const piece = text.slice(at, to)
    const started = trims ? piece.trimStart() : piece
    builder.text(trimsEnd ? started.trimEnd() : started)
  }
  const nextTag = tagFinder(text)
  for (let tag = nextTag(at); tag !== undefined; tag = nextTag(at)) {
    addText(tag.start, tag.trimsBefore)
    at = tag.end
    trims = tag.trimsAfter
    if (tag.kind === 'statement' && tag.content === 'raw') {
      const raw = endOfRaw(text, at)
      builder.text(text.slice(at, raw.start))
      at = raw.end
      trims = false
    } else readTag(builder, tag)
  }
  addText(text.length, false)
  return builder.finish()
}

interface Tag extends Written {
  readonly kind: 'value' | 'statement' | 'comment'
  readonly content: string
  readonly trimsBefore: boolean
  readonly trimsAfter: boolean
}

const kinds = { '{{': 'value', '{%': 'statement', '{#': 'comment' } as const
const closings = { '{{': '}}', '{%': '%}', '{#': '#}' } as const

/** Finds the next tag at or behind an offset. An opening that is never closed is text, and is looked for once. */
function tagFinder(text: string): (from: number) => Tag | undefined {
  const unclosed = new Set<string>()
  return (from) => {
    const opening = /\{[{%#]/g
    opening.lastIndex = from
    for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
      const opens = found[0] as keyof typeof kinds
      const end = unclosed.has(opens) ? undefined : endOfTag(text, found.index + 2, opens)
      if (end !== undefined) return tagAt(text, found.index, end)
      unclosed.add(opens)
    }
    return undefined
  }
}

function tagAt(text: string, start: number, end: number): Tag {
  const inner = text.slice(start + 2, end - 2)
  return {
    kind: kinds[text.slice(start, start + 2) as keyof typeof kinds],
    tag: text.slice(start, end),
    start,
    end,
    content: inner.replace(/^[-+]/, '').replace(/-$/, '').trim(),
    trimsBefore: inner.startsWith('-'),
    trimsAfter: inner.endsWith('-'),
  }
}

/** Characters in which the quotes of a tag are looked for. */
const longestQuoted = 2_000

/** Behind the closing of a tag; what stands in quotes closes nothing, unless a quote stays open. */
function endOfTag(text: string, from: number, opens: keyof typeof kinds): number | undefined {
  const closing = closings[opens]
  const first = text.indexOf(closing, from)
  if (first === -1) return undefined
  let quote = ''
  const limit = opens === '{#' ? from : Math.min(text.length, from + longestQuoted)
  for (let at = from; at < limit; at++) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === '\\') at++
      else if (character === quote) quote = ''
    } else if (text.startsWith(closing, at)) return at + 2
    else if (character === '"' || character === "'") quote = character
  }
  return first + 2
}

function endOfRaw(text: string, from: number): { readonly start: number; readonly end: number } {
  const closing = /\{%[-+]?\s*endraw\s*-?%\}/g
  closing.lastIndex = from
  const found = closing.exec(text)
  return found === null ? { start: text.length, end: text.length } : { start: found.index, end: closing.lastIndex }
}

function readTag(builder: TemplateBuilder, tag: Tag): void {
  if (tag.kind === 'value') readValue(builder, tag)
  if (tag.kind === 'statement') readStatement(builder, tag)
}

function readValue(builder: TemplateBuilder, tag: Tag): void {
  const { content } = tag
  const [, path = content, filters = ''] = filtered.exec(content) ?? []
  if (/^env\b/.test(content)) return builder.lose(tag, 'environment')
  const [, single, double] = /^(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(content) ?? []
  if (single !== undefined || double !== undefined) return builder.text(single ?? double ?? '')
  if (!nameAlone.test(path) || isLiteral(path)) {
    return builder.lose(tag, /\w\s*\(/.test(content.replace(/"[^"]*"|'[^']*'/g, '')) ? 'call' : 'expression')
  }
  const names = filters.split('|').flatMap((filter) => /\w+/.exec(filter)?.[0] ?? [])
  if (names.some((filter) => !harmless.has(filter))) builder.lose(tag, 'filter')
  builder.value(pathOf(path), tag)
}

function readStatement(builder: TemplateBuilder, tag: Tag): void {
  const [keyword = ''] = /^\w*/.exec(tag.content) ?? []
  if (keyword === 'for') openLoop(builder, tag)
  else if (keyword === 'if') openIf(builder, tag)
  else if (keyword === 'else') readElse(builder, tag)
  else if (keyword === 'elif' || keyword === 'elseif') readElif(builder, tag)
  else if (keyword.startsWith('end')) builder.close(keyword.slice('end'.length), tag)
  else if (isBlock(keyword, tag)) openOther(builder, keyword, tag)
  else
    builder.lose(tag, keyword === 'include' || keyword === 'import' || keyword === 'extends' ? 'partial' : 'statement')
}

function openLoop(builder: TemplateBuilder, tag: Tag): void {
  const [, variable, list] = loop.exec(tag.content) ?? []
  if (variable === undefined || list === undefined) {
    const [, first] = /^for\s+([A-Za-z_]\w*)/.exec(tag.content) ?? []
    builder.openLost('for', tag, 'loop', first)
  } else builder.openLoop('for', pathOf(list), variable, tag)
}

function openIf(builder: TemplateBuilder, tag: Tag): void {
  const [, not, path] = new RegExp(`^if\\s+(not\\s+)?(${name})$`).exec(tag.content) ?? []
  if (path === undefined || isLiteral(path)) builder.openLost('if', tag, 'condition')
  else if (not === undefined) builder.openIf('if', pathOf(path), tag, false)
  else builder.openIf('if', pathOf(path), tag, true, invertedFit(builder.valuesOf(pathOf(path)), false))
}

function readElse(builder: TemplateBuilder, tag: Tag): void {
  if (!builder.otherwise(tag)) builder.lose(tag, 'unclosed')
}

function readElif(builder: TemplateBuilder, tag: Tag): void {
  builder.lose(tag, 'condition')
  builder.skipRest()
}

/** Statements that hold text until their end. */
const blocks: ReadonlySet<string> = new Set(['macro', 'call', 'filter', 'block', 'with', 'asyncEach', 'asyncAll'])

function isBlock(keyword: string, { content }: Tag): boolean {
  return blocks.has(keyword) || (keyword === 'set' && !content.includes('='))
}

/** The text of a macro or of a value that is set is not there, but where it is used; the rest is. */
function openOther(builder: TemplateBuilder, keyword: string, tag: Tag): void {
  builder.openLost(keyword, tag, 'statement')
  if (keyword === 'macro' || keyword === 'set') builder.skipRest()
}

function isLiteral(path: string): boolean {
  return /^(?:true|false|none|null|True|False|None)$/.test(path)
}

function pathOf(path: string): readonly string[] {
  return [...path.matchAll(/[A-Za-z_$][\w$]*(?=\.|\[|$)|\['([^']+)'\]|\["([^"]+)"\]|\[\s*['"]([^'"]+)['"]\s*\]/g)].map(
    ([all, single, double, spaced]) => single ?? double ?? spaced ?? all,
  )
}
