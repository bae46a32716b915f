import type { Json } from '../../digest/digest.ts'
import type { Case } from '../../resources/project.ts'
import { scoresOfTrials } from '../../verdict/case-records.ts'
import type { CaseRecord, CaseSide, SuiteCases } from '../../verdict/case-records.ts'
import { sliceValues } from '../../verdict/slice-values.ts'

/** Every case of a comparison with its scores, so that `llmops compare` can pair two results: compact, without any text. */
export function casesJson(suite: SuiteCases): object {
  return {
    judgedBy: suite.judgedBy,
    cluster: suite.cluster,
    cases: suite.cases.map((record) => caseJson(record, suite)),
  }
}

function caseJson({ row, base, head }: CaseRecord, suite: SuiteCases): object {
  const slices = sliceValues(row, suite.columns).map(({ column, value }) => [column, value] as const)
  return {
    id: row.id,
    cluster: clusterOf(row, suite),
    slices: slices.length === 0 ? undefined : Object.fromEntries(slices),
    base: base && scoresJson(base, suite),
    head: head && scoresJson(head, suite),
  }
}

function clusterOf({ columns }: Case, { cluster }: SuiteCases): Json | undefined {
  const value = cluster !== undefined && Object.hasOwn(columns, cluster) ? columns[cluster] : undefined
  return value ?? undefined
}

/** Undefined where the case has no score. */
function scoresJson(side: CaseSide, { metrics }: SuiteCases): object | undefined {
  if (side.scores === undefined) return undefined
  return Object.fromEntries(metrics.map(({ name }) => [name, scoresOfTrials(side, name)]))
}
