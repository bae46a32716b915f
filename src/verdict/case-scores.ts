import { mean } from '../statistics/mean.ts'
import type { CaseScores, SuiteScores } from './compare-report.ts'
import { scoresBy, type SuitePair } from './compare-suites.ts'
import type { ScoredSuite } from './score-files/scored-suite.ts'
import { sliceValues } from './slice-values.ts'

/** Every case of the pairs with its scores in both files, in the order of the second, then of the first. */
export function caseScores(pairs: readonly SuitePair[]): readonly SuiteScores[] {
  return pairs.map(suiteScores)
}

function suiteScores({ base, head }: SuitePair): SuiteScores {
  const { suite, subject, gating } = head
  const metrics = head.metrics.map(({ name, scale }) => ({ name, scale }))
  const columns = [...new Set([...head.slices, ...base.slices])]
  const known = new Set(head.cases.map(({ id }) => id))
  const rows = [...head.cases, ...base.cases.filter(({ id }) => !known.has(id))]
  const [before, after] = [base, head].map((side) => scorerOf(side, metrics))
  const cases = rows.map((row): CaseScores => {
    return { id: row.id, slices: sliceValues(row, columns), base: before?.(row.id), head: after?.(row.id) }
  })
  return { suite, subject, gating, metrics, columns, cases }
}

/** The mean over the trials by each metric; undefined for a case without any. */
function scorerOf(side: ScoredSuite, metrics: SuiteScores['metrics']): (caseId: string) => CaseScores['base'] {
  const all = metrics.map(({ name }) => scoresBy(name, side))
  return (caseId) => {
    const scores = all
      .map((scores) => scores.get(caseId))
      .map((trials) => (trials === undefined ? undefined : mean(trials)))
    return scores.every((score) => score === undefined) ? undefined : scores
  }
}
