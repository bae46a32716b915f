import type { EvaluationResult, Trial } from '../evaluation/trial.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { CaseDifference } from './reports.ts'
import type { ScoredCase, ScoredTrial } from './score-cases.ts'
import { scoreCase, scoreTrial } from './score-cases.ts'
import { sliceValues } from './slice-values.ts'

/** The scores of a case on one side, and where its texts are. */
export interface ShownSide {
  readonly scored: ScoredCase
  readonly whole: EvaluationResult['whole']
}

/**
 * What a reader sees of a case that fell or rose; of several trials those that differ most.
 * @param columns the slice columns of the measure
 */
export function showDifference(
  { base, head }: { readonly base: ShownSide; readonly head: ShownSide },
  metric: string,
  columns: readonly string[],
): Omit<CaseDifference, 'suite' | 'subject'> {
  const [before, after] = [scoreCase(base.scored, metric), scoreCase(head.scored, metric)]
  const ascending = ({ scored, whole }: ShownSide, at: number): Trial =>
    whole(scored.trials.toSorted((a, b) => scoreTrial(a, metric) - scoreTrial(b, metric)).at(at) as ScoredTrial)
  const fell = after < before
  const shownBase = ascending(base, fell ? -1 : 0)
  const shownHead = ascending(head, fell ? 0 : -1)
  return {
    metric,
    caseId: head.scored.case.id,
    direction: fell ? 'worse' : 'better',
    slices: sliceValues(head.scored.case, columns),
    base: { score: before, output: outputOf(shownBase) },
    head: { score: after, output: outputOf(shownHead), reasons: reasonsOf(shownHead, metric) },
  }
}

/** What was scored has an output. */
function outputOf({ outcome }: Trial): Untrusted {
  return 'output' in outcome ? outcome.output : outcome.detail
}

/** Why the trial fell short: the answer failure, else what its assertions say. */
function reasonsOf({ outcome, scores }: Trial, metric: string): readonly Untrusted[] {
  if (outcome.kind === 'answer-failure') return [outcome.detail]
  const { assertions = [] } = scores.find((one) => one.metric === metric) ?? {}
  return assertions.flatMap(({ reason }) => reason ?? [])
}
