import type { Json } from '../../digest/digest.ts'
import { assertionNamed } from '../../resources/assertion-type.ts'
import { assertionTypes, refusedType } from '../../resources/assertion-types.ts'

/** Types that stand for others, in cells alone. */
const shorthands: { readonly [prefix: string]: string } = { fn: 'javascript', eval: 'javascript', grade: 'llm-rubric' }

const lists: ReadonlySet<string> = new Set(['contains-all', 'contains-any', 'icontains-all', 'icontains-any'])

/**
 * The assertion that a cell of a column `__expected` is: `type: value`, `type(threshold): value`, or the text that the
 * answer equals.
 */
export function expectedAssertion(cell: string): { [field: string]: Json } {
  const [, written = '', threshold, value] = /^([a-z][\w:-]*?)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/.exec(cell) ?? []
  const type = Object.hasOwn(shorthands, written) ? (shorthands[written] ?? '') : written
  if (!isKnown(type)) return asPath(cell) ?? { type: 'equals', value: cell }
  const text = value?.trim()
  return {
    type,
    ...(text !== undefined &&
      text !== '' && { value: lists.has(assertionNamed(type).base) ? text.split(',').map((one) => one.trim()) : text }),
    ...(threshold !== undefined && { threshold: Number(threshold) }),
  }
}

function isKnown(type: string): boolean {
  const { base } = assertionNamed(type)
  return Object.hasOwn(assertionTypes, base) || refusedType(base) !== undefined
}

/** A script in a cell. */
function asPath(cell: string): { [field: string]: Json } | undefined {
  return /^file:\/\/.*\.(?:js|cjs|mjs|ts|py)\b/.test(cell) ? { type: 'javascript', value: cell } : undefined
}
