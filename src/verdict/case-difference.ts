import type { Untrusted } from '../evaluation/untrusted.ts'
import type { CaseDifference } from './reports.ts'
import type { ScoredCase, ScoredTrial } from './score-cases.ts'
import { scoreCase, scoreTrial } from './score-cases.ts'
import { sliceValues } from './slice-values.ts'

/**
 * What a reader sees of a case that fell or rose; of several trials those that differ most.
 * @param columns the slice columns of the measure
 */
export function showDifference(
  { base, head }: { readonly base: ScoredCase; readonly head: ScoredCase },
  metric: string,
  columns: readonly string[],
): Omit<CaseDifference, 'suite' | 'subject'> {
  const [before, after] = [scoreCase(base, metric), scoreCase(head, metric)]
  const ascending = (one: ScoredCase): readonly ScoredTrial[] =>
    one.trials.toSorted((a, b) => scoreTrial(a, metric) - scoreTrial(b, metric))
  const fell = after < before
  const shownBase = ascending(base).at(fell ? -1 : 0) as ScoredTrial
  const shownHead = ascending(head).at(fell ? 0 : -1) as ScoredTrial
  return {
    metric,
    caseId: head.case.id,
    direction: fell ? 'worse' : 'better',
    slices: sliceValues(head.case, columns),
    base: { score: before, output: shownBase.outcome.output },
    head: { score: after, output: shownHead.outcome.output, reasons: reasonsOf(shownHead, metric) },
  }
}

/** Why the trial fell short: the answer failure, else what its assertions say. */
function reasonsOf({ outcome, scores }: ScoredTrial, metric: string): readonly Untrusted[] {
  if (outcome.kind === 'answer-failure') return [outcome.detail]
  const { assertions = [] } = scores.find((one) => one.metric === metric) ?? {}
  return assertions.flatMap(({ reason }) => reason ?? [])
}
