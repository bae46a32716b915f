import type { MissingReason } from '../evaluation/call.ts'
import type { SuiteComparison } from './comparison.ts'
import type { NotEvaluated, NotEvaluatedReason } from './reports.ts'

/** What was to be evaluated and what came of it. */
export interface Evaluated {
  /** In the order of the tables, as `decide` gives them. */
  readonly comparisons: readonly SuiteComparison[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** Names of the suites that had to be evaluated. None only where digests prove that no suite is affected. */
  readonly suites: readonly string[]
}

/**
 * Whether everything that gates was evaluated. Nothing evaluated is never a pass: every suite that had to be evaluated
 * has a comparison by head's measure, enough of its cases are scored, and its answers count.
 */
export function isComplete({ suites, comparisons, notEvaluated }: Evaluated): boolean {
  const gating = comparisons.filter((comparison) => comparison.gating)
  return (
    suites.every((suite) => gating.some((one) => one.suite === suite && one.measure === 'head')) &&
    gating.every(isConclusive) &&
    notEvaluated.every((gap) => isForgiven(gap, comparisons))
  )
}

function isConclusive({ metrics }: SuiteComparison): boolean {
  return metrics.length > 0 && metrics.every(({ verdict, gate }) => verdict.kind !== 'incomplete' && gate.gating)
}

/**
 * A coverage floor forgives a provider's bad luck. It does not forgive what would leave out the same cases each time: a
 * missing key, an exhausted budget or quota, a request that the provider refuses (too long for its model, say), an
 * interruption, an answer that was never recorded or does not count.
 */
function isForgiven({ suite, subject, reason }: NotEvaluated, comparisons: readonly SuiteComparison[]): boolean {
  const own = comparisons.filter((one) => one.suite === suite && one.subject === subject)
  if (own.length === 0) return false
  return isBadLuck(reason) || own.every(({ gating }) => !gating)
}

function isBadLuck(reason: NotEvaluatedReason): boolean {
  return reason.kind === 'provider' && !LASTING.has(reason.reason)
}

const LASTING: ReadonlySet<string> = new Set<MissingReason>([
  'no-key',
  'not-available',
  'quota',
  'redirected',
  'refused-by-provider',
  'replaced-deployment',
  'unknown-provider',
])
