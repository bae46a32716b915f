import type { Digest, Json } from '../digest/digest.ts'
import { canonicalJson, digestOfJson } from '../digest/digest.ts'
import { byCodePoints } from './order.ts'
import { parametersOn } from './parameters.ts'
import type { Assertion, Case, Measure, Metric, Model, Subject } from './project.ts'

/** What the meaning of a subject is written in. A change of it, or of what templates mean, is another version. */
export const subjectFormat = 'llmops/subject/v1'

/**
 * What a subject does, without what it is called, where it is written and what it costs: subjects with the same
 * meaning send the same requests. It is closed: whoever has it needs nothing else to make them.
 */
export function subjectMeaning(subject: Subject): Json {
  return {
    format: subjectFormat,
    kind: subject.kind,
    model: { provider: subject.model.provider, id: subject.model.id },
    parameters: { ...parametersOn(subject, subject.model) },
    messages: subject.messages.map(({ role, content }) => ({ role, content: content.text })),
    inputs: subject.inputs.toSorted(byCodePoints),
    ...(subject.output === undefined ? {} : { output: subject.output }),
  }
}

export function subjectDigest(subject: Subject): Digest {
  return digestOfJson(subjectMeaning(subject))
}

/** What a model brings to a subject that is shown with it. */
export function modelMeaning({ provider, id, parameters }: Model): Json {
  return { provider, id, parameters: { ...parameters } }
}

/**
 * What a measure decides: cases, assertions, gates, trials and coverage. Order means nothing: cases are known by id,
 * metrics by name, and a metric is a mean. Slices and other columns only break the results down.
 */
export function measureMeaning({ cases, metrics, trials, coverage }: Measure): Json {
  return {
    cases: cases.map(caseMeaning).toSorted((a, b) => byCodePoints(a.id, b.id)),
    metrics: metrics.map(metricMeaning).toSorted((a, b) => byCodePoints(a.name, b.name)),
    trials,
    coverage,
  }
}

export function measureDigest(measure: Measure): Digest {
  return digestOfJson(measureMeaning(measure))
}

function caseMeaning({ id, input, expected }: Case) {
  return { id, input, expected }
}

function metricMeaning({ name, scale, assertions, gate }: Metric) {
  const sorted = assertions.map(assertionMeaning).toSorted((a, b) => byCodePoints(canonicalJson(a), canonicalJson(b)))
  return { name, scale, assertions: sorted, gate: gateMeaning(gate) }
}

function gateMeaning({ maxDrop, min }: Metric['gate']): Json {
  return { maxDrop, ...(min === undefined ? {} : { min }) }
}

/** What an assertion checks and who judges, without the name of its metric and its place. */
export function assertionMeaning({ type, negated, value, threshold, judge, at, weight }: Assertion): Json {
  return {
    type,
    negated,
    weight,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(judge === undefined ? {} : { judge: modelMeaning(judge) }),
    ...(at === undefined ? {} : { at }),
  }
}
