import { assertionNamed } from '../../resources/assertion-type.ts'
import { type AssertionType, assertionTypes, refusedType, type SupportedType } from '../../resources/assertion-types.ts'
import { compilePattern } from '../../resources/pattern.ts'
import { needs } from '../../rules/assertion-value.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import type { TemplateContext } from '../messages.ts'
import { slug } from '../names.ts'
import type { SourceAssertion, SourceValue } from '../source-case.ts'
import { readSchemaValue, readValue } from './assertion-value.ts'
import { pointerOf } from './transform.ts'

/** What assertions are read with. */
export interface AssertionContext {
  readonly template: TemplateContext
  readonly request: ImportRequest
  /** The whole document, for `$ref`. */
  readonly root: Cursor
  /** Whether the prompts have tools. */
  readonly hasTools: boolean
  /** The judge of an assertion that names one, or of all that name none. */
  readonly judgeOf: (named: Cursor | undefined, at: Cursor) => string | undefined
}

/** The assertions of a test. What is a set of them is taken apart: one metric, each with its weight. */
export async function readAssertions(
  written: readonly Cursor[],
  context: AssertionContext,
): Promise<readonly SourceAssertion[]> {
  const read: SourceAssertion[] = []
  for (const one of written) read.push(...(await readOne(dereferenced(one, context), context)))
  return read
}

/** `$ref: '#/assertionTemplates/name'` stands for what it leads to in the same file. */
function dereferenced(written: Cursor, { root, request }: AssertionContext): Cursor {
  const reference = written.field('$ref')
  if (reference?.text === undefined) return written
  const keys = /^#\/(.+)$/.exec(reference.text)?.[1]?.split('/')
  const found = keys?.reduce<Cursor | undefined>((at, key) => at?.field(key), root)
  if (found !== undefined && found.field('$ref') === undefined) return found
  request.findings.report(reference.place, { code: 'import-lost', what: reference.text, why: 'no such reference' })
  return written
}

async function readOne(written: Cursor, context: AssertionContext): Promise<readonly SourceAssertion[]> {
  const type = written.field('type')?.text
  if (type === undefined) {
    if (written.field('$ref') === undefined) report(written, 'assertion', 'has no type', context)
    return []
  }
  if (type === 'assert-set') return readSet(written, context)
  const { type: supported, base } = assertionNamed(type)
  if (supported === undefined) {
    const refused = refusedType(base)
    if (refused?.why === 'executes')
      context.request.findings.report(written.place, { code: 'import-executes', what: type })
    else report(written, type, refused?.reason ?? 'is none that promptfoo has', context)
    return []
  }
  const read = await readSupported(written, type, supported, context)
  return read === undefined ? [] : [read]
}

async function readSet(written: Cursor, context: AssertionContext): Promise<readonly SourceAssertion[]> {
  const threshold = written.field('threshold')
  if (threshold !== undefined) lose(threshold, 'score of a test', context)
  const metric = slug(written.field('metric')?.text ?? '') ?? 'assert-set'
  const read = await readAssertions(written.field('assert')?.items() ?? [], context)
  return read.map((one) => ({ ...one, metric: one.metric ?? metric }))
}

/** Settings that are read, and those that nothing here is like. */
const known: ReadonlySet<string> = new Set([
  'type',
  'value',
  'threshold',
  'weight',
  'metric',
  'provider',
  'rubricPrompt',
  'transform',
  '$ref',
])

async function readSupported(
  written: Cursor,
  name: string,
  type: AssertionType,
  context: AssertionContext,
): Promise<SourceAssertion | undefined> {
  const entry: SupportedType = assertionTypes[type]
  if (entry.by === 'tool calls' && !context.hasTools) return drop(written, name, 'needs the tools of a Prompt', context)
  const transform = written.field('transform')
  const at = transform?.text === undefined ? undefined : pointerOf(transform.text)
  if (transform !== undefined && at === undefined)
    return drop(transform, name, 'runs code on the answer first', context)
  for (const field of written.fields().filter((one) => !known.has(one.name))) lose(field, 'no counterpart', context)
  const rubric = written.field('rubricPrompt')
  if (rubric !== undefined) lose(rubric, 'own judge prompt', context)
  const value = await valueFor(written, entry, context)
  const wrong = whyUnusable(value, type, entry)
  if (wrong !== undefined) return drop(written, name, wrong, context)
  const threshold = thresholdOf(written, entry, context)
  if (threshold === undefined && entry.threshold !== undefined && entry.value === 'nothing') {
    return drop(written, name, 'has no threshold that can be used', context)
  }
  return {
    type: name,
    metric: metricOf(written, context),
    value: value === 'unread' ? undefined : value,
    threshold,
    weight: weightOf(written, context),
    judge: judgeFor(written, entry, context),
    at,
  }
}

async function valueFor(
  written: Cursor,
  { value: need }: SupportedType,
  { template, request }: AssertionContext,
): Promise<SourceValue | 'unread' | undefined> {
  const value = written.field('value')
  if (value === undefined) return undefined
  if (need === 'JSON Schema') return readSchemaValue(value, request)
  if (need === 'nothing') {
    request.findings.report(value.keyPlace, { code: 'import-lost', what: 'value', why: 'unusable' })
    return undefined
  }
  return (await readValue(value, template, request)) ?? 'unread'
}

/** Reads on from "it"; undefined for a value that the type can use. */
function whyUnusable(
  value: SourceValue | 'unread' | undefined,
  type: AssertionType,
  { value: need }: SupportedType,
): string | undefined {
  if (value === 'unread') return 'compares with what cannot be read'
  const written = value?.write((path) => path)
  if (!needs[need].isMet(written)) return `needs ${needs[need].expected}`
  if (type !== 'regex' || value === undefined || value.names.length > 0) return undefined
  const pattern = compilePattern(typeof written === 'string' ? written : JSON.stringify(written))
  return pattern.ok ? undefined : `has a pattern that cannot be used: ${pattern.message}`
}

function thresholdOf(
  written: Cursor,
  { threshold: need }: SupportedType,
  context: AssertionContext,
): number | undefined {
  const threshold = written.field('threshold')
  if (threshold === undefined) return undefined
  const { value } = threshold
  if (need !== undefined && typeof value === 'number' && value >= 0) {
    const isFit = need === 'share' ? value <= 1 : need !== 'edits' || Number.isSafeInteger(value)
    if (isFit) return value
  }
  lose(threshold, need === undefined ? 'no counterpart' : 'unusable', context)
  return undefined
}

function metricOf(written: Cursor, context: AssertionContext): string | undefined {
  const metric = written.field('metric')
  if (metric?.text === undefined) return undefined
  const name = /\{\{|\{%/.test(metric.text) ? undefined : slug(metric.text)
  if (name === undefined) lose(metric, 'unusable', context)
  return name
}

function weightOf(written: Cursor, context: AssertionContext): number | undefined {
  const weight = written.field('weight')
  if (weight === undefined || (typeof weight.value === 'number' && weight.value > 0))
    return weight?.value as number | undefined
  lose(weight, 'unusable', context)
  return undefined
}

function judgeFor(written: Cursor, { judge }: SupportedType, context: AssertionContext): string | undefined {
  const named = written.field('provider')
  if (judge !== undefined) return context.judgeOf(named, written)
  if (named !== undefined) lose(named, 'no counterpart', context)
  return undefined
}

function lose(
  field: Cursor,
  why: 'no counterpart' | 'unusable' | 'own judge prompt' | 'score of a test',
  { request }: AssertionContext,
): void {
  request.findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why })
}

function report(written: Cursor, type: string, reason: string, { request }: AssertionContext): void {
  request.findings.report(written.place, { code: 'import-assertion', type, reason })
}

function drop(written: Cursor, type: string, reason: string, context: AssertionContext): undefined {
  report(written, type, reason, context)
  return undefined
}
