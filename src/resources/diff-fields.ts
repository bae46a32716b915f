import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { FieldChange } from './change-set.ts'
import { comparePaths } from './diff-order.ts'
import { effectOf } from './effects.ts'
import { isList, isMapping } from './json-shape.ts'
import type { JsonMapping } from './json-shape.ts'
import type { KindName } from './project.ts'

type Difference = Omit<FieldChange, 'effect'>

/**
 * The fields in which two meanings of a resource differ: mappings by key, lists by index, each difference as deep as it
 * goes. In path order.
 */
export function fieldChanges(kind: KindName, before: JsonMapping, after: JsonMapping): readonly FieldChange[] {
  return differences([], before, after)
    .map((difference) => ({ ...difference, effect: effectOf(kind, difference.path) }))
    .toSorted((a, b) => comparePaths(a.path, b.path))
}

function differences(path: KeyPath, before: Json | undefined, after: Json | undefined): readonly Difference[] {
  if (isMapping(before) && isMapping(after)) return differencesOfMappings(path, before, after)
  if (isList(before) && isList(after)) return differencesOfLists(path, before, after)
  return before === after ? [] : [{ path, before, after }]
}

function differencesOfMappings(path: KeyPath, before: JsonMapping, after: JsonMapping): readonly Difference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differences([...path, key], own(before, key), own(after, key)))
}

function own(mapping: JsonMapping, key: string): Json | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined
}

function differencesOfLists(path: KeyPath, before: readonly Json[], after: readonly Json[]): readonly Difference[] {
  const longer = before.length > after.length ? before : after
  return longer.flatMap((_, index) => differences([...path, index], before[index], after[index]))
}
