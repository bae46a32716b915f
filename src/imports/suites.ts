import { canonicalJson, type Json } from '../digest/digest.ts'
import { assertionNamed } from '../resources/assertion-type.ts'
import { assertionTypes, type ValueNeed } from '../resources/assertion-types.ts'
import type { Assertion, Case, DatasetDocument, EvalSuiteDocument } from '../resources/schema.gen.ts'
import { renderValue } from '../resources/template.ts'
import { type AllottedCase, assertionName } from './cases.ts'
import { Names, slug } from './names.ts'
import type { SourceAssertion, Vars } from './source-case.ts'

/** An assertion of several cases, the same for all of them but for what it compares with. */
type Shared = ReadonlyMap<AllottedCase, SourceAssertion>

/** Assertions of the same cases. */
interface Group {
  readonly cases: readonly AllottedCase[]
  readonly assertions: readonly Shared[]
}

/** What suites are made for. */
export interface SuiteRequest {
  /** What a name begins with that is not said anywhere. */
  readonly base: string
  /** The prompts that are judged, each with the further models that it is shown with. */
  readonly subjects: readonly { readonly name: string; readonly models: readonly string[] }[]
  readonly cases: readonly AllottedCase[]
  /** What prompts insert. */
  readonly inputs: ReadonlySet<string>
  readonly common: Pick<EvalSuiteDocument, 'trials'>
  readonly names: Names
}

/** Cases in a suite itself; more, or those of several suites, are a Dataset. */
const mostInline = 5
const mostCharacters = 4_000

/**
 * Suites over cases. An assertion here holds for every case of its suite, so that assertions of other cases are another
 * suite; what differs from case to case is `expected`. Cases without any assertion are a Dataset alone.
 */
export function suitesOf(request: SuiteRequest): readonly (DatasetDocument | EvalSuiteDocument)[] {
  const shared = sharedAssertions(request)
  const order = new Map(request.cases.map((one, index) => [one, index]))
  const groups = Map.groupBy(shared, (one) => [...one.keys()].map((row) => order.get(row)).join())
  const plain = request.cases.filter(({ source }) => source.assertions.length === 0)
  const rest = plain.length === 0 ? [] : [{ cases: plain, assertions: [] }]
  return [...groups.values()]
    .map((assertions): Group => ({ cases: [...(assertions[0]?.keys() ?? [])], assertions }))
    .concat(rest)
    .flatMap((group) => resourcesOf(group, request))
}

/** The assertions of all cases, in the order of their first ones; the second of a sort in a case is another one. */
function sharedAssertions(request: SuiteRequest): readonly Shared[] {
  const shared = new Map<string, Map<AllottedCase, SourceAssertion>>()
  for (const one of request.cases) {
    const seen = new Map<string, number>()
    for (const assertion of one.source.assertions) {
      const signature = canonicalJson(signatureOf(assertion, request))
      const nth = seen.get(signature) ?? 0
      seen.set(signature, nth + 1)
      const key = `${signature} ${nth}`
      shared.set(key, (shared.get(key) ?? new Map<AllottedCase, SourceAssertion>()).set(one, assertion))
    }
  }
  return [...shared.values()]
}

function resourcesOf(group: Group, request: SuiteRequest): readonly (DatasetDocument | EvalSuiteDocument)[] {
  const { base, subjects, common, names } = request
  const { written, assert } = compared(group, request)
  const isWhole = group.cases.length === request.cases.length
  const topic = isWhole ? 'tests' : topicOf(assert)
  const isShared = assert.length === 0 || subjects.length !== 1 || written.length > mostInline || isLarge(written)
  const wanted = slug(isWhole ? `${base}-cases` : `${base}-${topic}-cases`) ?? 'cases'
  const dataset = isShared ? names.take('Dataset', wanted) : undefined
  const judged = assert.length === 0 ? [] : subjects
  const suites = judged.map(
    ({ name, models }): EvalSuiteDocument => ({
      kind: 'EvalSuite',
      name: names.take('EvalSuite', slug(`${name}-${topic}`) ?? 'tests'),
      ...common,
      subject: name,
      ...(dataset === undefined ? { cases: [...written] } : { dataset }),
      assert: [...assert],
      ...(models.length > 0 && { models: [...models] }),
    }),
  )
  return dataset === undefined ? suites : [{ kind: 'Dataset', name: dataset, cases: [...written] }, ...suites]
}

/** Cases that would hide what a suite says. */
function isLarge(cases: readonly Case[]): boolean {
  return JSON.stringify(cases).length > mostCharacters
}

function topicOf(assertions: readonly Assertion[]): string {
  return [...new Set(assertions.map(({ metric, type }) => metric ?? type))].join('-') || 'plain'
}

/** What has to be the same for all cases of a suite: all but a value that a case can give. */
function signatureOf(assertion: SourceAssertion, request: SuiteRequest): Json {
  const { type, metric = null, threshold = null, weight = null, judge = null, at = null, value } = assertion
  const fixed = value !== undefined && !canVary(type) ? value.write(assertionName(request.inputs)) : null
  return [type, metric, threshold, weight, judge, at, value === undefined, fixed]
}

/** Values that are no templates, or that a template would not have the shape of. */
const fixedNeeds: ReadonlySet<ValueNeed> = new Set([
  'JSON Schema',
  'SQL',
  'count',
  'tools',
  'sequence',
  'call',
  'steps',
  'nothing',
])

function canVary(name: string): boolean {
  const { type } = assertionNamed(name)
  return type !== undefined && !fixedNeeds.has(assertionTypes[type].value)
}

interface Compared {
  readonly written: readonly Case[]
  readonly assert: readonly Assertion[]
}

/** The assertions of a group. A value that differs from case to case is `expected`, under a name of its own. */
function compared({ cases, assertions }: Group, request: SuiteRequest): Compared {
  const names = new Names(cases.flatMap(({ expected }) => Object.keys(expected)).map((name) => ['Dataset', name]))
  const added: { [name: string]: Json }[] = cases.map(() => ({}))
  const assert = assertions.flatMap((shared): readonly Assertion[] => {
    const values = cases.map((one) => shared.get(one)?.value?.write(assertionName(request.inputs)))
    const [assertion] = shared.values()
    const [first] = values
    if (assertion === undefined) return []
    if (values.every((value) => isSame(value, first))) return [assertionWith(assertion, first)]
    const name = names.take('Dataset', slug(assertion.metric ?? assertionNamed(assertion.type).base) ?? 'value')
    for (const [at, one] of cases.entries()) Object.assign(added[at] ?? {}, { [name]: rendered(values[at], one) })
    return [assertionWith(assertion, `{{expected.${name}}}`)]
  })
  return { assert, written: cases.map((one, index) => caseWith(one, added[index] ?? {})) }
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))
}

/** What a case gives is no template: names in it are filled in now. */
function rendered(value: Json | undefined, { input, expected }: AllottedCase): Json {
  const rendering = renderValue(value ?? null, { input, expected })
  return rendering.ok ? rendering.value : (value ?? null)
}

function assertionWith(
  { type, metric, at, threshold, weight, judge }: SourceAssertion,
  value: Json | undefined,
): Assertion {
  return {
    ...(metric !== undefined && { metric }),
    type,
    ...(at !== undefined && { at }),
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
    ...(judge !== undefined && { judge }),
    ...(weight !== undefined && weight !== 1 && { weight }),
  }
}

function caseWith({ id, input, expected, source }: AllottedCase, added: Vars): Case {
  const all = { ...expected, ...added }
  return { id, input, ...(Object.keys(all).length > 0 && { expected: all }), ...source.columns }
}
