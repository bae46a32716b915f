import type { Case, Measure } from '../resources/project.ts'
import { mean } from '../statistics/mean.ts'
import { sampleVariance } from '../statistics/sample-variance.ts'

/** One number per case, in units of the score. */
export interface CaseValue {
  readonly caseId: string
  readonly value: number
}

/**
 * What is independent of each other: cases, or clusters of them (design.md, section 1: a dataset's cluster key). The
 * values of the cases of a cluster may move together, so only clusters count as evidence (Miller 2024, arXiv 2411.00640).
 */
export interface Units {
  /** One per unit: the sum over its cases. */
  readonly sums: readonly number[]
  /** One per unit: its sum over the mean number of cases of a unit, so that their mean is the mean over the cases. */
  readonly values: readonly number[]
  /** The most that a unit's value can be where no case's exceeds 1: 1, and more where clusters differ in size. */
  readonly largest: number
  readonly casesPerUnit: number
}

/** The cluster that a case belongs to; undefined: it stands for itself. */
export type ClusterOf = (caseId: string) => string | undefined

/** By the measure's cluster key. A case without a value of it stands for itself. */
export function clustersOf({ cluster, cases }: Measure): ClusterOf {
  if (cluster === undefined) return () => undefined
  const rows = new Map(cases.map((row) => [row.id, clusterIn(row, cluster)]))
  return (caseId) => rows.get(caseId)
}

/** Groups case values into units. At least one value. */
export function unitsOf(values: readonly CaseValue[], clusterOf: ClusterOf): Units {
  const units = groupsOf(values, clusterOf)
  const casesPerUnit = mean(units.map(({ cases }) => cases))
  const sums = units.map(({ total }) => total)
  return {
    sums,
    values: sums.map((total) => total / casesPerUnit),
    largest: units.reduce((most, { cases }) => Math.max(most, cases / casesPerUnit), 0),
    casesPerUnit,
  }
}

interface Unit {
  total: number
  cases: number
}

/** In the order of their first cases. */
function groupsOf(values: readonly CaseValue[], clusterOf: ClusterOf): readonly Unit[] {
  const units: Unit[] = []
  const byCluster = new Map<string, Unit>()
  for (const { caseId, value } of values) {
    const cluster = clusterOf(caseId)
    const known = cluster === undefined ? undefined : byCluster.get(cluster)
    const unit = known ?? { total: 0, cases: 0 }
    if (known === undefined) units.push(unit)
    if (cluster !== undefined) byCluster.set(cluster, unit)
    unit.total += value
    unit.cases += 1
  }
  return units
}

/** Of the differences of units; of a single one, which has no spread, its square. */
export function varianceOf(differences: readonly number[]): number {
  return differences.length === 1 ? (differences[0] ?? 0) ** 2 : sampleVariance(differences)
}

function clusterIn({ columns }: Case, cluster: string): string | undefined {
  const value = Object.hasOwn(columns, cluster) ? columns[cluster] : undefined
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}
