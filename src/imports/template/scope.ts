import type { Json } from '../../digest/digest.ts'
import { isMapping } from '../../resources/json-shape.ts'
import { isThere, valueBelow } from './known-values.ts'
import type { KnownValues } from './piece.ts'

/** A loop that a name stands in. */
export interface Loop {
  /** What its item is called; undefined where the item's own names are used. */
  readonly variable: string | undefined
  /** Every item that occurs; undefined where that is not known. */
  readonly items: readonly unknown[] | undefined
  /** Set where the loop itself could not be kept: its item is nothing. */
  readonly lost?: boolean
}

/** What a name leads to in mustache: a path from the item or from the input, and the values there. */
export interface Resolved {
  readonly path: readonly string[]
  readonly root: boolean
  readonly values: readonly unknown[] | undefined
  /** Whether an item on the way could have the same name, and would come first. */
  readonly shadowed: boolean
}

/** What a name stands for inside of loops, the innermost last. Undefined where no tag can say it. */
export function resolveName(path: readonly string[], loops: readonly Loop[], known: KnownValues): Resolved | undefined {
  const [first = '', ...rest] = path
  const depth = loops.findLastIndex(({ variable }) => variable === first)
  if (depth === -1) return { path, root: true, values: known.at(path), shadowed: mayShadow(first, loops) }
  const inner = loops.slice(depth + 1).filter(({ lost }) => lost !== true)
  if (loops[depth]?.lost === true || (inner.length > 0 && rest[0] === undefined)) return undefined
  return { path: rest, root: false, values: below(loops[depth], rest), shadowed: mayShadow(rest[0] ?? '', inner) }
}

/** What a name of the innermost item stands for. */
export function resolveItem(path: readonly string[], loops: readonly Loop[]): Resolved {
  return { path, root: false, values: below(loops.at(-1), path), shadowed: false }
}

function below(loop: Loop | undefined, path: readonly string[]): readonly unknown[] | undefined {
  return loop?.items?.map((item) => valueBelow(item, path))
}

/** Texts and numbers have no names; mappings may. */
function mayShadow(name: string, loops: readonly Loop[]): boolean {
  return loops.some(({ items }) => items === undefined || items.some((item) => hasName(item, name)))
}

function hasName(item: unknown, name: string): boolean {
  return isThere(item) && isMapping(item as Json) && Object.hasOwn(item as object, name)
}
