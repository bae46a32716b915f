import type { Json } from '../digest/digest.ts'
import { isMapping } from '../resources/json-shape.ts'

/** More names than these help nobody to find the one that was meant. */
const most = 200

/** The names that templates may use for what is in the values: `a`, and `a.b` for what is in a mapping at `a`. */
export function dottedNames(values: readonly Json[], depth: number): readonly string[] {
  const names = new Set<string>()
  for (const value of values) collect(value, '', depth, names)
  return [...names]
}

function collect(value: Json, prefix: string, depth: number, names: Set<string>): void {
  if (!isMapping(value) || depth === 0) return
  for (const [key, inner] of Object.entries(value)) {
    if (names.size >= most) return
    names.add(prefix + key)
    collect(inner, `${prefix}${key}.`, depth - 1, names)
  }
}
