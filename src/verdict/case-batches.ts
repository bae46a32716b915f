import { seedOf } from '../digest/digest.ts'
import type { Measure } from '../resources/project.ts'
import { shuffle } from '../statistics/shuffle.ts'
import { byCodeUnits } from './order.ts'
import { clustersOf } from './units.ts'

const FEWEST = 10
const MOST_BATCHES = 20

/**
 * The ids of a measure's cases in an order that its ids alone decide, so that it knows nothing of their scores; in batches of a
 * twentieth, at least 10. Cases of a cluster stay together.
 */
export function caseBatches(measure: Measure): readonly (readonly string[])[] {
  const clusterOf = clustersOf(measure)
  const ids = measure.cases.map(({ id }) => id).toSorted(byCodeUnits)
  const units = [...Map.groupBy(ids, (id) => clusterOf(id) ?? `case ${id}`).values()]
  const size = Math.max(FEWEST, ids.length / MOST_BATCHES)
  const batches: string[][] = []
  for (const unit of shuffle(units, seedOf(ids))) {
    const last = batches.at(-1)
    if (last !== undefined && last.length < size) last.push(...unit)
    else batches.push([...unit])
  }
  return batches
}
