import type { KeyPath } from '../diagnostic/place.ts'
import { kindNames } from './kind-names.ts'
import { byCodePoints } from './order.ts'
import type { KindName } from './project.ts'

/** In the order of kinds, then names. */
export function compareResources(a: { kind: KindName; name: string }, b: { kind: KindName; name: string }): number {
  return kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind) || byCodePoints(a.name, b.name)
}

/** Key by key; indices by number and before keys; a path before what lies below it. */
export function comparePaths(a: KeyPath, b: KeyPath): number {
  const differing = a.findIndex((key, index) => key !== b[index])
  const [left, right] = [a[differing], b[differing]]
  if (left === undefined || right === undefined) return a.length - b.length
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left === 'string' && typeof right === 'string') return byCodePoints(left, right)
  return typeof left === 'number' ? -1 : 1
}
