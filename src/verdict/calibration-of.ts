import { type Compared, isBinary, isDisputed, labelsNeeded } from '../calibration/agreement.ts'
import type { JudgedAssertion } from '../calibration/judged-assertion.ts'
import type { PlannedAsking } from '../calibration/plan-asking.ts'
import { type AskedOutput, comparedOf, standingOf } from '../calibration/standing.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import type { Calibration, Disagreement } from './calibrate-report.ts'

/**
 * What the answers of a judge say, for a reader.
 * @param passShare of the outputs of the suite, that which the judge passes; undefined where that is not known
 */
export function calibrationOf(
  judged: JudgedAssertion,
  planned: PlannedAsking,
  outputs: readonly AskedOutput[],
  passShare: number | undefined,
): Calibration {
  const { evaluation, metric, assertion } = judged
  const standing = standingOf(judged, outputs, passShare)
  return {
    suite: evaluation.suite,
    metric,
    type: `${assertion.negated ? 'not-' : ''}${assertion.type}`,
    judge: assertion.judge.name,
    file: assertion.labels?.file,
    planned,
    standing,
    needed: standing.state === 'measured' ? labelsNeeded(standing.agreement) : undefined,
    disagreements: disagreementsIn(comparedOf(outputs)),
    unanswered: unansweredIn(outputs),
  }
}

function disagreementsIn(compared: ReturnType<typeof comparedOf>): readonly Disagreement[] {
  const binary = isBinary(compared)
  const scored = compared
    .filter((one) => !binary || !isDisputed(one))
    .map((one) => ({ one, ...sidesOf(one, binary) }))
    .filter(({ judge, humans }) => judge !== humans)
  // What the judge lets pass is worse than what it stops.
  return scored
    .toSorted((a, b) => Math.abs(b.judge - b.humans) - Math.abs(a.judge - a.humans) || b.judge - a.judge)
    .map(({ one: { labelled, opinion }, judge, humans }) => ({
      caseId: labelled.caseId,
      judge,
      humans,
      output: asUntrusted(labelled.output),
      reason: opinion.reason,
    }))
}

function sidesOf({ opinion, label }: Compared, binary: boolean): Pick<Disagreement, 'judge' | 'humans'> {
  return binary
    ? { judge: Number(opinion.holds), humans: Number(label > 0.5) }
    : { judge: opinion.score, humans: label }
}

function unansweredIn(outputs: readonly AskedOutput[]): Calibration['unanswered'] {
  const gaps = outputs.flatMap(({ asked }) => ('missing' in asked ? [asked.missing] : []))
  const byReason = [...Map.groupBy(gaps, ({ reason }) => reason)]
  return byReason
    .map(([reason, some]) => ({ reason, outputs: some.length, example: some[0]?.detail as Untrusted }))
    .toSorted((a, b) => b.outputs - a.outputs)
}
