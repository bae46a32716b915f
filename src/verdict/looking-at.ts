import { digestOfJson, type Json } from '../digest/digest.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Metric } from '../resources/project.ts'
import { modelMeaning, subjectDigest } from '../resources/subject-digest.ts'
import type { SuiteResults } from './compare.ts'
import { judgementDigest } from './judgement-digest.ts'
import type { LookAt } from './look-record.ts'
import { byCodeUnits } from './order.ts'
import type { CaseScores, ScoresOfSides } from './score-cases.ts'

/** Says for the scores of a metric which look they are, in digests; nothing is digested before it is asked. */
export type LookingAt = (metric: Metric, scores: ScoresOfSides) => LookAt

/**
 * What a comparison looks at: both subjects with their models, by the cases and the assertions of the metric. Gates, trials
 * and coverage are not of it: who moves a gate or adds trials looks at the same again. Other cases are another measure.
 */
export function lookingAt({ base, head, stopping }: SuiteResults): LookingAt {
  const { measure } = head.evaluation
  const cases = once(() => judgementDigest({ ...measure, metrics: [] }))
  const [before, after] = [base, head].map((side) => once(() => side && subjectOf(side))) as [Told, Told]
  return (metric, scores) => ({
    against: digestOfJson([before() ?? null, cases(), judgementDigest({ ...measure, cases: [], metrics: [metric] })]),
    head: digestOfJson(after() ?? null),
    seen: digestOfJson([inOrder(scores.base), inOrder(scores.head), ...(stopping ? ['might stop early'] : [])]),
  })
}

type Told = () => Json | undefined

function subjectOf({ evaluation: { subject, model } }: EvaluationResult): Json {
  return [subjectDigest(subject), model === undefined ? null : modelMeaning(model)]
}

function inOrder(scores: CaseScores): Json {
  return [...scores].toSorted(([a], [b]) => byCodeUnits(a, b)).map(([id, trials]) => [id, [...trials]])
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
