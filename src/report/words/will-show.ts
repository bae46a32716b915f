import type { SuiteComparison } from '../../verdict/comparison.ts'
import { margin } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

const mostSuites = 3

/** After a first measurement: `From now on quality can show drops of about 6 points at best.` Empty where that is not known. */
export function willShow(comparisons: readonly SuiteComparison[]): Phrase {
  const known = comparisons.filter(({ gating }) => gating).flatMap(leastOf)
  const drops = known
    .slice(0, mostSuites)
    .flatMap(
      ({ suite, drop }, at): Phrase => [
        at === 0 ? '' : ', ',
        name(suite),
        at === 0 ? ` can reliably show drops of about ${inPoints(drop)} at best` : ` of about ${inPoints(drop)}`,
      ],
    )
  return drops.length === 0 ? [] : ['From now on ', ...drops, '.']
}

/** The drop that every metric of a suite can show. */
function leastOf({ suite, metrics }: SuiteComparison): readonly { readonly suite: string; readonly drop: number }[] {
  const drops = metrics.flatMap(({ detectableDrop }) => detectableDrop ?? [])
  return drops.length === 0 ? [] : [{ suite, drop: Math.max(...drops) }]
}

/** Whole points, which is as much as an estimate is worth; fractions under 1. */
function inPoints(drop: number): string {
  return margin(drop < 0.01 ? drop : Math.round(drop * 100) / 100)
}
