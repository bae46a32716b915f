import type { Template, TemplateNode, TextRange } from './template.ts'

/** A name in a tag: of a variable or of a section. The range is that of the (opening) tag. */
export interface NameUse extends TextRange {
  /** The parts of the name; never empty. */
  readonly path: readonly string[]
  /** The name as written, without braces. */
  readonly text: string
  /** Not inside a section whose item could supply the name: the view itself has to. */
  readonly root: boolean
}

/** Every use of a name, in the order of the text. `{{.}}` names nothing and is left out. */
export function namesUsed(template: Template): readonly NameUse[] {
  return template.nodes.flatMap((node) => namesIn(node, true))
}

function namesIn(node: TemplateNode, root: boolean): readonly NameUse[] {
  if (node.kind === 'text') return []
  const { path, name: text, start, end } = node
  const own = path.length === 0 ? [] : [{ path, text, start, end, root }]
  if (node.kind === 'variable') return own
  // An inverted section brings no item of its own.
  return [...own, ...node.nodes.flatMap((inner) => namesIn(inner, root && node.inverted))]
}
