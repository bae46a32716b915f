import type { Json } from '../digest/digest.ts'

/** Whether two values are equal, whatever the order of their keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const names = Object.keys(a)
  const sameNames = names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name))
  return sameNames && names.every((name) => sameJson(a[name], b[name]))
}

/** Lists, too: their names are indices. */
function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null
}
