import type { SliceChange } from '../../verdict/comparison.ts'
import type { CaseDifference } from '../../verdict/reports.ts'
import { count } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { differencesOf } from './focus.ts'
import type { Focus } from './focus.ts'

/**
 * How many answers broke and how many were fixed, and the slice that holds more of the broken ones than its size
 * explains. Empty where the metric has no comparison.
 */
export function brokenSentence(focus: Focus, differences: readonly CaseDifference[]): Phrase {
  const { change } = focus.metric
  if (change === undefined) return []
  const [worse, better] = [change.worse.length, change.better.length]
  const whole = wholly(focus, differences)
  const fell = worse === 0 ? 'No answer' : `${count(worse)} of ${count(change.pairs)} answers`
  const rose = `${count(better)} ${whole ? (better === 1 ? 'was fixed' : 'were fixed') : 'got better'}`
  return [`${fell} ${whole ? 'broke' : 'got worse'}, ${rose}`, ...concentration(focus, differences), '.']
}

/** Whether every case that differs went from right to wrong or back, so that "broke" is true. */
function wholly(focus: Focus, differences: readonly CaseDifference[]): boolean {
  const both = [...differencesOf(focus, differences, 'worse'), ...differencesOf(focus, differences, 'better')]
  return (
    focus.metric.metric.scale === 'binary' && both.every(({ base, head }) => Math.abs(base.score - head.score) === 1)
  )
}

/** `; 10 of the 18 are language: de`: the slice value that stands out, if it holds at least half of the broken cases. */
function concentration(focus: Focus, differences: readonly CaseDifference[]): Phrase {
  const worse = differencesOf(focus, differences, 'worse')
  const share = worse.length === focus.metric.change?.worse.length ? largestExcess(focus, worse) : undefined
  if (share === undefined || share.excess < notable || share.broken * 2 < worse.length) return []
  const part = share.broken === worse.length ? 'all' : count(share.broken)
  const { column, value } = share.slice
  return [`; ${part} of the ${count(worse.length)} are `, name(`${column}: ${value}`)]
}

/** Broken cases of a slice beyond what its size explains, from which it is worth a word. */
const notable = 2

interface SliceShare {
  readonly slice: SliceChange
  readonly broken: number
  readonly excess: number
}

function largestExcess({ metric }: Focus, worse: readonly CaseDifference[]): SliceShare | undefined {
  const shares = metric.slices.map((slice) => {
    const broken = worse.filter((difference) => isIn(difference, slice)).length
    return { slice, broken, excess: broken - (worse.length * slice.pairs) / (metric.change?.pairs ?? 1) }
  })
  return shares.toSorted((a, b) => b.excess - a.excess)[0]
}

function isIn({ slices }: CaseDifference, { column, value }: SliceChange): boolean {
  return slices.some((slice) => slice.column === column && slice.value === value)
}
