import type { Json } from '../digest/digest.ts'

export type JsonMapping = { readonly [key: string]: Json }

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

export function isMapping(value: Json | undefined): value is JsonMapping {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** The type of a value in the words of diagnostics. */
export function shapeOf(value: Json): string {
  if (value === null) return 'null'
  if (isList(value)) return 'list'
  return typeof value === 'object' ? 'mapping' : typeof value
}
