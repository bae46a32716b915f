import type { Json } from '../digest/digest.ts'
import { isList, isMapping } from '../resources/json-shape.ts'

/** More names than these help nobody to find the one that was meant. */
const most = 200
/** Nor do those of more values: what none of these has is no name that many cases have. */
const enough = 1_000

/**
 * The names that templates may use for what is in the values: `a`, `a.b` for what is in a mapping at `a`, and, in a
 * section over a list, the names of its items.
 */
export function dottedNames(values: IteratorObject<Json>, depth: number): readonly string[] {
  const names = new Set<string>()
  const collect = (value: Json, prefix: string, left: number): void => {
    if (isList(value)) for (const item of value) collect(item, '', depth)
    if (!isMapping(value) || left === 0) return
    for (const [key, inner] of Object.entries(value)) {
      if (names.size >= most) return
      names.add(prefix + key)
      collect(inner, `${prefix}${key}.`, left - 1)
    }
  }
  for (const value of values.take(enough)) collect(value, '', depth)
  return [...names]
}
