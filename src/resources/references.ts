import type { Json } from '../digest/digest.ts'
import { isList, isMapping, type JsonMapping } from './json-shape.ts'
import { namespaceOf } from './kind-names.ts'
import type { KindName, Resource } from './project.ts'

/** A field that names other resources: the keys that lead to it, where `*` is each item of a list. */
interface Reference {
  readonly path: readonly string[]
  readonly to: KindName | 'subject'
}

/** The fields of each kind that name what it uses. */
const references: { readonly [kind in KindName]: readonly Reference[] } = {
  Project: [],
  Model: [{ path: ['fallback', '*'], to: 'Model' }],
  Prompt: [
    { path: ['model'], to: 'Model' },
    { path: ['examples', 'dataset'], to: 'Dataset' },
  ],
  Chain: [
    { path: ['steps', '*', 'prompt'], to: 'Prompt' },
    { path: ['steps', '*', 'retrieve'], to: 'KnowledgeBase' },
  ],
  Application: [],
  KnowledgeBase: [{ path: ['embed'], to: 'Model' }],
  Dataset: [],
  EvalSuite: [
    { path: ['subject'], to: 'subject' },
    { path: ['dataset'], to: 'Dataset' },
    { path: ['models', '*'], to: 'Model' },
    { path: ['assert', '*', 'judge'], to: 'Model' },
  ],
  DeploymentTarget: [
    { path: ['deploy'], to: 'subject' },
    { path: ['after'], to: 'DeploymentTarget' },
  ],
}

/** What a resource names in a field: `field` is the first key. */
export interface NamedResource {
  readonly field: string
  /** A kind, or `subject`, as `namespaceOf` says. */
  readonly namespace: string
  readonly name: string
}

/** Everything that a resource names, in the order of the table, then as written. */
export function namedBy({ kind, meaning }: Pick<Resource, 'kind' | 'meaning'>): readonly NamedResource[] {
  return references[kind].flatMap(({ path, to }) =>
    textsAt(meaning, path).map((name) => ({ field: path[0] ?? '', namespace: namespaceOf(to), name })),
  )
}

/** The meaning of a resource with other names for what it names. */
export function withNames(
  { kind, meaning }: Pick<Resource, 'kind' | 'meaning'>,
  nameOf: (namespace: string, name: string) => string,
): JsonMapping {
  return references[kind].reduce<JsonMapping>((renamed, { path, to }) => {
    return mapped(renamed, path, (name) => nameOf(namespaceOf(to), name)) as JsonMapping
  }, meaning)
}

function textsAt(value: Json | undefined, [key, ...rest]: readonly string[]): readonly string[] {
  if (key === undefined) return typeof value === 'string' ? [value] : []
  if (key === '*') return isList(value) ? value.flatMap((item) => textsAt(item, rest)) : []
  return isMapping(value) && Object.hasOwn(value, key) ? textsAt(value[key], rest) : []
}

function mapped(value: Json, [key, ...rest]: readonly string[], to: (name: string) => string): Json {
  if (key === undefined) return typeof value === 'string' ? to(value) : value
  if (key === '*') return isList(value) ? value.map((item) => mapped(item, rest, to)) : value
  if (!isMapping(value) || !Object.hasOwn(value, key)) return value
  return { ...value, [key]: mapped(value[key] ?? null, rest, to) }
}
