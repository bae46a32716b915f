import type { CheckReport } from '../../verdict/reports.ts'
import { about, counted, margin } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { gatingMetrics } from './focus.ts'

/** Where the headline cannot tell: what it would take, in one sentence for the hardest metric of each suite. */
export function toDecide({ headline, comparisons }: Pick<CheckReport, 'headline' | 'comparisons'>): readonly Phrase[] {
  if (headline.state !== 'cannot-tell') return []
  return comparisons.flatMap((comparison) => {
    const open = gatingMetrics([comparison]).flatMap(({ metric }) =>
      metric.gate.maxDrop.decision === 'cannot-tell' && metric.change !== undefined
        ? [{ metric: metric.metric.name, change: metric.change }]
        : [],
    )
    const hardest = open.toSorted((a, b) => b.change.casesNeeded - a.change.casesNeeded)[0]
    return hardest === undefined ? [] : [sentence(comparison.suite, hardest.metric, hardest.change)]
  })
}

interface Power {
  readonly pairs: number
  readonly casesNeeded: number
  readonly detectableDrop: number
}

function sentence(suite: string, metric: string, { pairs, casesNeeded, detectableDrop }: Power): Phrase {
  const enough = casesNeeded > pairs && Number.isFinite(casesNeeded)
  const cases = enough ? `about ${about(casesNeeded)} cases` : `more than ${counted(pairs, 'case')}`
  return [`${cases} for `, name(metric), '. ', name(suite), ...sees(pairs, detectableDrop)]
}

function sees(pairs: number, drop: number): Phrase {
  if (!Number.isFinite(drop) || drop >= 1) return [` with ${counted(pairs, 'case')} reliably sees no drop at all.`]
  const shown = drop >= 0.01 ? Math.ceil(drop * 100) / 100 : drop
  return [` with ${counted(pairs, 'case')} reliably sees drops of ${margin(shown)} or more.`]
}
