import type { Json } from '../../digest/digest.ts'
import type { KeyPath } from '../../diagnostic/place.ts'
import type { FieldChange, ResourceChange } from '../../resources/change-set.ts'
import { isOfLabels } from '../../resources/diff-resources.ts'
import { isList, isMapping } from '../../resources/json-shape.ts'
import type { KindName } from '../../resources/project.ts'
import { withoutSecretText } from '../../source/secrets.ts'
import type { Plan } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { listed, name, prose } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { type Difference, measureFields, measureWords } from './measure-changes.ts'

/** A text that changed; shown as a diff. */
export interface TextChange {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** One resource that differs in meaning, in words. */
export interface ChangedResource {
  readonly sign: '+' | '~' | '-'
  /** `prompt answer`, `suite quality (renamed from checks)`. */
  readonly title: Phrase
  /** Small changes: `temperature: 0 → 0.2`, `cases: 3 added`. */
  readonly facts: readonly Phrase[]
  readonly texts: readonly TextChange[]
}

/** What a reader calls each kind. */
export const kindWords: Readonly<Record<KindName, string>> = {
  Project: 'project',
  Model: 'model',
  Prompt: 'prompt',
  Chain: 'chain',
  Application: 'application',
  KnowledgeBase: 'knowledge base',
  Dataset: 'dataset',
  EvalSuite: 'suite',
  DeploymentTarget: 'target',
}

/** Changes of policy that the head makes; they hold only after a merge. */
export function policyChanges(plan: Plan | undefined): readonly Phrase[] {
  return (plan?.policyChanges ?? []).map((change) => [prose(change)])
}

/** Longer values are shown as a diff rather than `before → after`. */
const mostInline = 60

export function changedResource(resource: ResourceChange): ChangedResource {
  const { kind, name: own, change, formerly, cases, from, measure, reordered } = resource
  const renamed: Phrase = formerly === undefined ? [] : [' (renamed from ', name(formerly), ')']
  const judged = measure && measureWords(measure)
  const fields = resource.fields
    .filter(({ path }) => judged === undefined || !measureFields.has(path[0]) || isOfLabels(path))
    .map(difference)
  const differences: readonly FieldDifference[] = [...(judged?.differences ?? []), ...fields]
  return {
    sign: change === 'added' ? '+' : change === 'removed' ? '-' : '~',
    title: [`${kindWords[kind]} `, name(own), ...renamed, ...(from === undefined ? [] : throughExtends(from))],
    facts: [
      ...(judged?.facts ?? []),
      ...differences.filter((one) => !isText(one)).map(fact),
      ...(cases === undefined ? [] : caseFacts(cases)),
      ...(reordered === true ? [['rows reordered, which changes the examples that prompts show']] : []),
    ],
    texts: differences.filter(isText).map(textChange),
  }
}

function difference({ path, before, after }: FieldChange): FieldDifference {
  return { field: fieldName(path), before, after, toward: toward(path, before, after) }
}

interface FieldDifference extends Difference {
  readonly toward?: 'loosened' | 'tightened' | undefined
}

/** What an edit does to the gate of the Project; no floor is one of 0. */
function toward(path: KeyPath, before: Json | undefined, after: Json | undefined): FieldDifference['toward'] {
  const [from = 0, to = 0] = [before, after]
  const last = path[0] === 'gate' ? path.at(-1) : undefined
  const isDrop = last === 'maxDrop' && before !== undefined && after !== undefined
  if (typeof from !== 'number' || typeof to !== 'number' || !(last === 'min' || isDrop)) return undefined
  return to > from === isDrop ? 'loosened' : 'tightened'
}

/** The change is in `extends`; what it does is what another repository says. */
function throughExtends(from: string): Phrase {
  return [' (through ', name('extends'), ', from ', name(from), ')']
}

/** `assert[1].gate.min`. */
function fieldName(path: KeyPath): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('')
}

function isText({ before, after }: Difference): boolean {
  return [before, after].some((value) => value !== undefined && isLong(inline(value)))
}

function isLong(text: string): boolean {
  return text.length > mostInline || text.includes('\n')
}

function inline(value: Json): string {
  if (typeof value === 'string') return withoutSecretText(value)
  const isPlain = isList(value) && value.every((item) => !isList(item) && !isMapping(item))
  return withoutSecretText(isPlain ? `[${value.map(inline).join(', ')}]` : JSON.stringify(value))
}

function fact({ field, before, after, toward: way }: FieldDifference): Phrase {
  const item = field.endsWith(']')
    ? itemName(before === undefined ? after : after === undefined ? before : undefined)
    : undefined
  if (item !== undefined) return [name(field), ': ', name(item), before === undefined ? ' added' : ' removed']
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : inline(value)))
  const alike = from === to
  const end = way === undefined ? [] : [` (${way})`]
  return [name(field), ': ', ...shown(before, alike), ' → ', ...shown(after, alike), ...end]
}

/** What an item of a list is called, where it has an `id` or a `name`. */
function itemName(value: Json | undefined): string | undefined {
  if (!isMapping(value)) return undefined
  return [value['id'], value['name']].find((one) => typeof one === 'string')
}

/** `exact`: with quotes, where "400" and 400 would look alike. */
function shown(value: Json | undefined, exact: boolean): Phrase {
  if (value === undefined) return ['not set']
  return [name(exact ? JSON.stringify(value) : inline(value))]
}

function textChange({ field, before, after }: Difference): TextChange {
  return { field, before: block(before), after: block(after) }
}

function block(value: Json | undefined): string {
  if (value === undefined) return ''
  return withoutSecretText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))
}

function caseFacts(cases: NonNullable<ResourceChange['cases']>): readonly Phrase[] {
  const parts = [
    { what: 'added', ids: cases.added },
    { what: 'removed', ids: cases.removed },
    { what: 'edited', ids: cases.edited },
  ].filter(({ ids }) => ids.length > 0)
  return parts.map(({ what, ids }) => [`${counted(ids.length, 'case')} ${what}: `, ...listed(ids)])
}
