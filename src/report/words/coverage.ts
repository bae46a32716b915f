import type { Coverage, SuiteComparison } from '../../verdict/comparison.ts'
import { count } from '../numbers.ts'
import type { Phrase } from '../phrase.ts'
import { missingWords } from './missing-reason.ts'

const mostReasons = 3

/** `coverage 118/120 (2 timeout; base 120/120)` over the gating suites; empty where nothing was evaluated. */
export function coveragePhrase(comparisons: readonly SuiteComparison[]): Phrase {
  const own = comparisons.filter(({ gating, measure }) => gating && measure === 'head')
  const head = own.map(({ coverage }) => coverage.head)
  if (head.length === 0) return []
  const inHead = reasons(head)
  const inBase = baseCoverage(own.flatMap(({ coverage }) => coverage.base ?? []))
  const notes = [...inHead, ...inBase].flatMap((note, index) => [index === 0 ? ' (' : '; ', ...note])
  return [`coverage ${scoredOf(head)}`, ...notes, ...(notes.length > 0 ? [')'] : [])]
}

function baseCoverage(base: readonly Coverage[]): readonly Phrase[] {
  return base.some(({ scored, cases }) => scored < cases) ? [[`base ${scoredOf(base)}`]] : []
}

function scoredOf(sides: readonly Coverage[]): string {
  return `${count(sum(sides.map(({ scored }) => scored)))}/${count(sum(sides.map(({ cases }) => cases)))}`
}

/** Why cases have no score, with how many, most first. */
function reasons(sides: readonly Coverage[]): readonly Phrase[] {
  const groups = Map.groupBy(
    sides.flatMap(({ missing }) => missing),
    ({ reason }) => reason,
  )
  return [...groups]
    .map(([reason, group]) => ({ reason, cases: sum(group.map(({ cases }) => cases)) }))
    .toSorted((a, b) => b.cases - a.cases)
    .slice(0, mostReasons)
    .map(({ reason, cases }): Phrase => [`${count(cases)} `, missingWords(reason)])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
