/** Keywords of JSON Schema whose values are data, not schemas. */
export const dataKeywords: ReadonlySet<string> = new Set([
  'const',
  'enum',
  'default',
  'examples',
  'required',
  'dependentRequired',
])

/** Keywords of JSON Schema whose values have names of the author's for keys. */
export const namedKeywords: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
])
