import { assertionTypes, type RefusedType, type SupportedType } from '../src/resources/assertion-types.ts'

const valueWords: { readonly [need in SupportedType['value']]: string } = {
  anything: 'text, or any JSON',
  text: 'text',
  pattern: 'RE2 pattern',
  'JSON Schema': 'JSON Schema, `{file: path}`, or none',
  criterion: 'text, or `{file: path}`',
  criteria: 'text, list of texts, or `{file: path}`',
  list: 'list of texts, or text with commas',
  references: 'text, or list of texts',
  elements: 'names of elements, or none',
  SQL: '`{databaseType, allowedTables, allowedColumns}`, or none',
  count: 'number, or `{min, max}`',
  tools: 'name of a tool, list of names, or `{name, min, max}`',
  sequence: 'list of names of tools, or `{steps, mode}`',
  call: '`{name, args}`, or `{name, args, mode}`',
  steps: '`{min, max}`, with `type: message` or `tool`, or with `name`, if need be',
  nothing: 'none',
}

const thresholdWords: { readonly [need in NonNullable<SupportedType['threshold']>]: string } = {
  share: '0 … 1',
  edits: 'edits',
  milliseconds: 'ms (required)',
  USD: 'USD (required)',
}

/** `.github/ASSERTIONS.md`: every assertion type of promptfoo, and what becomes of it here. */
export function assertionsPage(): string {
  const entries: readonly (readonly [string, SupportedType | RefusedType])[] = Object.entries(assertionTypes)
  const supported = entries.flatMap(([name, entry]) => (entry.by === 'refused' ? [] : [supportedRow(name, entry)]))
  const refused = entries.flatMap(([name, entry]) => (entry.by === 'refused' ? [refusedRow(name, entry)] : []))
  return `<!-- Made by .ci/generate.ts from src/resources/assertion-types.ts. Do not edit. -->
# Assertions

Names and meanings are promptfoo's. Each type has its opposite: \`not-\` before its name. *Scored by:* us, or promptfoo, which
runs in a thread without keys, network or files; *tool calls:* us, by the calls that led to the answer. A *judged* type needs \`judge\`: a Model, or \`provider/id\`; it is asked through
the call store and the budget, and where its judgement cannot be read, the case has no score instead of a low one.

| type | scored by | scale | \`value\` | \`threshold\` | judged |
|---|---|---|---|---|---|
${supported.join('\n')}

## Refused

| type | code | why: it |
|---|---|---|
${refused.join('\n')}
`
}

function supportedRow(name: string, { by, scale, value, threshold, judge }: SupportedType): string {
  const limit = threshold === undefined ? '' : thresholdWords[threshold]
  const calls = judge === undefined ? '' : `${judge} ${judge === 1 ? 'call' : 'calls'}`
  return `| \`${name}\` | ${by} | ${scale} | ${valueWords[value]} | ${limit} | ${calls} |`
}

function refusedRow(name: string, { why, reason }: RefusedType): string {
  return `| \`${name}\` | ${why === 'executes' ? 'assertion-executes-code' : 'assertion-refused'} | ${reason} |`
}
