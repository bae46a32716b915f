import type { MetricComparison, SuiteComparison } from '../../verdict/comparison.ts'
import type { CaseChange, Headline } from '../../verdict/reports.ts'

/** One metric of one comparison. */
export interface Focus {
  readonly comparison: SuiteComparison
  readonly metric: MetricComparison
}

/** Every metric that gates, in the order of the tables. */
export function gatingMetrics(comparisons: readonly SuiteComparison[]): readonly Focus[] {
  return comparisons
    .filter(({ gating }) => gating)
    .flatMap((comparison) => comparison.metrics.map((metric) => ({ comparison, metric })))
}

/** Whether a gate of the metric fails. */
export function fails({ metric: { gate } }: Focus): boolean {
  return gate.maxDrop.decision === 'fails' || gate.min?.decision === 'fails'
}

/** The metric that the headline is about; undefined where it names none. */
export function focusOf(headline: Headline, comparisons: readonly SuiteComparison[]): Focus | undefined {
  const all = gatingMetrics(comparisons)
  if (headline.state === 'cannot-tell') return all.find(({ metric }) => metric.gate.maxDrop.decision === 'cannot-tell')
  if (!('metric' in headline)) return undefined
  const named = all.filter(
    ({ comparison, metric }) => comparison.subject === headline.subject && metric.metric.name === headline.metric,
  )
  return named.find((focus) => agrees(headline, focus)) ?? named[0]
}

function agrees(headline: Headline, focus: Focus): boolean {
  if (headline.state === 'below-floor') return focus.metric.head?.mean === headline.mean
  return 'delta' in headline && focus.metric.change?.delta === headline.delta
}

/** The cases of a metric that fell or rose. */
export function differencesOf<Changed extends CaseChange>(
  { comparison, metric }: Focus,
  differences: readonly Changed[],
  direction: CaseChange['direction'],
): readonly Changed[] {
  return differences.filter(
    (difference) =>
      difference.direction === direction &&
      difference.suite === comparison.suite &&
      difference.subject === comparison.subject &&
      difference.metric === metric.metric.name,
  )
}
