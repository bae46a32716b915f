import type { VarianceComponents } from '../statistics/variance-components.ts'
import { varianceComponents } from '../statistics/variance-components.ts'
import type { CasePair } from './pair-cases.ts'
import type { CaseScores, ScoresOfSides } from './score-cases.ts'
import { type ClusterOf, unitsOf, varianceOf } from './units.ts'

/** How the differences of independent units spread: what it takes to say how many more of them would decide. */
export interface Spread {
  readonly units: number
  readonly casesPerUnit: number
  /** Of each case. */
  readonly trials: number
  /** Of one unit's difference, in squared units of the score. */
  readonly variance: number
  /** Where that comes from; undefined where trials cannot be told from cases. */
  readonly parts: VarianceComponents | undefined
}

/** @param pairs at least one, each with scores on both sides */
export function spreadOf(pairs: readonly CasePair[], scores: ScoresOfSides, clusterOf: ClusterOf): Spread {
  const differences = pairs.map(({ caseId, difference }) => ({ caseId, value: difference }))
  const { values, casesPerUnit } = unitsOf(differences, clusterOf)
  const [base, head] = [scores.base, scores.head].map((side) => trialsOfUnits(pairs, side, clusterOf))
  const parts = values.length >= 2 && base && head ? varianceComponents(base, head) : undefined
  const trials = Math.max(...pairs.map(({ caseId }) => scores.head.get(caseId)?.length ?? 0))
  return { units: values.length, casesPerUnit, trials, variance: varianceOf(values), parts }
}

/** By unit, then trial. Undefined unless every case was tried equally often, and more than once. */
function trialsOfUnits(
  pairs: readonly CasePair[],
  scores: CaseScores,
  clusterOf: ClusterOf,
): readonly (readonly number[])[] | undefined {
  const rows = pairs.map(({ caseId }) => ({ caseId, trials: scores.get(caseId) ?? [] }))
  const tried = rows[0]?.trials.length ?? 0
  if (tried < 2 || rows.some(({ trials }) => trials.length !== tried)) return undefined
  const byTrial = Array.from({ length: tried }, (_, at) => {
    const values = rows.map(({ caseId, trials }) => ({ caseId, value: trials[at] as number }))
    return unitsOf(values, clusterOf).values
  })
  return (byTrial[0] ?? []).map((_, unit) => byTrial.map((values) => values[unit] as number))
}
