import type { Problem } from '../diagnostic/problem.ts'
import { scanTags } from './template-tags.ts'
import type { Tag } from './template-tags.ts'
import type { Template, TemplateNode, TemplateProblem, TextRange } from './template.ts'

export type TemplateParsing =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] }

const depthLimit = 64

/** An open section, or the template itself (without a tag). */
interface Open {
  readonly tag: Tag | undefined
  readonly nodes: TemplateNode[]
}

/** Parses a template. All problems of the text are given, in the order of their places. Never throws. */
export function parseTemplate(text: string): TemplateParsing {
  const { tags, problems: found } = scanTags(text)
  const problems = [...found]
  const root: Open = { tag: undefined, nodes: [] }
  const open = [root]
  let at = 0
  for (const tag of tags) {
    const cut = tag.sigil === '' ? tag : standaloneLine(text, tag)
    addText(open, text.slice(at, cut.start))
    problems.push(...addTag(open, tag))
    if (open.length > depthLimit + 1) return failed([...problems, tooDeep(tag)])
    at = cut.end
  }
  addText(open, text.slice(at))
  problems.push(...open.flatMap(({ tag }) => (tag === undefined ? [] : [notClosed(tag)])))
  return problems.length > 0 ? failed(problems) : { ok: true, template: { text, nodes: root.nodes } }
}

function failed(problems: readonly TemplateProblem[]): TemplateParsing {
  return { ok: false, problems: problems.toSorted((a, b) => a.start - b.start || a.end - b.end) }
}

function addText(open: readonly Open[], text: string): void {
  if (text !== '') open.at(-1)?.nodes.push({ kind: 'text', text })
}

function addTag(open: Open[], tag: Tag): readonly TemplateProblem[] {
  switch (tag.sigil) {
    case '':
      open.at(-1)?.nodes.push({ kind: 'variable', name: tag.name, path: tag.path, start: tag.start, end: tag.end })
      return []
    case '!':
      return []
    case '/':
      return close(open, tag)
    default:
      openSection(open, tag)
      return []
  }
}

function openSection(open: Open[], tag: Tag): void {
  const nodes: TemplateNode[] = []
  const { name, path, start, end } = tag
  open.at(-1)?.nodes.push({ kind: 'section', inverted: tag.sigil === '^', name, path, nodes, start, end })
  open.push({ tag, nodes })
}

/** Closes the innermost open section of that name. Those inside it were forgotten. */
function close(open: Open[], tag: Tag): readonly TemplateProblem[] {
  const index = open.findLastIndex((section) => section.tag?.name === tag.name)
  if (index === -1) return [syntax(tag, `\`{{/${tag.name}}}\` closes a section that is not open`)]
  return open
    .splice(index)
    .flatMap(({ tag: inner }, depth) => (inner === undefined || depth === 0 ? [] : [notClosed(inner)]))
}

function notClosed(tag: Tag): TemplateProblem {
  return syntax(tag, `the section \`${tag.name}\` is not closed; \`{{/${tag.name}}}\` is missing`)
}

function tooDeep({ start, end }: TextRange): TemplateProblem {
  return { problem: { code: 'too-deep', limit: depthLimit }, start, end }
}

function syntax({ start, end }: TextRange, message: string): TemplateProblem {
  const problem: Problem = { code: 'template-syntax', message }
  return { problem, start, end }
}

/** The whole line of a tag that stands alone on it, with its line end; else the tag itself. */
function standaloneLine(text: string, tag: Tag): TextRange {
  let start = tag.start
  while (isBlank(text[start - 1])) start -= 1
  let end = tag.end
  while (isBlank(text[end])) end += 1
  const alone = (start === 0 || text[start - 1] === '\n') && lineEnd(text, end) !== undefined
  return alone ? { start, end: end + (lineEnd(text, end) ?? 0) } : tag
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

/** Length of the line end at a position; 0 at the end of the text, undefined where there is none. */
function lineEnd(text: string, at: number): number | undefined {
  if (at === text.length) return 0
  if (text[at] === '\n') return 1
  return text.startsWith('\r\n', at) ? 2 : undefined
}
