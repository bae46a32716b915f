import { recallOnly } from '../calibration/recall-only.ts'
import { rememberedStandings } from '../calibration/remembered-standing.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { Memory } from '../evaluation/recall.ts'
import type { Metric } from '../resources/project.ts'
import type { SuiteComparison } from '../verdict/comparison.ts'
import { withJudges } from '../verdict/with-judges.ts'
import type { Needs } from './needs.ts'
import type { Rendered } from './validate.ts'

/** What was evaluated, whole: a shard has a part of the cases, and labels may be about the others. */
type Evaluated = Pick<EvaluationPair, 'suite' | 'label' | 'measure' | 'head'>

/** Where earlier answers are, and who reads what judges answered. */
export interface JudgeMemory {
  readonly sources: Memory
  readonly needs: Pick<Needs, 'openAssertionEngine'>
}

/** A report whose judged metrics say how far their judges agree with humans. */
export async function withKnownJudges<R extends { readonly comparisons: readonly SuiteComparison[] }>(
  { report, ...rendered }: Rendered<R>,
  evaluated: readonly Evaluated[],
  { sources, needs }: JudgeMemory,
): Promise<Rendered<R>> {
  await using engine = needs.openAssertionEngine()
  const comparisons = await knownJudges(report.comparisons, evaluated, sources, engine)
  return { ...rendered, report: { ...report, comparisons } }
}

/**
 * Comparisons whose judged metrics say how far their judges agree with humans, by the very question that they were judged
 * by, as far as earlier answers tell. Asks nobody.
 */
export async function knownJudges(
  comparisons: readonly SuiteComparison[],
  evaluated: readonly Evaluated[],
  memory: Memory,
  engine: AssertionEngine,
): Promise<readonly SuiteComparison[]> {
  const ask = recallOnly(memory)
  return Promise.all(
    comparisons.map(async (comparison) => {
      const { suite, subject, measure, gating } = comparison
      const own = evaluated.find((one) => one.suite === suite && one.label === subject && one.measure === measure)
      if (!gating || own === undefined) return comparison
      const judges = own.head.measure.metrics
        .filter(isJudged)
        .map(async (metric) => [metric.name, await rememberedStandings(metric, own.head, { ask, engine })] as const)
      return withJudges(comparison, new Map(await Promise.all(judges)))
    }),
  )
}

function isJudged({ assertions }: Metric): boolean {
  return assertions.some(({ judge }) => judge !== undefined)
}
