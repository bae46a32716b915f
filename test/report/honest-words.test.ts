import { describe, expect, it } from 'vitest'
import { textPhrase } from '../../src/report/phrase.ts'
import { notes } from '../../src/report/words/notes.ts'
import { scoreTables } from '../../src/report/words/score-tables.ts'
import { toDecide } from '../../src/report/words/to-decide.ts'
import type { Change, Effort, SuiteComparison } from '../../src/verdict/comparison.ts'
import { change, comparison, gate, metric } from './make.ts'

describe("why there is a table by base's measure", () => {
  const m = metric('m', { kind: 'inconclusive' }, gate('cannot-tell'))
  const base = comparison([m], { measure: 'base' })
  const notes = (...others: readonly SuiteComparison[]) => scoreTables([...others, base]).map(({ note }) => note)

  it('is that head edits the measure, where head still holds the subject to the suite', () => {
    expect(notes(comparison([m]))).toEqual(['', expect.stringContaining('Head removes, edits or loosens the measure')])
  })

  it('is that head abandons the suite, where it is deleted or turned to another subject', () => {
    const turned = notes(comparison([m], { subject: 'another' }))
    expect(turned).toEqual(['', expect.stringContaining('Head no longer holds this subject to this suite')])
    expect(notes()).toEqual([expect.stringContaining('Head no longer holds this subject to this suite')])
  })
})

describe('what it takes to decide', () => {
  const cannotTell = { state: 'cannot-tell', blocks: false, cases: 120 } as const
  const said = (delta: number, more: Partial<Change>, perCase?: Effort): string => {
    const open = metric('m', { kind: 'inconclusive' }, gate('cannot-tell'), { change: change(delta, -0.1, 0.1, more) })
    const [first, ...others] = toDecide({
      headline: cannotTell,
      comparisons: [comparison([open], { perCase: perCase ?? undefined })],
    })
    expect(others).toEqual([])
    return textPhrase(first ?? []).replace(/ quality with 120 cases .*/, '')
  }
  const within = (cases: number) => ({ asSeen: { cases, shows: 'within' as const } })
  const drop = (cases: number) => ({ asSeen: { cases, shows: 'drop' as const } })

  it.each([
    ['nothing changed', 0, { casesNeeded: 388, toDecide: within(388) }, 'about 390 cases for m.'],
    [
      'a drop that more cases would certify',
      -0.01,
      { casesNeeded: 388, toDecide: within(606) },
      'about 390 cases for m; if its −1.0 points are real, about 610 cases show that they are within 5 points.',
    ],
    [
      'a drop that fewer cases would show',
      -0.08,
      { casesNeeded: 388, toDecide: drop(250) },
      'about 390 cases for m; if its −8.0 points are real, about 250 cases show them, and no number that they are within 5 points.',
    ],
    [
      'enough cases, were it not for the drop',
      -0.04,
      { casesNeeded: 100, toDecide: drop(430) },
      'm: if its −4.0 points are real, about 430 cases show them.',
    ],
    ['enough cases, and a rise', 0.01, { casesNeeded: 100, toDecide: within(245) }, 'm: about 250 cases decide.'],
    ['a drop that takes about as many', -0.001, { casesNeeded: 388, toDecide: within(404) }, 'about 390 cases for m.'],
  ])('%s', (_, delta, more, words) => {
    expect(said(delta, more)).toBe(words)
  })

  it('has its price: the calls and the money of the cases that are not there yet, judges included', () => {
    const values = { casesNeeded: 388, toDecide: { ...within(388), trials: 3 } }
    expect(said(0, values, { trials: 1, calls: 2, usd: 0.00779 })).toBe(
      'about 390 cases for m (+540 calls, ≈ $2.09), or 3 trials of each (+480 calls, ≈ $1.87).',
    )
    expect(said(0, values, { trials: 1, calls: 2, usd: undefined })).toBe(
      'about 390 cases for m (+540 calls), or 3 trials of each (+480 calls).',
    )
    // A case has two trials already: one more each.
    expect(said(0, values, { trials: 2, calls: 4, usd: 0.01 })).toContain('or 3 trials of each (+240 calls, ≈ $0.60)')
    expect(said(-0.04, { casesNeeded: 100, toDecide: drop(430) }, { trials: 1, calls: 2, usd: 0.001 })).toBe(
      'm: if its −4.0 points are real, about 430 cases show them (+620 calls, ≈ $0.31).',
    )
  })

  it('names a command that has them tried, where the report is that of a check', () => {
    const values = { casesNeeded: 388, toDecide: { ...within(388), trials: 3 } }
    const open = metric('m', { kind: 'inconclusive' }, gate('cannot-tell'), { change: change(0, -0.1, 0.1, values) })
    const comparisons = [comparison([open], { perCase: { trials: 1, calls: 2, usd: undefined } })]
    const of = (command: 'check' | 'promote' | 'compare'): string =>
      textPhrase(toDecide({ headline: cannotTell, comparisons, command })[0] ?? [])
    expect(of('check')).toContain(', or llmops check --trials 3 (+480 calls).')
    for (const command of ['promote', 'compare'] as const)
      expect(of(command)).toContain(', or 3 trials of each (+480 calls).')
  })

  it('never says "more than the cases there are"', () => {
    for (const casesNeeded of [1, 120, 121])
      expect(said(-0.02, { casesNeeded, toDecide: drop(300) })).not.toContain('more than')
  })
})

describe('notes on the numbers', () => {
  const changed = (lower: number, upper: number, p: number) =>
    change((lower + upper) / 2, lower, upper, { pWorseAdjusted: p, pBetterAdjusted: 1 - p })
  const one = (name: string, of: Change, scale: 'binary' | 'graded' = 'binary') => {
    const made = metric(name, { kind: 'inconclusive' }, gate('cannot-tell'), { change: of })
    return { ...made, metric: { ...made.metric, scale } }
  }
  const said = (...metrics: readonly ReturnType<typeof one>[]) => notes([comparison(metrics)]).map(textPhrase)

  it('are none where the tables need none', () => {
    expect(said(one('a', changed(-0.1, 0.02, 0.2)), one('b', changed(-0.2, -0.1, 0.001)))).toEqual([])
  })

  it('say once that intervals are not adjusted, where one says something else than its verdict', () => {
    const [note, ...others] = said(one('a', changed(-0.1, -0.01, 0.12)), one('b', changed(-0.1, -0.01, 0.04)))
    expect(others).toEqual([])
    expect(note).toContain(
      'a (and 1 more) shows nothing although its interval leaves out 0: adjusted p 0.120, not 0.025',
    )
    expect(said(one('c', changed(0.01, 0.1, 0.9)))).toHaveLength(1)
  })

  it('say what graded means cannot see, once for each table, in clusters where there are any', () => {
    const twice = said(one('a', changed(-0.1, 0.1, 0.5), 'graded'), one('b', changed(-0.1, 0.1, 0.5), 'graded'))
    expect(twice).toEqual([
      expect.stringContaining('up to 2.5 % of all inputs may be broken without a trace in 120 cases'),
    ])
    const clustered = { ...changed(-0.1, 0.1, 0.5), clusters: 20 }
    expect(said(one('a', clustered, 'graded'))[0]).toContain(
      'up to 13.9 % of all inputs may be broken without a trace in 20 clusters',
    )
  })
})
