import type { Measure } from '../resources/project.ts'
import { mean } from '../statistics/mean.ts'
import { signFlip } from '../statistics/sign-flip.ts'
import { detectableDrop, unitsOfPairs } from './compare-pairs.ts'
import type { SliceChange } from './comparison.ts'
import { byCodeUnits } from './order.ts'
import type { CasePair } from './pair-cases.ts'
import { sliceValues } from './slice-values.ts'
import { type ClusterOf, clustersOf, type Units } from './units.ts'

/** A slice before the other slices of the check are known. `p` is two-sided; undefined under 20 cases or clusters. */
export type DraftSlice = Omit<SliceChange, 'pAdjusted'> & { readonly p: number | undefined }

/** With fewer of them a slice is shown without a claim. */
const FEWEST_UNITS = 20

/**
 * Exploratory: the change in each value of each slice column, in the order of the columns, then values.
 * @param seedFor the seed of a test on these case ids
 */
export function compareSlices(
  measure: Measure,
  pairs: readonly CasePair[],
  seedFor: (pairs: readonly CasePair[]) => number,
): readonly DraftSlice[] {
  const rows = new Map(measure.cases.map((row) => [row.id, row]))
  const clusterOf = clustersOf(measure)
  return measure.slices.flatMap((column) => {
    const valueOf = ({ caseId }: CasePair): string | undefined => {
      const row = rows.get(caseId)
      return row && sliceValues(row, [column])[0]?.value
    }
    return [...Map.groupBy(pairs, valueOf)]
      .filter((group): group is [string, CasePair[]] => group[0] !== undefined)
      .toSorted(([a], [b]) => byCodeUnits(a, b))
      .map(([value, own]) => ({ column, value, ...changeIn(own, clusterOf, seedFor) }))
  })
}

function changeIn(
  pairs: readonly CasePair[],
  clusterOf: ClusterOf,
  seedFor: (pairs: readonly CasePair[]) => number,
): Omit<DraftSlice, 'column' | 'value'> {
  const units = unitsOfPairs(pairs, clusterOf)
  const enough = units.sums.length >= FEWEST_UNITS
  return {
    pairs: pairs.length,
    base: mean(pairs.map(({ base }) => base)),
    head: mean(pairs.map(({ head }) => head)),
    delta: mean(pairs.map(({ difference }) => difference)),
    detectableDrop: enough ? detectableDrop(pairs, units) : undefined,
    p: enough ? twoSidedP(units, seedFor(pairs)) : undefined,
  }
}

function twoSidedP({ sums }: Units, seed: number): number {
  const { worse, better } = signFlip(sums, seed)
  return Math.min(1, 2 * Math.min(worse.mid, better.mid))
}
