import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { AssertionDraft } from '../resources/draft.ts'
import type { Effort } from '../resources/effort.ts'
import { isList, isMapping } from '../resources/json-shape.ts'
import type { Rule } from '../resources/load.ts'
import type { Case } from '../resources/project.ts'
import { namesUsed, parseTemplate, type Template } from '../resources/template.ts'
import type { View } from '../resources/template-render.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { missingInCases } from './missing-in-cases.ts'
import { casesOf } from './suite-parts.ts'
import { type UnknownName, unknownNames } from './unknown-names.ts'

/** A text in an assertion's value. */
interface ValueText {
  readonly text: string
  readonly place: Place
}

/** Templates in what an answer is compared with are templates, and name what every case has. */
export const assertionTemplate: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const cases = casesOf(suite, draft)?.cases ?? []
    for (const assertion of suite.assertions) {
      for (const text of textsOf(assertion)) yield* problemsOf(text, cases, draft.effort)
    }
  }
}

/** A JSON Schema is taken as it is written. */
function textsOf({ type, value, text, placeOf }: AssertionDraft): readonly ValueText[] {
  if (type === undefined || type === 'is-json' || value === undefined) return []
  if (text !== undefined) return [text]
  return textsIn(value, ['value'], placeOf)
}

function textsIn(value: Json, path: KeyPath, placeOf: AssertionDraft['placeOf']): readonly ValueText[] {
  if (typeof value === 'string') return [{ text: value, place: placeOf(path) }]
  if (isList(value)) return value.flatMap((item, index) => textsIn(item, [...path, index], placeOf))
  if (!isMapping(value)) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key], placeOf))
}

function* problemsOf(text: ValueText, cases: readonly Case[], effort: Effort): Generator<Diagnostic> {
  const parsed = parseTemplate(text.text)
  if (parsed.ok) yield* unknownIn(text, parsed.template, cases, effort)
  else {
    for (const { problem, start, end } of parsed.problems) {
      yield errorAt(placeWithin(text.place, text.text, start, end), problem)
    }
  }
}

function* unknownIn(
  text: ValueText,
  template: Template,
  cases: readonly Case[],
  effort: Effort,
): Generator<Diagnostic> {
  const [first] = cases
  const names = namesUsed(template)
  for (const unknown of unknownNames(template, cases, viewOf, effort)) {
    if (unknown.name.startsWith('output.')) continue
    if (unknown.lacking.length < cases.length) yield* missingInCases(unknown)
    else yield unknownName(text, unknown, cases)
  }
  if (first !== undefined) return
  const roots = ['input', 'expected', 'output']
  for (const { root, path, text: name, start, end } of names) {
    if (root && !roots.includes(path[0] ?? '')) yield unknownName(text, { name, start, end, lacking: [] }, [])
  }
}

/** Also where there are no cases, their parts have names. */
function* viewsOf(cases: readonly Case[]): Generator<View> {
  yield { input: {}, expected: {}, output: '' }
  for (const one of cases) yield viewOf(one)
}

function viewOf({ input, expected }: Case): View {
  return { input, expected, output: '' }
}

/** `{{question}}`, from a prompt, is `{{input.question}}` here. */
function unknownName({ text, place }: ValueText, unknown: UnknownName, cases: readonly Case[]): Diagnostic {
  const { name, start, end } = unknown
  const known = dottedNames(viewsOf(cases), name.split('.').length + 1)
  const below = known.find((one) => one === `input.${name}` || one === `expected.${name}`)
  const problem = { code: 'unknown-template-name', name, nearest: below ?? nearest(name, known), known } as const
  return errorAt(placeWithin(place, text, start, end), problem)
}
