/** What is wrong with a value: the keys that lead to it, and what should be there. */
export interface Misfit {
  readonly way: readonly (string | number)[]
  readonly wanted: string
}

/** Whether a value is of a shape; undefined: it is. Never throws, whatever the value. */
export type Shape = (value: unknown) => Misfit | undefined

/** The shape of each field of a type; one that is forgotten does not compile. */
export type FieldShapes<T> = { readonly [K in keyof Required<T>]: Shape }

/** A field that may be absent. */
const absent = new WeakSet<Shape>()

export function optional(shape: Shape): Shape {
  const own: Shape = (value) => shape(value)
  absent.add(own)
  return own
}

function leaf(wanted: string, holds: (value: unknown) => boolean): Shape {
  const misfit = { way: [], wanted }
  return (value) => (holds(value) ? undefined : misfit)
}

export const text = leaf('a text', (value) => typeof value === 'string')
export const flag = leaf('true or false', (value) => typeof value === 'boolean')
export const amount = leaf('a number, 0 or more', isAmount)
export const amountOrNull = leaf('null, or a number, 0 or more', (value) => value === null || isAmount(value))
export const share = leaf('a share of 1', (value) => typeof value === 'number' && value >= 0 && value <= 1)
export const count = leaf('a whole number, 0 or more', (value) => Number.isSafeInteger(value) && Number(value) >= 0)
export const ordinal = leaf('a whole number, 1 or more', (value) => Number.isSafeInteger(value) && Number(value) >= 1)
export const digest = textLike('sha256: and 64 hexadecimal digits', /^sha256:[0-9a-f]{64}$/)

/** JSON has no infinity, but it has 1e999. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

export function textLike(wanted: string, pattern: RegExp): Shape {
  return leaf(wanted, (value) => typeof value === 'string' && pattern.test(value))
}

export function oneOf(...values: readonly (string | number | boolean | null)[]): Shape {
  return leaf(`one of ${values.join(', ')}`, (value) => values.some((one) => one === value))
}

export function listOf(item: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return { way: [], wanted: 'a list' }
    for (const [at, one] of value.entries()) {
      const misfit = item(one)
      if (misfit !== undefined) return below(at, misfit)
    }
    return undefined
  }
}

/** A mapping with these fields and no other. */
export function fields<T>(shapes: FieldShapes<T>): Shape {
  const known = new Map<string, Shape>(Object.entries(shapes))
  return (value) => {
    if (!isMapping(value)) return { way: [], wanted: 'a mapping' }
    for (const key of Object.keys(value)) if (!known.has(key)) return { way: [key], wanted: 'a field of it' }
    for (const [key, shape] of known) {
      const misfit = Object.hasOwn(value, key) ? shape(value[key]) : absent.has(shape) ? undefined : notThere
      if (misfit !== undefined) return below(key, misfit)
    }
    return undefined
  }
}

const notThere: Misfit = { way: [], wanted: 'there' }

/** A mapping of any keys, whose values are alike. */
export function mapOf(item: Shape): Shape {
  return (value) => {
    if (!isMapping(value)) return { way: [], wanted: 'a mapping' }
    for (const [key, one] of Object.entries(value)) {
      const misfit = key === '__proto__' ? notAllowed : item(one)
      if (misfit !== undefined) return below(key, misfit)
    }
    return undefined
  }
}

const notAllowed: Misfit = { way: [], wanted: 'a key that may be there' }

/** One of several shapes, chosen by what the value says of itself. */
export function chosen(choose: (value: Mapping) => Shape): Shape {
  return (value) => (isMapping(value) ? choose(value)(value) : { way: [], wanted: 'a mapping' })
}

/** Deeper JSON is nobody's answer, and a recursion over it would end the process. */
const deepest = 300

/** Any JSON of sensible depth without keys that reach into prototypes. */
export const json: Shape = (value) => misfitOfJson(value, 0)

function misfitOfJson(value: unknown, depth: number): Misfit | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return { way: [], wanted: `at most ${deepest} levels` }
  for (const [key, one] of Object.entries(value)) {
    const misfit = key === '__proto__' ? notAllowed : misfitOfJson(one, depth + 1)
    if (misfit !== undefined) return below(key, misfit)
  }
  return undefined
}

export type Mapping = { readonly [key: string]: unknown }

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function below(key: string | number, { way, wanted }: Misfit): Misfit {
  return { way: [key, ...way], wanted }
}
