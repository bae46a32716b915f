import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { isList, isMapping } from './json-shape.ts'
import { parseTemplate } from './template-parse.ts'
import { lookUp, render } from './template-render.ts'
import type { UnknownName, View } from './template-render.ts'
import type { Template, TemplateProblem } from './template.ts'

/** The path leads to the string inside the value; ranges are in that string. */
export type ValueRendering =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false
      readonly unknown: readonly (UnknownName & { readonly path: KeyPath })[]
      readonly problems: readonly (TemplateProblem & { readonly path: KeyPath })[]
      readonly tooLong: boolean
    }

type Failure = ValueRendering & { readonly ok: false }

/**
 * Renders every string inside a JSON value; keys stay as they are. A string that is exactly one variable becomes what
 * it names, type and all. Never throws.
 */
export function renderValue(value: Json, view: View): ValueRendering {
  const failures: Failure[] = []
  const rendered = renderAt(value, [], view, failures)
  if (failures.length === 0) return { ok: true, value: rendered }
  return {
    ok: false,
    unknown: failures.flatMap(({ unknown }) => unknown),
    problems: failures.flatMap(({ problems }) => problems),
    tooLong: failures.some(({ tooLong }) => tooLong),
  }
}

function renderAt(value: Json, path: KeyPath, view: View, failures: Failure[]): Json {
  if (typeof value === 'string') return renderString(value, path, view, failures)
  if (isList(value)) return value.map((item, index) => renderAt(item, [...path, index], view, failures))
  if (!isMapping(value)) return value
  const entries = Object.entries(value).map(
    ([key, item]) => [key, renderAt(item, [...path, key], view, failures)] as const,
  )
  return Object.fromEntries(entries)
}

function renderString(text: string, path: KeyPath, view: View, failures: Failure[]): Json {
  const parsed = parseTemplate(text)
  if (!parsed.ok) {
    const problems = parsed.problems.map((problem) => ({ ...problem, path }))
    failures.push({ ok: false, unknown: [], problems, tooLong: false })
    return null
  }
  const named = namedValue(parsed.template, view)
  if (named !== undefined) return named
  const rendering = render(parsed.template, view)
  if (rendering.ok) return rendering.text
  const unknown = rendering.unknown.map((name) => ({ ...name, path }))
  failures.push({ ok: false, unknown, problems: [], tooLong: rendering.tooLong })
  return null
}

/** What the only variable of a template names, if the template is nothing but that variable. */
function namedValue({ text, nodes }: Template, view: View): Json | undefined {
  const [node, ...others] = nodes
  if (node?.kind !== 'variable' || others.length > 0) return undefined
  return node.start === 0 && node.end === text.length ? lookUp(node.path, [view]) : undefined
}
