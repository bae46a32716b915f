import type { Json } from '../digest/digest.ts'
import type { ResourcePair } from './diff-pairs.ts'
import { isList } from './json-shape.ts'
import type { JsonMapping } from './json-shape.ts'
import type { KindName, Resource } from './project.ts'

/** The fields that name other resources, and the kind they name. */
const references: { readonly [kind in KindName]: { readonly [field: string]: KindName } } = {
  Project: {},
  Model: {},
  Prompt: { model: 'Model' },
  Dataset: {},
  EvalSuite: { subject: 'Prompt', dataset: 'Dataset', models: 'Model' },
  DeploymentTarget: { deploy: 'Prompt', after: 'DeploymentTarget' },
}

/** Head's name of what base calls `name`. */
export type Renames = (kind: KindName, name: string) => string

export function renamesOf(pairs: readonly ResourcePair[]): Renames {
  const names = new Map<string, string>()
  for (const { base, head } of pairs) {
    if (base !== undefined && head !== undefined) names.set(`${base.kind} ${base.name}`, head.name)
  }
  return (kind, name) => names.get(`${kind} ${name}`) ?? name
}

/** The meaning of a resource of base in head's names: following a rename is no change of its own. */
export function withNewNames({ kind, meaning }: Resource, renames: Renames): JsonMapping {
  const fields = Object.entries(meaning).map(([field, value]): [string, Json] => {
    const to = Object.hasOwn(references[kind], field) ? references[kind][field] : undefined
    return [field, to === undefined ? value : renamed(value, to, renames)]
  })
  return Object.fromEntries(fields)
}

function renamed(value: Json, to: KindName, renames: Renames): Json {
  if (isList(value)) return value.map((item) => renamed(item, to, renames))
  return typeof value === 'string' ? renames(to, value) : value
}
