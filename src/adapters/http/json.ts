import type { Usage } from '../../evaluation/call.ts'

/** Fields of a JSON object. */
export type Fields = { readonly [field: string]: unknown }

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys and indices; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === 'number') return Array.isArray(inner) ? (inner as readonly unknown[])[key] : undefined
    return isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined
  }, value)
}

/** The objects of an array; none where it is not one. */
export function objectsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function shortText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 200) : undefined
}

/** A count that a reply need not give: 0 where it is not there, undefined where it is no count. */
export function countOr0(value: unknown): number | undefined {
  return value === undefined || value === null ? 0 : count(value)
}

export function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined
}

/** Undefined where it is not whole: a cost is known or unknown, never half known. */
export function wholeUsage(
  input: readonly (number | undefined)[],
  cached: number | undefined,
  output: readonly (number | undefined)[],
): Usage | undefined {
  const inputTokens = sum(input)
  const outputTokens = sum(output)
  if (inputTokens === undefined || outputTokens === undefined || cached === undefined) return undefined
  return { inputTokens, ...(cached > 0 && { cachedInputTokens: cached }), outputTokens }
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((total, one) => (total === undefined || one === undefined ? undefined : total + one), 0)
}
