import type { SliceChange } from '../../verdict/comparison.ts'
import type { CaseChange, Headline } from '../../verdict/reports.ts'
import { count } from '../numbers.ts'
import { name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { differencesOf } from './focus.ts'
import type { Focus } from './focus.ts'

/**
 * By which metric, where the headline does not name it; how many answers broke and how many were fixed, and the slice that holds more of the broken ones than its size
 * explains. Empty where the metric has no comparison.
 */
export function brokenSentence(focus: Focus, differences: readonly CaseChange[], headline: Headline): Phrase {
  const { change, metric } = focus.metric
  if (change === undefined) return []
  const words = wholly(focus, differences) ? wholeWords : partWords
  const worse = change.worse.length
  const isNamed = 'metric' in headline
  const none = isNamed ? 'No answer' : 'no answer'
  const fell = worse === 0 ? none : `${count(worse)} of ${count(change.pairs)} answers`
  return [
    ...(isNamed ? [] : [name(metric.name), ': ']),
    `${fell} ${words.fell}, ${risen(change.better.length, words.rose)}`,
    ...concentration(focus, differences),
    '.',
  ]
}

const wholeWords = { fell: 'broke', rose: { one: 'was fixed', many: 'were fixed' } }
const partWords = { fell: 'got worse', rose: { one: 'got better', many: 'got better' } }

function risen(many: number, { one, many: several }: typeof wholeWords.rose): string {
  if (many === 0) return `none ${one}`
  return `${count(many)} ${many === 1 ? one : several}`
}

/** Whether every case that differs went from right to wrong or back, so that "broke" is true. */
function wholly(focus: Focus, differences: readonly CaseChange[]): boolean {
  const both = [...differencesOf(focus, differences, 'worse'), ...differencesOf(focus, differences, 'better')]
  const isWhole = both.length > 0 && both.every(({ base, head }) => Math.abs(base.score - head.score) === 1)
  return isWhole && focus.metric.metric.scale === 'binary'
}

/** `; 10 of the 18 are language: de`: the slice value that stands out, if it holds at least half of the broken cases. */
function concentration(focus: Focus, differences: readonly CaseChange[]): Phrase {
  const worse = differencesOf(focus, differences, 'worse')
  const share = worse.length === focus.metric.change?.worse.length ? largestExcess(focus, worse) : undefined
  if (share === undefined || share.broken < 2 || share.broken * 2 < worse.length || !share.notable) return []
  const part = share.broken === worse.length ? 'all' : count(share.broken)
  const { column, value } = share.slice
  return [`; ${part} of the ${count(worse.length)} are `, word(`${column}: ${value}`)]
}

interface SliceShare {
  readonly slice: SliceChange
  readonly broken: number
  /** Broken cases beyond what the size of the slice explains. */
  readonly excess: number
  /** Whether that is more than chance often gives: 1.96 standard deviations of a binomial count. */
  readonly notable: boolean
}

function largestExcess({ metric }: Focus, worse: readonly CaseChange[]): SliceShare | undefined {
  const shares = metric.slices.map((slice) => shareOf(slice, worse, metric.change?.pairs ?? 1))
  return shares.toSorted((a, b) => b.excess - a.excess)[0]
}

function shareOf(slice: SliceChange, worse: readonly CaseChange[], pairs: number): SliceShare {
  const broken = worse.filter((difference) => isIn(difference, slice)).length
  const size = slice.pairs / pairs
  const excess = broken - worse.length * size
  return { slice, broken, excess, notable: excess > 1.96 * Math.sqrt(worse.length * size * (1 - size)) }
}

function isIn({ slices }: CaseChange, { column, value }: SliceChange): boolean {
  return slices.some((slice) => slice.column === column && slice.value === value)
}
