import { compareResources } from './diff-order.ts'
import type { Resource } from './project.ts'

/** A resource on both sides, or on one where it was added or removed. */
export type ResourcePair =
  | { readonly base: Resource; readonly head: Resource }
  | { readonly base: Resource; readonly head: undefined }
  | { readonly base: undefined; readonly head: Resource }

/**
 * Pairs the resources of two projects by kind and name, and what is left by `formerly`: the name of a resource goes
 * first, since `formerly` stays in the tree after the merge. There is one Project a side, whatever it is called.
 * In the order of kinds, then names.
 */
export function pairResources(base: readonly Resource[], head: readonly Resource[]): readonly ResourcePair[] {
  const byName = new Map(base.map((resource) => [keyOf(resource), resource]))
  const taken = new Set(head.map(keyOf).filter((key) => byName.has(key)))
  const pairs = head.toSorted(compareResources).map((resource): ResourcePair => {
    return { base: byName.get(keyOf(resource)) ?? formerOf(resource, byName, taken), head: resource }
  })
  const removed = base.filter((resource) => !taken.has(keyOf(resource)))
  return [...pairs, ...removed.map((resource): ResourcePair => ({ base: resource, head: undefined }))].toSorted(
    (a, b) => compareResources(a.head ?? a.base, b.head ?? b.base),
  )
}

/** Takes base's resource of the earlier name, unless head still has one of that name or another took it. */
function formerOf(head: Resource, byName: ReadonlyMap<string, Resource>, taken: Set<string>): Resource | undefined {
  if (head.formerly === undefined) return undefined
  const key = keyOf({ kind: head.kind, name: head.formerly })
  if (taken.has(key)) return undefined
  taken.add(key)
  return byName.get(key)
}

function keyOf({ kind, name }: Pick<Resource, 'kind' | 'name'>): string {
  return kind === 'Project' ? kind : `${kind} ${name}`
}
