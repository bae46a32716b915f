/** What is wrong with a value found at a path; undefined where nothing is. */
export type Check = (value: unknown, path: string) => string | undefined

/** Fields of an object, by name: `true` where any value is good. */
export type Shape = { readonly [field: string]: true | Shape | readonly [Shape | Check] | Check }

/** A field that the API does not know, or that is not as it must be, as a path; strict providers refuse it. */
export function unknownField(value: unknown, shape: Shape, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} is no object`
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (known === undefined) return `${path}/${name} is not permitted`
    const problem = known === true ? undefined : unknownWithin(inner, known, `${path}/${name}`)
    if (problem !== undefined) return problem
  }
  return undefined
}

function unknownWithin(
  value: unknown,
  shape: Shape | Check | readonly [Shape | Check],
  path: string,
): string | undefined {
  if (typeof shape === 'function') return shape(value, path)
  if (!isList(shape)) return unknownField(value, shape, path)
  if (!Array.isArray(value)) return `${path} is no array`
  return value
    .map((one, index) => unknownWithin(one, shape[0], `${path}/${index}`))
    .find((problem) => problem !== undefined)
}

function isList(shape: Shape | readonly [Shape | Check]): shape is readonly [Shape | Check] {
  return Array.isArray(shape)
}

/** An object with these fields, all of them, and no others. */
export function whole(shape: Shape): Check {
  return (value, path) => unknownField(value, shape, path) ?? lackingField(value, Object.keys(shape), path)
}

/** An object of one of several kinds, of which its `type` says which. */
export function byType(kinds: { readonly [type: string]: Shape }): Check {
  return (value, path) => {
    const type = String((value as { type?: unknown } | null)?.type)
    const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
    if (kind === undefined) return `${path}/type: ${type} is not permitted`
    return whole({ type: true, ...kind })(value, path)
  }
}

/** An object with one field, which says what it is; `beside` may stand there, too. */
export function byField(kinds: Shape, beside: Shape = {}): Check {
  return (value, path) => {
    const problem = unknownField(value, { ...kinds, ...beside }, path)
    const names = Object.keys(value as object).filter((name) => Object.hasOwn(kinds, name))
    return problem ?? (names.length === 1 ? undefined : `${path} has not one of ${Object.keys(kinds).join(', ')}`)
  }
}

export function matching(pattern: RegExp): Check {
  return (value, path) => (pattern.test(String(value)) ? undefined : `${path} does not match ${pattern.source}`)
}

export const object: Check = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : `${path} is no object`

export const base64 = matching(/^[A-Za-z0-9+/]+=*$/)

function lackingField(value: unknown, names: readonly string[], path: string): string | undefined {
  const lacking = names.find((name) => (value as { [name: string]: unknown })[name] === undefined)
  return lacking === undefined ? undefined : `${path}/${lacking}: Field required`
}
