import type { Measure } from '../resources/project.ts'
import { newcombeUnpaired, type Rate } from '../statistics/newcombe-unpaired.ts'
import { sum } from '../statistics/sum.ts'
import type { MetricComparison } from './comparison.ts'
import type { SettledVerdict } from './settle.ts'

type Scores = ReadonlyMap<string, number>

/**
 * What two pass rates say of each other where no case is on both sides: everything that differs between the cases is in it, so
 * it is only shown. Nothing of clusters, whose cases are no single draws.
 * @param scores of single trials that pass or fail, by case id
 */
export function unpairedChange(
  verdict: SettledVerdict | undefined,
  { base, head }: { readonly base: Scores; readonly head: Scores },
  { cluster }: Measure,
): Pick<MetricComparison, 'unpaired'> {
  const apart = verdict?.kind === 'not-comparable' && verdict.reason === 'no pairs'
  if (!apart || cluster !== undefined || base.size === 0 || head.size === 0) return {}
  const { estimate: delta, lower, upper } = newcombeUnpaired(rateOf(base), rateOf(head))
  return { unpaired: { delta, interval: { lower, upper } } }
}

function rateOf(scores: Scores): Rate {
  return { passes: sum([...scores.values()]), cases: scores.size }
}
