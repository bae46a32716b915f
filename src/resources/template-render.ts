import type { Json } from '../digest/digest.ts'
import { canonicalJson } from '../digest/digest.ts'
import { isList, isMapping } from './json-shape.ts'
import type { Section, Template, TemplateNode, TextRange, Variable } from './template.ts'

export type View = { readonly [name: string]: Json }

/** A tag whose name no context has. The range is that of the (opening) tag. */
export interface UnknownName extends TextRange {
  /** As written, without braces. */
  readonly name: string
}

export type Rendering =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      /** Each tag once, in the order of the text. */
      readonly unknown: readonly UnknownName[]
      /** The text, or the work to make it, exceeds a limit; `unknown` may then be short. */
      readonly tooLong: boolean
    }

/** UTF-16 units of a rendered text. */
const lengthLimit = 16 * 1024 * 1024
/** Nodes and items visited: nested sections over lists multiply, and a template comes from whoever opens a pull request. */
const stepLimit = 1_000_000

interface Output {
  readonly parts: string[]
  length: number
  steps: number
  readonly unknown: Map<number, UnknownName>
}

/**
 * Renders a template in a single pass: what a variable inserts is never parsed. Names are found among own properties of
 * objects alone. Null renders as the empty text, booleans and numbers as JSON, lists and objects as canonical JSON.
 * Sections are skipped on false, null and the empty list. A name that is nowhere is unknown, for variables and sections
 * alike. Never throws.
 */
export function render(template: Template, view: View): Rendering {
  const output: Output = { parts: [], length: 0, steps: 0, unknown: new Map() }
  renderNodes(template.nodes, [view], output)
  const tooLong = exceeded(output)
  if (!tooLong && output.unknown.size === 0) return { ok: true, text: output.parts.join('') }
  return { ok: false, unknown: [...output.unknown.values()].sort((a, b) => a.start - b.start), tooLong }
}

/** What a name stands for: its first part in the innermost context that has it, the rest inside that value. */
export function lookUp(path: readonly string[], contexts: readonly Json[]): Json | undefined {
  const [first, ...rest] = path
  if (first === undefined) return contexts.at(-1)
  const holder = contexts.findLast((context) => ownValue(context, first) !== undefined)
  return rest.reduce<Json | undefined>(ownValue, ownValue(holder, first))
}

/** Lists and texts have no names, so that `length` and indices are unknown. */
function ownValue(context: Json | undefined, name: string): Json | undefined {
  return isMapping(context) && Object.hasOwn(context, name) ? context[name] : undefined
}

function renderNodes(nodes: readonly TemplateNode[], contexts: readonly Json[], output: Output): void {
  for (const node of nodes) {
    output.steps += 1
    if (exceeded(output)) return
    if (node.kind === 'text') write(output, node.text)
    else renderTag(node, contexts, output)
  }
}

function renderTag(node: Variable | Section, contexts: readonly Json[], output: Output): void {
  const value = lookUp(node.path, contexts)
  if (value === undefined) output.unknown.set(node.start, { name: node.name, start: node.start, end: node.end })
  else if (node.kind === 'variable') write(output, textOf(value))
  else renderSection(node, value, contexts, output)
}

function renderSection(section: Section, value: Json, contexts: readonly Json[], output: Output): void {
  const items = itemsOf(value)
  if (section.inverted) {
    if (items.length === 0) renderNodes(section.nodes, contexts, output)
    return
  }
  for (const item of items) {
    output.steps += 1
    if (exceeded(output)) return
    renderNodes(section.nodes, [...contexts, item], output)
  }
}

/** What a section is rendered for, in turn. */
function itemsOf(value: Json): readonly Json[] {
  if (value === null || value === false) return []
  return isList(value) ? value : [value]
}

function textOf(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? objectText(value) : JSON.stringify(value)
}

/** A model's answer may hold half a surrogate pair, for which no canonical form exists. */
function objectText(value: Json): string {
  try {
    return canonicalJson(value)
  } catch {
    return JSON.stringify(value)
  }
}

function write(output: Output, text: string): void {
  output.length += text.length
  if (output.length <= lengthLimit) output.parts.push(text)
}

function exceeded(output: Output): boolean {
  return output.length > lengthLimit || output.steps > stepLimit
}
