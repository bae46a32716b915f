import type { TextRange } from '../../resources/template.ts'
import { TemplateBuilder, type Written } from './builder.ts'
import { invertedFit, sectionFit } from './condition.ts'
import type { KnownValues, Translation } from './piece.ts'

/** A name with the names inside it. */
const name = /^[A-Za-z_$][\w$-]*(?:\.[A-Za-z_$][\w$-]*)*$/

/** A tag of Handlebars. */
export interface HandlebarsTag extends Written {
  /** Without braces, `~` and white space. */
  readonly content: string
  readonly isComment: boolean
  readonly trimsBefore: boolean
  readonly trimsAfter: boolean
}

/**
 * Reads a template of Handlebars as dotprompt uses it: names, `each`, `if`, `unless`, `with`, mustache sections, `json`
 * and `media`. Other helpers and partials are losses. Linear in the text; executes nothing.
 */
export function readHandlebars(text: string, known: KnownValues): Translation {
  const builder = new TemplateBuilder(known, 'by their names')
  let at = 0
  let trims = false
  const addText = (to: number, trimsEnd: boolean): void => {
    const piece = text.slice(at, to).replaceAll('\\{{', '{{')
    const started = trims ? piece.trimStart() : piece
    builder.text(trimsEnd ? started.trimEnd() : started)
  }
  for (const tag of handlebarsTags(text)) {
    const line = (isBlockTag(tag) ? standaloneLine(text, tag) : undefined) ?? tag
    addText(Math.max(at, line.start), tag.trimsBefore)
    at = line.end
    trims = tag.trimsAfter
    if (!tag.isComment) readTag(builder, line === tag ? tag : { ...tag, isAlone: true })
  }
  addText(text.length, false)
  return builder.finish()
}

/** The tags of a text in their order. `\{{` is text. */
export function handlebarsTags(text: string): readonly HandlebarsTag[] {
  const tags: HandlebarsTag[] = []
  let hasLongComments = text.includes('--}}') || text.includes('--~}}')
  let at = text.indexOf('{{')
  while (at !== -1) {
    const isLong = hasLongComments && /^\{\{~?!--/.test(text.slice(at, at + 6))
    const comment = isLong ? /--~?\}\}/g : undefined
    if (comment !== undefined) comment.lastIndex = at
    const end = comment === undefined ? endOfTag(text, at) : comment.exec(text) === null ? undefined : comment.lastIndex
    if (isLong && end === undefined) hasLongComments = false
    const isEscaped = text[at - 1] === '\\'
    if (end !== undefined && !isEscaped) tags.push(tagAt(text, at, end))
    at = text.indexOf('{{', end ?? at + 2)
  }
  return tags
}

/** Behind a tag without braces inside; undefined where it is not closed. */
function endOfTag(text: string, start: number): number | undefined {
  const braces = text.startsWith('{{{', start) ? 3 : 2
  const inside = /[{}]/g
  inside.lastIndex = start + braces
  const found = inside.exec(text)
  return found !== null && text.startsWith('}'.repeat(braces), found.index) ? found.index + braces : undefined
}

function tagAt(text: string, start: number, end: number): HandlebarsTag {
  const tag = text.slice(start, end)
  const inner = tag.replace(/^\{+/, '').replace(/\}+$/, '')
  const content = inner.replace(/^~/, '').replace(/~$/, '').trim()
  return {
    tag,
    start,
    end,
    content,
    isComment: content.startsWith('!'),
    trimsBefore: inner.startsWith('~'),
    trimsAfter: inner.endsWith('~'),
  }
}

/** Tags that take their line away where they stand alone on it. */
function isBlockTag({ content, isComment }: HandlebarsTag): boolean {
  return isComment || /^(?:[#/^>]|else\b)/.test(content)
}

function standaloneLine(text: string, { start, end }: TextRange): TextRange | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const [rest = '', lineEnd] = /^[ \t]*(\n|$)/.exec(text.slice(end, end + 400)) ?? []
  const isAlone = text.slice(lineStart, start).trim() === '' && lineEnd !== undefined
  return isAlone && (lineEnd === '\n' || end + rest.length === text.length)
    ? { start: lineStart, end: end + rest.length }
    : undefined
}

function readTag(builder: TemplateBuilder, tag: HandlebarsTag): void {
  const { content } = tag
  if (content.startsWith('#')) openBlock(builder, tag)
  else if (content.startsWith('/')) builder.close(content.slice(1).trim(), tag)
  else if (content.startsWith('>')) builder.lose(tag, 'partial')
  else if (content === 'else' || content === '^') readElse(builder, tag)
  else if (/^else\s/.test(content)) readElseIf(builder, tag)
  else if (content.startsWith('^')) openInverted(builder, content.slice(1).trim(), tag)
  else readValue(builder, content.replace(/^&\s*/, ''), tag)
}

const blocks = ['each', 'if', 'unless', 'with'] as const

function openBlock(builder: TemplateBuilder, tag: HandlebarsTag): void {
  const [keyword = '', subject, ...more] = tag.content.slice(1).trim().split(/\s+/)
  const path = subject === undefined ? undefined : pathOf(subject)
  if (!(blocks as readonly string[]).includes(keyword)) openSection(builder, keyword, subject, tag)
  else if (path === undefined || more.length > 0)
    builder.openLost(keyword, tag, keyword === 'each' ? 'loop' : 'condition')
  else if (keyword === 'each') builder.openLoop('each', path, undefined, tag)
  else if (keyword === 'with') builder.openWith('with', path, tag)
  else if (keyword === 'if') builder.openIf('if', path, tag, false, sectionFit(builder.valuesOf(path)))
  else builder.openIf('unless', path, tag, true, invertedFit(builder.valuesOf(path), true))
}

/** `{{#passages}}…{{/passages}}` as in mustache; anything with arguments is a helper. */
function openSection(
  builder: TemplateBuilder,
  keyword: string,
  argument: string | undefined,
  tag: HandlebarsTag,
): void {
  const path = pathOf(keyword)
  if (path === undefined || argument !== undefined) builder.openLost(keyword, tag, 'helper')
  else builder.openSection(keyword, path, tag)
}

function openInverted(builder: TemplateBuilder, keyword: string, tag: HandlebarsTag): void {
  const path = pathOf(keyword)
  if (path === undefined) builder.openLost(keyword, tag, 'condition')
  else builder.openIf(keyword, path, tag, true, invertedFit(builder.valuesOf(path), true))
}

function readElse(builder: TemplateBuilder, tag: HandlebarsTag): void {
  if (!builder.otherwise(tag)) builder.lose(tag, 'unclosed')
}

function readElseIf(builder: TemplateBuilder, tag: HandlebarsTag): void {
  builder.lose(tag, 'condition')
  builder.skipRest()
}

function readValue(builder: TemplateBuilder, content: string, tag: HandlebarsTag): void {
  const outer = /^(?:\.\.\/|@root\.)(.+)$/.exec(content)?.[1]
  const path = pathOf(outer ?? content)
  if (content === 'history') return builder.lose(tag, 'history')
  if (/^json\s/.test(content)) return readJson(builder, content, tag)
  if (/^media\s/.test(content)) return readMedium(builder, content, tag)
  if (path === undefined) return builder.lose(tag, content.includes(' ') ? 'helper' : 'expression')
  if (outer === undefined) builder.value(path, tag)
  else builder.outer(path, tag)
}

/** `{{json value}}`: lists and mappings are inserted as JSON anyway. */
function readJson(builder: TemplateBuilder, content: string, tag: HandlebarsTag): void {
  const [, subject = '', ...more] = content.split(/\s+/)
  const path = pathOf(subject)
  if (path === undefined) return builder.lose(tag, 'helper')
  builder.lose(tag, more.length > 0 ? 'filter' : 'json')
  builder.value(path, tag)
}

/** `{{media url=photo contentType="image/png"}}`: a part of its own, where it stands on the top level of a message. */
function readMedium(builder: TemplateBuilder, content: string, tag: HandlebarsTag): void {
  const path = pathOf(/\burl=(\S+)/.exec(content)?.[1] ?? '')
  const type = /\bcontentType="?([a-z]+)/.exec(content)?.[1] ?? 'image'
  if (path === undefined || builder.isInBlock) return builder.lose(tag, 'helper')
  builder.medium(type === 'image' || type === 'audio' ? type : 'file', path)
}

/** `this` and `.` are the item itself. */
function pathOf(written: string): readonly string[] | undefined {
  if (written === 'this' || written === '.') return []
  const path = written.replace(/^(?:this[./]|\.\/)/, '')
  return name.test(path) ? path.split('.') : undefined
}
