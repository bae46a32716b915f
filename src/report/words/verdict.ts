import type { MetricComparison, NotComparableReason, Verdict } from '../../verdict/comparison.ts'
import type { Mark } from '../mark.ts'
import { margin, share } from '../numbers.ts'
import { isMissedBefore, standsFromBefore } from './looks.ts'

/** A mark with a few words of ours, as in a cell of a table. */
export interface Judgement {
  readonly mark: Mark
  readonly words: string
}

/**
 * What the last cell of a metric says: the verdict, then the floor.
 * @param own whether the comparison gates, were its answers accepted
 */
export function judgements(metric: MetricComparison, own: boolean): readonly Judgement[] {
  const { verdict, gate } = metric
  const found = verdictJudgement(verdict, gate.maxDrop.limit)
  const compared = standsFromBefore(metric) ? { ...found, words: `${found.words}, shown at another look` } : found
  if (!own) return [{ mark: compared.mark === 'bad' ? 'none' : compared.mark, words: compared.words }]
  if (!gate.gating) return [compared, doesNotCount]
  const floor = floorJudgement(metric)
  return floor === undefined ? [compared] : [compared, { mark: floor.mark, words: `floor ${floor.words}` }]
}

/** What the floor cell of a metric without a base says. */
export function floorCell(metric: MetricComparison, own: boolean): Judgement {
  if (!own) return { mark: 'none', words: '' }
  if (!metric.gate.gating) return doesNotCount
  return floorJudgement(metric) ?? { mark: 'none', words: 'none set' }
}

/** Recorded answers that base's Project does not accept. */
const doesNotCount: Judgement = { mark: 'none', words: 'does not count' }

function verdictJudgement(verdict: Verdict, maxDrop: number): Judgement {
  switch (verdict.kind) {
    case 'incomplete':
      return { mark: 'incomplete', words: 'incomplete' }
    case 'not-comparable':
      return notComparable(verdict.reason)
    case 'unchanged':
      return { mark: 'same', words: 'unchanged' }
    case 'regression':
      return { mark: 'bad', words: 'regression' }
    case 'improvement':
      return { mark: 'better', words: 'improvement' }
    case 'equivalent':
      return { mark: 'good', words: `${verdict.detectable ? 'small drop, ' : ''}within ${margin(maxDrop)}` }
    case 'not-worse':
      return { mark: 'good', words: 'not worse' }
    case 'inconclusive':
      return { mark: 'unsure', words: 'cannot tell' }
  }
}

function notComparable(reason: NotComparableReason): Judgement {
  const isNew = reason === 'new subject' || reason === 'new suite' || reason === 'new metric'
  return isNew ? { mark: 'first', words: 'first' } : { mark: 'none', words: `not comparable: ${reason}` }
}

function floorJudgement(metric: MetricComparison): Judgement | undefined {
  const { min } = metric.gate
  if (min === undefined) return undefined
  const limit = share(min.limit)
  switch (min.decision) {
    case 'holds':
      return { mark: 'none', words: `${limit} holds` }
    case 'fails':
      return { mark: 'bad', words: `${limit} missed${isMissedBefore(metric) ? ' at another look' : ''}` }
    case 'cannot-tell':
      return { mark: 'unsure', words: `${limit}: cannot tell` }
    case 'does-not-count':
      return { mark: 'none', words: `${limit} does not count` }
  }
}
