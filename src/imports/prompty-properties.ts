import type { Json } from '../digest/digest.ts'
import type { JsonMapping } from '../resources/json-shape.ts'
import type { Cursor } from './cursor.ts'

/** A property as Prompty describes inputs, outputs and arguments of tools. */
export interface Property {
  readonly name: string
  readonly kind: string
  readonly isRequired: boolean
  /** What it is where nobody says it. */
  readonly given: Json | undefined
  /** A value to try it with. */
  readonly example: Json | undefined
  readonly cursor: Cursor
}

/** Properties in each of their forms: a list, `{properties: …}`, a mapping by name, or names with values alone. */
export function readProperties(written: Cursor | undefined): readonly Property[] {
  const properties = written?.field('properties') ?? written
  if (properties === undefined) return []
  if (properties.isList) {
    return properties.items().flatMap((item) => {
      const name = item.field('name')?.text
      return name === undefined ? [] : [propertyOf(name, item)]
    })
  }
  return properties.fields().map((field) => propertyOf(field.name, field))
}

function propertyOf(name: string, cursor: Cursor): Property {
  const kind = cursor.field('kind')?.text ?? cursor.field('type')?.text
  const isDescribed = cursor.isMapping && (kind !== undefined || isDescription(cursor))
  if (!isDescribed) {
    return {
      name,
      kind: kindOf(cursor.value),
      isRequired: false,
      given: cursor.value ?? undefined,
      example: undefined,
      cursor,
    }
  }
  return {
    name,
    kind: kind ?? 'string',
    isRequired: cursor.field('required')?.value === true,
    given: cursor.field('default')?.value,
    example: (cursor.field('sample') ?? cursor.field('example') ?? cursor.field('value'))?.value,
    cursor,
  }
}

const describing: readonly string[] = ['description', 'default', 'sample', 'example', 'required', 'enumValues', 'value']

function isDescription(cursor: Cursor): boolean {
  return cursor.fields().every(({ name }) => describing.includes(name))
}

function kindOf(value: Json): string {
  if (typeof value === 'number') return 'float'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'string' || value === null ? 'string' : Array.isArray(value) ? 'array' : 'object'
}

const types: { readonly [kind: string]: string } = {
  string: 'string',
  integer: 'integer',
  float: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
}

/** The JSON Schema of an object with these properties. */
export function objectSchema(properties: readonly Property[]): JsonMapping {
  const required = properties.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map((property) => [property.name, schemaOf(property)])),
    ...(required.length > 0 && { required }),
  }
}

function schemaOf({ kind, cursor }: Property): Json {
  const nested = cursor.field('properties')
  const items = cursor.field('items')
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined
  const description = cursor.field('description')?.text
  const values = cursor.field('enumValues')?.value
  return {
    ...(type !== undefined && { type: cursor.field('nullable')?.value === true ? [type, 'null'] : type }),
    ...(description !== undefined && { description }),
    ...(Array.isArray(values) && values.length > 0 && { enum: values as readonly Json[] }),
    ...(nested !== undefined && objectSchema(readProperties(nested))),
    ...(items !== undefined && {
      items: items.text === undefined ? schemaOf(propertyOf('', items)) : { type: types[items.text] ?? 'string' },
    }),
  }
}
