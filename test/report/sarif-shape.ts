/**
 * What section 3 of SARIF 2.1.0 says of the objects that we write: their properties, which of them must be there, and
 * their types. Everything else is refused, so that a misspelt property is found.
 */
const text = { type: 'string', minLength: 1 }
const level = { enum: ['none', 'note', 'warning', 'error'] }
const index = { type: 'integer', minimum: 0 }
const position = { type: 'integer', minimum: 1 }

function object(properties: object, required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false }
}

const message = object({ text }, ['text'])
const multiformat = object({ text, markdown: text }, ['text'])

const region = object({ startLine: position, startColumn: position, endLine: position, endColumn: position }, [
  'startLine',
])

const physicalLocation = object(
  {
    // A relative reference of RFC 3986: no scheme, no leading slash, nothing that would need an escape.
    artifactLocation: object({ uri: { type: 'string', pattern: "^(?!/)[A-Za-z0-9\\-._~!'()*%/]+$" } }, ['uri']),
    region,
  },
  ['artifactLocation'],
)

const rule = object(
  {
    id: text,
    shortDescription: multiformat,
    fullDescription: multiformat,
    help: multiformat,
    defaultConfiguration: object({ level }, []),
    properties: object({ tags: { type: 'array', items: text, uniqueItems: true } }, []),
  },
  ['id'],
)

const result = object(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message,
    locations: { type: 'array', items: object({ physicalLocation }, []) },
    relatedLocations: { type: 'array', uniqueItems: true, items: object({ id: index, message, physicalLocation }, []) },
    partialFingerprints: { type: 'object', additionalProperties: text },
    suppressions: {
      type: 'array',
      uniqueItems: true,
      items: object({ kind: { enum: ['inSource', 'external'] }, justification: text }, ['kind']),
    },
  },
  ['message'],
)

const run = object(
  {
    tool: object(
      { driver: object({ name: text, rules: { type: 'array', items: rule, uniqueItems: true } }, ['name']) },
      ['driver'],
    ),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    invocations: {
      type: 'array',
      items: object({ executionSuccessful: { type: 'boolean' }, exitCode: { type: 'integer' } }, [
        'executionSuccessful',
      ]),
    },
    results: { type: 'array', items: result },
  },
  ['tool'],
)

/** JSON Schema of the log files that we write. */
export const sarifShape = object(
  { $schema: text, version: { const: '2.1.0' }, runs: { type: 'array', items: run, minItems: 1 } },
  ['version', 'runs'],
)
