import type { Caveat } from './compare-report.ts'
import { scoresBy } from './compare-suites.ts'
import type { SuiteComparison } from './comparison.ts'
import { byCodeUnits } from './order.ts'
import type { ScoredSuite } from './score-files/scored-suite.ts'

/** What one file has and the other lacks, by suite and subject; first what concerns a whole suite. */
export function caveatsOf(
  base: readonly ScoredSuite[],
  head: readonly ScoredSuite[],
  comparisons: readonly SuiteComparison[],
): readonly Caveat[] {
  const named = Map.groupBy([...base, ...head], nameOf)
  return [...named]
    .toSorted(([a], [b]) => byCodeUnits(a, b))
    .flatMap(([name, [one]]) => {
      const [before, after] = [base, head].map((file) => file.find((suite) => nameOf(suite) === name))
      const { suite, subject } = one as ScoredSuite
      if (before === undefined) return [{ kind: 'suite', side: 'head', suite, subject }]
      if (after === undefined) return [{ kind: 'suite', side: 'base', suite, subject }]
      const comparison = comparisons.find((each) => each.suite === suite && each.subject === subject)
      return caveatsIn(before, after, comparison)
    })
}

function nameOf({ suite, subject }: ScoredSuite): string {
  return JSON.stringify([suite, subject])
}

function caveatsIn(base: ScoredSuite, head: ScoredSuite, comparison: SuiteComparison | undefined): readonly Caveat[] {
  const { suite, subject } = head
  const lost = base.metrics.filter(({ name }) => head.metrics.every((metric) => metric.name !== name))
  const incomplete = comparison?.metrics.some(({ verdict }) => verdict.kind === 'incomplete') ?? false
  const onlyIn = (side: 'base' | 'head', ids: readonly string[]): readonly Caveat[] =>
    ids.length === 0 ? [] : [{ kind: 'cases', side, suite, subject, ids, incomplete: incomplete && side === 'base' }]
  return [
    ...(judgedApart(base, head) ? [{ kind: 'measure', suite, subject } as const] : []),
    ...lost.map(({ name }) => ({ kind: 'metric', side: 'base', suite, subject, metric: name }) as const),
    ...onlyIn('base', unpaired(base, head)),
    ...onlyIn('head', unpaired(head, base)),
  ]
}

function judgedApart(base: ScoredSuite, head: ScoredSuite): boolean {
  return base.judgedBy !== undefined && head.judgedBy !== undefined && base.judgedBy !== head.judgedBy
}

/** Ids of cases with a score by a metric that both sides have, which the other side has no score for. */
function unpaired(own: ScoredSuite, other: ScoredSuite): readonly string[] {
  const ids = own.metrics
    .filter(({ name }) => other.metrics.some((metric) => metric.name === name))
    .flatMap(({ name, scores }) => {
      const others = scoresBy(name, other)
      return [...scores.keys()].filter((id) => !others.has(id))
    })
  return [...new Set(ids)].toSorted(byCodeUnits)
}
