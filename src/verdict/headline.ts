import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Policy } from '../resources/policy.ts'
import type { MetricComparison } from './comparison.ts'
import { isComplete } from './completeness.ts'
import type { Evaluated } from './completeness.ts'
import type { Headline } from './reports.ts'

/** What a check found out, all that its first line and its exit code depend on. */
export interface CheckFindings extends Evaluated {
  readonly diagnostics: readonly Diagnostic[]
  readonly whenUnsure: Policy['whenUnsure']
}

/**
 * What the first line says: the first that applies in the order of the exit codes (2, 1, 3, 4, 0). Only what gates is
 * heard. Of several the worst speaks, and the first of equals.
 */
export function headlineOf(findings: CheckFindings): Headline {
  const { comparisons, diagnostics, whenUnsure } = findings
  const blocks = whenUnsure === 'block'
  const gates = comparisons
    .filter(({ gating }) => gating)
    .flatMap(({ subject, metrics }) => metrics.map((metric) => ({ subject, ...metric })))
  return (
    invalid(diagnostics) ??
    regression(gates) ??
    belowFloor(gates) ??
    incomplete(findings) ??
    nothingToEvaluate(findings) ??
    (blocks ? cannotTell(gates, blocks) : undefined) ??
    firstMeasurement(gates) ??
    cannotTell(gates, blocks) ??
    improvement(gates) ?? { state: 'no-worse' }
  )
}

/** A metric that gates, and whose. */
interface GatedMetric extends MetricComparison {
  readonly subject: string
}

function invalid(diagnostics: readonly Diagnostic[]): Headline | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return errors > 0 ? { state: 'invalid', errors } : undefined
}

function regression(gates: readonly GatedMetric[]): Headline | undefined {
  const fallen = gates.flatMap(({ subject, metric, change, gate }) =>
    change && gate.maxDrop.decision === 'fails' ? [{ subject, metric: metric.name, delta: change.delta }] : [],
  )
  const worst = fallen.toSorted((a, b) => a.delta - b.delta)[0]
  return worst && { state: 'regression', ...worst }
}

function belowFloor(gates: readonly GatedMetric[]): Headline | undefined {
  const low = gates.flatMap(({ subject, metric, head, gate: { min } }) =>
    head && min?.decision === 'fails' ? [{ subject, metric: metric.name, mean: head.mean, floor: min.limit }] : [],
  )
  const worst = low.toSorted((a, b) => a.mean - a.floor - (b.mean - b.floor))[0]
  return worst && { state: 'below-floor', ...worst }
}

function incomplete(findings: CheckFindings): Headline | undefined {
  return isComplete(findings) ? undefined : { state: 'incomplete' }
}

function nothingToEvaluate({ suites, comparisons }: CheckFindings): Headline | undefined {
  return suites.length === 0 && comparisons.length === 0 ? { state: 'nothing-to-evaluate' } : undefined
}

/** The fewest cases that leave a gate open. */
function cannotTell(gates: readonly GatedMetric[], blocks: boolean): Headline | undefined {
  const open = gates.flatMap(({ change, head, gate: { maxDrop, min } }) => [
    ...(maxDrop.decision === 'cannot-tell' ? [change?.pairs ?? 0] : []),
    ...(min?.decision === 'cannot-tell' ? [head?.cases ?? 0] : []),
  ])
  return open.length > 0 ? { state: 'cannot-tell', blocks, cases: Math.min(...open) } : undefined
}

/** Nothing could be compared: floors alone decided. */
function firstMeasurement(gates: readonly GatedMetric[]): Headline | undefined {
  const first = gates.length > 0 && gates.every(({ verdict }) => verdict.kind === 'not-comparable')
  return first ? { state: 'first-measurement', subjects: [...new Set(gates.map(({ subject }) => subject))] } : undefined
}

function improvement(gates: readonly GatedMetric[]): Headline | undefined {
  const risen = gates.flatMap(({ subject, metric, change, verdict }) =>
    change && verdict.kind === 'improvement' ? [{ subject, metric: metric.name, delta: change.delta }] : [],
  )
  const best = risen.toSorted((a, b) => b.delta - a.delta)[0]
  return best && { state: 'improvement', ...best }
}
