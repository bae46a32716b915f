import type { Evaluation } from '../evaluation/trial.ts'
import type { Assertion, Measure, Metric, Model } from '../resources/project.ts'

/** An assertion that a model judges, where it stands, and what it is put to. */
export interface JudgedAssertion {
  readonly evaluation: Evaluation
  readonly metric: string
  readonly assertion: Assertion & { readonly judge: Model }
}

/** The judged assertions of an evaluation's measure, in the order written. */
export function judgedAssertions(evaluation: Evaluation): readonly JudgedAssertion[] {
  return evaluation.measure.metrics.flatMap((metric) => judgedIn(metric, evaluation))
}

/** Those of one metric. */
export function judgedIn({ name, assertions }: Metric, evaluation: Evaluation): readonly JudgedAssertion[] {
  return assertions.filter(isJudged).map((assertion) => ({ evaluation, metric: name, assertion }))
}

function isJudged(assertion: Assertion): assertion is JudgedAssertion['assertion'] {
  return assertion.judge !== undefined
}

/** The cases of a measure by id. */
export function casesById({ cases }: Measure): ReadonlyMap<string, Measure['cases'][number]> {
  return new Map(cases.map((row) => [row.id, row]))
}
