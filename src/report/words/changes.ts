import type { Json } from '../../digest/digest.ts'
import type { KeyPath } from '../../diagnostic/place.ts'
import type { FieldChange, ResourceChange } from '../../resources/change-set.ts'
import type { KindName } from '../../resources/project.ts'
import type { Plan } from '../../verdict/reports.ts'
import { counted } from '../numbers.ts'
import { listed, name, prose } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

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
  const { kind, name: own, change, formerly, fields, cases } = resource
  const renamed: Phrase = formerly === undefined ? [] : [' (renamed from ', name(formerly), ')']
  return {
    sign: change === 'added' ? '+' : change === 'removed' ? '-' : '~',
    title: [`${kindWords[kind]} `, name(own), ...renamed],
    facts: [...fields.filter((field) => !isText(field)).map(fact), ...(cases === undefined ? [] : caseFacts(cases))],
    texts: fields.filter(isText).map(textChange),
  }
}

/** `assert[1].gate.min`. */
function fieldName(path: KeyPath): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('')
}

function isText({ before, after }: FieldChange): boolean {
  return [before, after].some((value) => value !== undefined && isLong(inline(value)))
}

function isLong(text: string): boolean {
  return text.length > mostInline || text.includes('\n')
}

function inline(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fact({ path, before, after }: FieldChange): Phrase {
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : inline(value)))
  const alike = from === to
  return [name(fieldName(path)), ': ', ...shown(before, alike), ' → ', ...shown(after, alike)]
}

/** `exact`: with quotes, where "400" and 400 would look alike. */
function shown(value: Json | undefined, exact: boolean): Phrase {
  if (value === undefined) return ['not set']
  return [name(exact ? JSON.stringify(value) : inline(value))]
}

function textChange({ path, before, after }: FieldChange): TextChange {
  return { field: fieldName(path), before: block(before), after: block(after) }
}

function block(value: Json | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}

function caseFacts(cases: NonNullable<ResourceChange['cases']>): readonly Phrase[] {
  const parts = [
    { what: 'added', ids: cases.added },
    { what: 'removed', ids: cases.removed },
    { what: 'edited', ids: cases.edited },
  ].filter(({ ids }) => ids.length > 0)
  return parts.map(({ what, ids }) => [`${counted(ids.length, 'case')} ${what}: `, ...listed(ids)])
}
