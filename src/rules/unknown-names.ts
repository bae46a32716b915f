import type { Effort } from '../resources/effort.ts'
import type { Case } from '../resources/project.ts'
import { namesUsed, type NameUse, render, type Template, type TextRange } from '../resources/template.ts'
import { lookUp, type View } from '../resources/template-render.ts'

/** A tag whose name some cases do not have. */
export interface UnknownName extends TextRange {
  readonly name: string
  /** In the order of the cases; never empty. */
  readonly lacking: readonly Case[]
}

/** The tags of a template that some case's view leaves unknown, in the order of the text; none once there is no effort left. */
export function unknownNames(
  template: Template,
  cases: readonly Case[],
  viewOf: (one: Case) => View,
  effort: Effort,
): readonly UnknownName[] {
  const names = namesUsed(template)
  if (!effort.affords(cases.length * (1 + names.length))) return []
  const unknownIn = unknownFinder(template, names)
  const found = new Map<number, { readonly name: string; readonly end: number; readonly lacking: Case[] }>()
  for (const one of cases) {
    for (const { name, start, end } of unknownIn(viewOf(one))) {
      const known = found.get(start) ?? { name, end, lacking: [] }
      known.lacking.push(one)
      found.set(start, known)
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([start, rest]) => ({ start, ...rest }))
}

type Finder = (view: View) => readonly (TextRange & { readonly name: string })[]

/** Where all names belong to the view itself they are looked up; only sections with items need to be rendered. */
function unknownFinder(template: Template, names: readonly NameUse[]): Finder {
  if (names.every(({ root }) => root)) {
    const named = names.map((use) => ({ ...use, name: use.text }))
    return (view) => named.filter(({ path }) => lookUp(path, [view]) === undefined)
  }
  return (view) => {
    const rendering = render(template, view)
    return rendering.ok ? [] : rendering.unknown
  }
}
