import { evaluationsOf, type EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { CallPlan, PlannedEvaluation } from '../evaluation/plan-calls.ts'
import type { Evaluation } from '../evaluation/trial.ts'
import type { EvalSuite } from '../resources/project.ts'

/** What a run has to evaluate, decided before anything is asked. */
export interface Work {
  readonly command: 'eval' | 'check'
  readonly pairs: readonly EvaluationPair[]
  /** What the whole of it will ask. */
  readonly plan: CallPlan
  /** The only suite; undefined: all. */
  readonly suite?: string | undefined
  /** How often each case is tried at least, whatever the suites say; undefined: as they say. */
  readonly leastTrials?: number | undefined
  /** Whether a suite's cases are run only until its gates are decided. */
  readonly stopEarly?: boolean | undefined
}

/**
 * Every side of every pair, base first. The order counts: journals go by it.
 * @param merged names of the suites by which a merge would evaluate again
 */
export function plannedEvaluations(
  pairs: readonly EvaluationPair[],
  merged: ReadonlySet<string> = new Set(),
): readonly PlannedEvaluation[] {
  return pairs.flatMap(({ suite, head, base, measure, gating }): readonly PlannedEvaluation[] => {
    const again = gating && merged.has(suite)
    const own = { evaluation: head, side: 'head', measure, ...(again && { again }) } as const
    return base === undefined ? [own] : [{ evaluation: base, side: 'base', measure }, own]
  })
}

export function evaluationsIn(pairs: readonly EvaluationPair[]): readonly Evaluation[] {
  return plannedEvaluations(pairs).map(({ evaluation }) => evaluation)
}

/** The suites of one snapshot: nothing stands on the other side. */
export function pairsOfSnapshot(suites: readonly EvalSuite[]): readonly EvaluationPair[] {
  return suites.flatMap(evaluationsOf).map((head) => ({
    suite: head.suite,
    label: head.label,
    measure: 'head',
    gating: head.label === head.subject.name,
    head,
    base: undefined,
  }))
}

/** What of a plan is about its calls: what a journal keeps. */
export function callPlanOf({ calls, total, purposes, merge, assumptions }: CallPlan): CallPlan {
  return { calls, total, purposes, assumptions, ...(merge !== undefined && { merge }) }
}
