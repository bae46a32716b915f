import type { ResourcePair } from './diff-pairs.ts'
import type { JsonMapping } from './json-shape.ts'
import { namespaceOf } from './kind-names.ts'
import type { Resource } from './project.ts'
import { withNames } from './references.ts'

/** Head's name of what base calls `name`, in a namespace (`namespaceOf`). */
export type Renames = (namespace: string, name: string) => string

export function renamesOf(pairs: readonly ResourcePair[]): Renames {
  const names = new Map<string, string>()
  for (const { base, head } of pairs) {
    if (base !== undefined && head !== undefined) names.set(`${namespaceOf(base.kind)} ${base.name}`, head.name)
  }
  return (namespace, name) => names.get(`${namespace} ${name}`) ?? name
}

/** The meaning of a resource of base in head's names: following a rename is no change of its own. */
export function withNewNames(resource: Resource, renames: Renames): JsonMapping {
  return withNames(resource, renames)
}
