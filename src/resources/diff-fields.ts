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
 * The fields in which two meanings of a resource differ: mappings by key, lists of mappings by the `id` or `name` of each
 * item, else by index, each difference as deep as it goes. In path order.
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
  if ([...before, ...after].every((item) => !isList(item) && !isMapping(item)))
    return differencesOfPlain(path, before, after)
  const keys = keysOf(before, after)
  if (keys !== undefined) return differencesOfKeyed(path, before, after, keys)
  const longer = before.length > after.length ? before : after
  return longer.flatMap((_, index) => differences([...path, index], before[index], after[index]))
}

/** A list of texts or numbers is one value: an index says nothing of what came in between. */
function differencesOfPlain(path: KeyPath, before: readonly Json[], after: readonly Json[]): readonly Difference[] {
  const isEqual = before.length === after.length && before.every((item, index) => item === after[index])
  return isEqual ? [] : [{ path, before, after }]
}

interface ItemKeys {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What the items of both lists are called, each by its `id` or `name`, once; undefined where some have no such name. */
function keysOf(before: readonly Json[], after: readonly Json[]): ItemKeys | undefined {
  const keyed = ['id', 'name'].map((field) => ({ before: namesIn(before, field), after: namesIn(after, field) }))
  return keyed.find((keys): keys is ItemKeys => keys.before !== undefined && keys.after !== undefined)
}

function namesIn(list: readonly Json[], field: string): readonly string[] | undefined {
  const names = list.flatMap((item) => {
    const name = isMapping(item) ? own(item, field) : undefined
    return typeof name === 'string' ? name : []
  })
  return names.length === list.length && new Set(names).size === names.length ? names : undefined
}

/** Items are compared by name, so that one that comes in between makes no others differ; and the order of those of both. */
function differencesOfKeyed(
  path: KeyPath,
  before: readonly Json[],
  after: readonly Json[],
  keys: ItemKeys,
): readonly Difference[] {
  const kept = keys.after.flatMap((key, index) =>
    differences([...path, index], before[keys.before.indexOf(key)], after[index]),
  )
  const gone = keys.before.flatMap((key, index): readonly Difference[] =>
    keys.after.includes(key) ? [] : [{ path: [...path, index], before: before[index], after: undefined }],
  )
  const [left, right] = [
    keys.before.filter((key) => keys.after.includes(key)),
    keys.after.filter((key) => keys.before.includes(key)),
  ]
  const isMoved = left.some((key, at) => key !== right[at])
  return [...(isMoved ? [{ path, before: left, after: right }] : []), ...kept, ...gone]
}
