import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Json } from '../digest/digest.ts'
import { promptInputs, templatesOf } from '../resources/chain-scope.ts'
import type { ChainDraft, PromptDraft, StepDraft } from '../resources/draft.ts'
import type { Effort } from '../resources/effort.ts'
import type { Rule } from '../resources/load.ts'
import type { Case, Passage } from '../resources/project.ts'
import type { TemplateDraft } from '../resources/template-draft.ts'
import { renderValue } from '../resources/template.ts'
import type { View } from '../resources/template-render.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { placeWithin } from '../source/snippet.ts'
import { dottedNames } from './dotted-names.ts'
import { casesOf } from './suite-parts.ts'
import { unknownNames } from './unknown-names.ts'

/** What every retrieval gives, whatever it finds. */
const passage: { readonly [field in keyof Passage]: Json } = { id: '', file: '', text: '', score: 0 }

/** What a step sees of a case: what is there, and the names of what nobody knows before it runs. */
interface Scope {
  readonly view: View
  readonly open: ReadonlySet<string>
}

type ScopeOf = (one: Case) => Scope

/**
 * Templates of a chain name what the results of its steps have: a text has no fields, a passage has those of a passage.
 * What a model answers with a schema, and what is read from JSON, is known only when it is there.
 */
export const stepValues: Rule = function* (draft) {
  for (const suite of draft.of('EvalSuite')) {
    const cases = casesOf(suite, draft)?.cases ?? []
    const found = draft.find('Chain', suite.fields.subject)
    if (found.state === 'found' && cases.length > 0) yield* problemsOf(found.value, cases, draft)
  }
}

function* problemsOf({ steps }: ChainDraft, cases: readonly Case[], draft: WholeDraft): Generator<Diagnostic> {
  for (const [index, step] of steps.entries()) {
    const scopeOf = scopeAfter(steps.slice(0, index), draft)
    for (const text of templatesOf(step)) yield* unknownIn(text, cases, scopeOf, draft.effort)
    const prompt = promptOf(step, draft)
    const inside = prompt && scopeInside(step, draft, scopeOf)
    for (const text of prompt?.texts ?? [])
      if (inside !== undefined) yield* unknownIn(text, cases, inside, draft.effort)
  }
}

function promptOf({ fields }: StepDraft, draft: WholeDraft): PromptDraft | undefined {
  const found = fields.prompt === undefined ? undefined : draft.find('Prompt', fields.prompt)
  return found?.state === 'found' ? found.value : undefined
}

/** What is there once some steps have run. */
function scopeAfter(steps: readonly StepDraft[], draft: WholeDraft): ScopeOf {
  const results = steps.map((step) => [step.fields.id, sampleOf(step, draft)] as const)
  const known = results.flatMap(([id, value]) => (value === undefined ? [] : [[id, value] as const]))
  const open = new Set(results.flatMap(([id, value]) => (value === undefined ? id : [])))
  return ({ input }) => ({ view: { ...input, ...Object.fromEntries(known) }, open })
}

/** A result like any of the step's; undefined where it is known only when it is there. */
function sampleOf(step: StepDraft, draft: WholeDraft): Json | undefined {
  const { prompt, retrieve, text } = step.fields
  if (retrieve !== undefined) return [passage]
  if (text !== undefined) return ''
  const asked = prompt === undefined ? undefined : promptOf(step, draft)
  return asked !== undefined && asked.fields.output === undefined ? '' : undefined
}

/** What the Prompt of a step sees: its inputs, each as the step fills it. */
function scopeInside(step: StepDraft, draft: WholeDraft, scopeOf: ScopeOf): ScopeOf {
  const inputs = promptInputs(step, draft)
  return (one) => {
    const { view } = scopeOf(one)
    const filled = inputs.map((input) => [input, valueFor(input, step, view)] as const)
    return {
      view: Object.fromEntries(filled.flatMap(([input, value]) => (value === undefined ? [] : [[input, value]]))),
      open: new Set(filled.flatMap(([input, value]) => (value === undefined ? input : []))),
    }
  }
}

function valueFor(input: string, step: StepDraft, view: View): Json | undefined {
  const template = step.with.get(input)
  if (template === undefined) return Object.hasOwn(view, input) ? view[input] : undefined
  const rendering = renderValue(template.content.text, view)
  return rendering.ok ? rendering.value : undefined
}

function* unknownIn(
  { content, template, names }: TemplateDraft,
  cases: readonly Case[],
  scopeOf: ScopeOf,
  effort: Effort,
): Generator<Diagnostic> {
  if (template === undefined) return
  const [first] = cases
  const { view, open } = first === undefined ? { view: {}, open: new Set<string>() } : scopeOf(first)
  for (const { name, start, end, lacking } of unknownNames(template, cases, (one) => scopeOf(one).view, effort)) {
    const use = names.find((one) => one.start === start)
    const root = use?.path[0] ?? ''
    const isMissing = use?.root === true && !Object.hasOwn(view, root) // `chain-names` and `chain-inputs` tell that
    if (isMissing || open.has(root) || lacking.length < cases.length) continue
    const known = dottedNames([view].values(), name.split('.').length)
    const problem = { code: 'unknown-template-name', name, nearest: nearest(name, known), known } as const
    yield errorAt(placeWithin(content.place, content.text, start, end), problem)
  }
}
