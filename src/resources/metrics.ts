import type { AssertionDraft } from './draft.ts'
import { gateOf } from './gates.ts'
import type { Assertion, Gate, Metric } from './project.ts'

/** The assertions of each metric, in the order of their first ones. */
export function assertionsByMetric(assertions: readonly AssertionDraft[]): ReadonlyMap<string, readonly AssertionDraft[]> {
  return Map.groupBy(assertions, ({ metric }) => metric)
}

/** The metrics of a suite. Every assertion scores 0 or 1, so that a metric is graded exactly where it has several. */
export function metricsOf(assertions: readonly AssertionDraft[], otherwise: Gate): readonly Metric[] {
  return [...assertionsByMetric(assertions)].map(([name, drafts]) => ({
    name,
    scale: drafts.length === 1 ? 'binary' : 'graded',
    assertions: drafts.map(assertionOf),
    gate: gateOf(drafts, otherwise),
  }))
}

function assertionOf({ type, negated, metric, value, fields, place }: AssertionDraft): Assertion {
  if (type === undefined) throw new Error(`an unknown assertion type passed validation: ${fields.type}`)
  return { type, negated, metric, value, at: fields.at, weight: fields.weight ?? 1, place }
}
