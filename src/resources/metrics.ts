import { assertionTypes } from './assertion-types.ts'
import type { AssertionDraft } from './draft.ts'
import { gateOf } from './gates.ts'
import type { Assertion, Gate, Metric, Model } from './project.ts'

/** The assertions of each metric, in the order of their first ones. */
export function assertionsByMetric(
  assertions: readonly AssertionDraft[],
): ReadonlyMap<string, readonly AssertionDraft[]> {
  return Map.groupBy(assertions, ({ metric }) => metric)
}

/** The metrics of a suite. One is binary where it is a single assertion of a type that holds or fails. */
export function metricsOf(
  assertions: readonly AssertionDraft[],
  otherwise: Gate,
  modelOf: (reference: string) => Model,
): readonly Metric[] {
  return [...assertionsByMetric(assertions)].map(([name, drafts]) => {
    const linked = drafts.map((draft) => assertionOf(draft, modelOf))
    const scales = linked.map(({ type }) => assertionTypes[type].scale)
    const scale = scales.length === 1 && scales[0] === 'binary' ? 'binary' : 'graded'
    return { name, scale, assertions: linked, gate: gateOf(drafts, otherwise) }
  })
}

function assertionOf(
  { type, negated, metric, value, labels, fields, place }: AssertionDraft,
  modelOf: (reference: string) => Model,
): Assertion {
  if (type === undefined) throw new Error(`an unknown assertion type passed validation: ${fields.type}`)
  const { at, threshold, step, weight = 1 } = fields
  const judge = fields.judge === undefined ? undefined : modelOf(fields.judge)
  const more = { ...(step !== undefined && { step }), ...(labels !== undefined && { labels }) }
  return { type, negated, metric, value, threshold, judge, at, ...more, weight, place }
}
