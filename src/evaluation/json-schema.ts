import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Json } from '../digest/digest.ts'
import { canonicalJson } from '../digest/digest.ts'
import { compilePattern } from '../resources/pattern.ts'
import { stepsFor, type Work, withWork, workKeyword } from './schema-work.ts'

type SchemaCheck = (value: Json) => string | undefined

/**
 * What is wrong with a value by a user's JSON Schema (2020-12), in words; undefined where it satisfies it. A schema that
 * cannot be used is satisfied by nothing. Patterns are matched in linear time, `$ref` stays inside the schema, `format` is
 * an annotation. The work is bounded by counting, not by a clock: the same answer has the same verdict on every machine.
 */
export function schemaErrors(schema: Json, value: Json): string | undefined {
  return checkOf(schema)(value)
}

/** They take half a second; real schemas and answers take thousands. */
const mostSteps = 10_000_000

/** Compiling costs milliseconds, and one schema judges every trial. */
const checks = new WeakMap<object, SchemaCheck>()

function checkOf(schema: Json): SchemaCheck {
  if (schema === null || typeof schema !== 'object') return compile(schema)
  const known = checks.get(schema)
  if (known !== undefined) return known
  const check = compile(schema)
  checks.set(schema, check)
  return check
}

function compile(schema: Json): SchemaCheck {
  try {
    const work = { left: 0 }
    const validate = newAjv(work).compile(withWork(schema) as object | boolean)
    return (value) => {
      work.left = mostSteps
      return errorsOf(validate, value)
    }
  } catch (error) {
    const message = `the JSON Schema cannot be used: ${messageOf(error)}`
    return () => message
  }
}

/** Deep recursion in schema or value ends in a RangeError. */
function errorsOf(validate: ValidateFunction, value: Json): string | undefined {
  try {
    return validate(value) ? undefined : describe(validate.errors?.[0])
  } catch (error) {
    return `the JSON Schema cannot be applied: ${messageOf(error)}`
  }
}

/** One for each schema, since two schemas may have the same `$id`. */
function newAjv(work: { left: number }): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, code: { regExp: linearRegExp } })
  ajv.addKeyword({
    keyword: workKeyword,
    before: '$ref',
    errors: false,
    validate: (steps: Work, value: Json) => {
      work.left -= stepsFor(steps, value)
      if (work.left < 0) throw new RangeError('it looks at the answer too often')
      return true
    },
  })
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    // Ajv's own compares each item with each other one.
    validate: (unique: boolean, items: readonly Json[]) =>
      !unique || new Set(items.map(canonicalJson)).size === items.length,
    error: { message: 'must NOT have duplicate items' },
  })
  return ajv
}

const linearRegExp = Object.assign(
  (source: string) => {
    const pattern = compilePattern(source)
    if (!pattern.ok) throw new SyntaxError(pattern.message)
    return { test: pattern.test, toString: () => source } // ajv takes two with the same text for one
  },
  { code: 'linearRegExp' }, // only code that ajv writes to a file would use it
)

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'the value does not satisfy the schema'
  const { allowedValues, additionalProperty } = error.params as { [name: string]: unknown }
  const detail = allowedValues ?? additionalProperty
  const text = `${error.instancePath || 'the answer'} ${error.message ?? 'does not satisfy the schema'}`
  return detail === undefined ? text : `${text}: ${JSON.stringify(detail)}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
