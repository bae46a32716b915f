import { ApiError } from './api-error.ts'
import { isObject } from './random.ts'

/** Throws the ApiError that OpenAI would answer when `value`, found at `at`, is not acceptable. */
export type Check = (value: unknown, at: string) => void

export const anyObject: Check = (value, at) => {
  if (!isObject(value)) throw wrongType(value, at, 'an object')
}

export const anyString: Check = (value, at) => {
  if (typeof value !== 'string') throw wrongType(value, at, 'a string')
}

export const anyBoolean: Check = (value, at) => {
  if (typeof value !== 'boolean') throw wrongType(value, at, 'a boolean')
}

export const nullable =
  (check: Check): Check =>
  (value, at) => {
    if (value !== null) check(value, at)
  }

export function numberIn(min: number, max: number): Check {
  return (value, at) => {
    if (typeof value !== 'number') throw wrongType(value, at, 'a decimal number')
    checkRange(value, at, 'decimal', min, max)
  }
}

export function integerIn(min: number, max: number): Check {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, at, 'an integer')
    checkRange(value, at, 'integer', min, max)
  }
}

export function oneOf(...choices: readonly string[]): Check {
  return (value, at) => {
    if (typeof value === 'string' && choices.includes(value)) return
    const supported = choices.map((choice) => `'${choice}'`).join(', ')
    const message = `Invalid value: '${String(value)}'. Supported values are: ${supported}.`
    throw new ApiError(400, message, { param: at, code: 'invalid_value' })
  }
}

export function arrayOf(check: Check, { min = 1, max = Number.POSITIVE_INFINITY } = {}): Check {
  return (value, at) => {
    if (!Array.isArray(value)) throw wrongType(value, at, 'an array')
    if (value.length < min) throw new ApiError(400, `Invalid '${at}': empty array.`, { param: at, code: 'empty_array' })
    if (value.length > max) {
      const message = `Invalid '${at}': array too long. Expected at most ${max} items.`
      throw new ApiError(400, message, { param: at, code: 'array_above_max_length' })
    }
    for (const [index, item] of value.entries()) check(item, `${at}[${index}]`)
  }
}

/** Either kind of value is good; the complaint is about the last. */
export function either(...checks: readonly Check[]): Check {
  return (value, at) => {
    for (const check of checks.slice(0, -1)) if (passes(check, value, at)) return
    checks.at(-1)?.(value, at)
  }
}

/** An object with these fields and no others; `required` must be there. */
export function fields(known: Readonly<Record<string, Check>>, ...required: readonly string[]): Check {
  return (value, at) => {
    anyObject(value, at)
    checkFields(value as Record<string, unknown>, at === '' ? '' : `${at}.`, known, required)
  }
}

function checkFields(
  value: Record<string, unknown>,
  prefix: string,
  known: Readonly<Record<string, Check>>,
  required: readonly string[],
): void {
  for (const name of required) {
    if (value[name] === undefined) throw missing(`${prefix}${name}`)
  }
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined
    if (check === undefined) throw unknownParameter(`${prefix}${name}`)
    check(field, `${prefix}${name}`)
  }
}

export function missing(at: string): ApiError {
  const message = `Missing required parameter: '${at}'.`
  return new ApiError(400, message, { param: at, code: 'missing_required_parameter' })
}

function unknownParameter(at: string): ApiError {
  return new ApiError(400, `Unknown parameter: '${at}'.`, { param: at, code: 'unknown_parameter' })
}

function wrongType(value: unknown, at: string, expected: string): ApiError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`
  const message = `Invalid type for '${at}': expected ${expected}, but got ${got} instead.`
  return new ApiError(400, message, { param: at, code: 'invalid_type' })
}

function checkRange(value: number, at: string, kind: 'decimal' | 'integer', min: number, max: number): void {
  if (value >= min && value <= max) return
  const [side, limit] = value < min ? (['below_min', min] as const) : (['above_max', max] as const)
  const message = `Invalid '${at}': ${kind} ${side.replace('_', ' ')}imum value. The limit is ${limit}, got ${value}.`
  throw new ApiError(400, message, { param: at, code: `${kind}_${side}_value` })
}

function passes(check: Check, value: unknown, at: string): boolean {
  try {
    check(value, at)
    return true
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}
