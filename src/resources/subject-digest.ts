import type { Digest, Json } from '../digest/digest.ts'
import { canonicalJson, digestOfFields, digestOfJson } from '../digest/digest.ts'
import { judgedFields } from './case-meaning.ts'
import { byCodePoints } from './order.ts'
import type { Assertion, Case, Measure, Metric, Model, Subject } from './project.ts'
import { meaningOfSubject, subjectFormat } from './subject-meaning.ts'

/**
 * What a subject does, without what it is called, where it is written and what it costs: subjects with the same
 * meaning send the same requests. It is closed: whoever has it needs nothing else to make them.
 */
export function subjectMeaning(subject: Subject): Json {
  return { format: subjectFormat, ...meaningOfSubject(subject) } as Json
}

export function subjectDigest(subject: Subject): Digest {
  return digestOfJson(subjectMeaning(subject))
}

/** What a model brings to a subject that is shown with it. */
export function modelMeaning({ provider, id, api, parameters, fallbacks = [] }: Model): Json {
  const own = { provider, id, ...(api !== undefined && { api }), parameters: { ...parameters } }
  return fallbacks.length === 0 ? own : { ...own, fallbacks: fallbacks.map(modelMeaning) }
}

/**
 * What a measure decides: cases, assertions, gates, trials and coverage. Order means nothing: cases are known by id,
 * metrics by name, and a metric is a mean. Slices and other columns only break the results down.
 */
export function measureDigest({ cases, metrics, trials, coverage, cluster }: Measure): Digest {
  return digestOfFields({
    cases: judgedParts(cases, cluster),
    metrics: metrics.map(metricMeaning).toSorted((a, b) => byCodePoints(a.name, b.name)),
    trials,
    coverage,
    ...(cluster !== undefined && { cluster }),
  })
}

function* judgedParts(cases: readonly Case[], cluster: string | undefined): Generator<Json> {
  for (const one of cases.toSorted((a, b) => byCodePoints(a.id, b.id))) yield judgedPart(one, cluster)
}

/** The column that makes cases alike counts; the others only break the results down. */
function judgedPart(one: Case, cluster: string | undefined): Json {
  const { id, columns } = one
  const alike = cluster === undefined || !Object.hasOwn(columns, cluster) ? {} : { cluster: columns[cluster] ?? null }
  return { id, ...judgedFields(one), ...alike }
}

function metricMeaning({ name, scale, assertions, gate }: Metric) {
  const sorted = assertions.map(assertionMeaning).toSorted((a, b) => byCodePoints(canonicalJson(a), canonicalJson(b)))
  return { name, scale, assertions: sorted, gate: gateMeaning(gate) }
}

function gateMeaning({ maxDrop, min }: Metric['gate']): Json {
  return { maxDrop, ...(min === undefined ? {} : { min }) }
}

/** What an assertion checks and who judges, without the name of its metric and its place. */
export function assertionMeaning({ type, negated, value, threshold, judge, at, step, weight }: Assertion): Json {
  return {
    type,
    negated,
    weight,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(judge === undefined ? {} : { judge: modelMeaning(judge) }),
    ...(at === undefined ? {} : { at }),
    ...(step === undefined ? {} : { step }),
  }
}
