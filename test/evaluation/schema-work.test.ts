import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import { schemaErrors } from '../../src/evaluation/json-schema.ts'

/** `{a: {a: … {}}}`, or `[[…[]]]`. */
function nested(depth: number, around: (inner: Json) => Json): Json {
  let value: Json = around({})
  for (let level = 1; level < depth; level++) value = around(value)
  return value
}

const twice = [{ $ref: '#' }, { $ref: '#' }]
const inA = (inner: Json): Json => ({ a: inner })
const inList = (inner: Json): Json => [inner]

describe('a schema that looks at each value twice as often as at the one above it', () => {
  test.each<[string, Json, (inner: Json) => Json]>([
    ['allOf below a property', { properties: { a: { allOf: twice } } }, inA],
    [
      'a property in two branches',
      { allOf: [{ properties: { a: { $ref: '#' } } }, { properties: { a: { $ref: '#' } } }] },
      inA,
    ],
    [
      'a property by name and by pattern',
      { properties: { a: { $ref: '#' } }, patternProperties: { '^a': { $ref: '#' } } },
      inA,
    ],
    ['items and contains', { items: { $ref: '#' }, contains: { $ref: '#' } }, inList],
    [
      'anyOf that never holds',
      { properties: { a: { anyOf: [{ allOf: [{ $ref: '#' }, false] }, { $ref: '#' }] } } },
      inA,
    ],
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    ['if and then', { properties: { a: { if: { $ref: '#' }, then: { $ref: '#' } } } }, inA],
    [
      'a place that no keyword knows',
      { $ref: '#/x/y', x: { y: { properties: { a: { allOf: [{ $ref: '#/x/y' }, { $ref: '#/x/y' }] } } } } },
      inA,
    ],
  ])('is bounded: %s', (_, schema, around) => {
    expect(schemaErrors(schema, nested(60, around))).toBe(
      'the JSON Schema cannot be applied: it looks at the answer too often',
    )
    expect(schemaErrors(schema, nested(4, around))).toBeUndefined()
  })
})

describe('a schema whose work grows with the product of its size and the answer', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `name ${index}`)

  test.each<[string, Json, Json]>([
    ['a long enum for each of many items', { items: { enum: many } }, many.map(() => 'name 19999')],
    [
      'lists in lists, unique at each level',
      { uniqueItems: true, items: { $ref: '#' } },
      nested(3_000, (inner) => [inner, 'x'.repeat(500)]),
    ],
  ])('is bounded: %s', (_, schema, value) => {
    expect(schemaErrors(schema, value)).toBe('the JSON Schema cannot be applied: it looks at the answer too often')
  })

  test('is free where it is real: ten thousand records with twenty fields each', () => {
    const fields = Array.from({ length: 20 }, (_, index) => `field${index}`)
    const properties = Object.fromEntries(fields.map((name) => [name, { type: 'string', pattern: '^[a-z]+$' }]))
    const record = { type: 'object', properties, required: fields, additionalProperties: false }
    const answer = Array.from({ length: 10_000 }, () => Object.fromEntries(fields.map((name) => [name, 'abc'])))
    expect(schemaErrors({ type: 'array', items: record }, answer)).toBeUndefined()
    expect(schemaErrors({ type: 'array', items: record }, [...answer, {}])).toContain(
      "must have required property 'field0'",
    )
  })
})

test('counting changes no verdict: keywords beside a reference, names that are keywords, booleans', () => {
  const schema = {
    $defs: { positive: { type: 'integer', minimum: 1 } },
    properties: { properties: { $ref: '#/$defs/positive', maximum: 5 }, enum: true, required: false },
    dependentRequired: { enum: ['properties'] },
  }
  expect(schemaErrors(schema, { properties: 3, enum: 1 })).toBeUndefined()
  expect(schemaErrors(schema, { properties: 6 })).toContain('must be <= 5')
  expect(schemaErrors(schema, { properties: 0 })).toContain('must be >= 1')
  expect(schemaErrors(schema, { enum: 1 })).toContain('properties')
  expect(schemaErrors(schema, { required: 1 })).toBeDefined()
  expect(schemaErrors(true, 1)).toBeUndefined()
  expect(schemaErrors({ pattern: '^(a+)+$' }, `${'a'.repeat(100_000)}!`)).toContain('must match pattern')
})
