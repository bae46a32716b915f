import type { JudgeStanding } from '../calibration/remembered-standing.ts'
import type { SuiteComparison } from './comparison.ts'

/** What is known of the judges of the metrics of one comparison, by the name of the metric. */
export type JudgesOfMetrics = ReadonlyMap<string, readonly JudgeStanding[]>

/** A comparison whose judged metrics say how far their judges agree with humans. */
export function withJudges(comparison: SuiteComparison, judges: JudgesOfMetrics): SuiteComparison {
  if (judges.size === 0) return comparison
  const metrics = comparison.metrics.map((one) => {
    const known = judges.get(one.metric.name)
    return known === undefined ? one : { ...one, judges: known }
  })
  return { ...comparison, metrics }
}
