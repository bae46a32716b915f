import type { Json } from '../digest/digest.ts'

/** The value that a JSON Pointer (RFC 6901) leads to; undefined where there is none. Sees own properties only. */
export function valueAtPointer(value: Json, pointer: string): Json | undefined {
  const tokens = pointer.split('/').slice(1)
  return tokens.map(unescaped).reduce<Json | undefined>(step, value)
}

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

function step(value: Json | undefined, token: string): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (isList(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined
  return Object.hasOwn(value, token) ? value[token] : undefined
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
