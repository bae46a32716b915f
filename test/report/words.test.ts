import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { SliceChange, SuiteComparison } from '../../src/verdict/comparison.ts'
import type { CheckReport, Headline } from '../../src/verdict/reports.ts'
import { checkMarker } from '../../src/report/markdown/marker.ts'
import { listed, markdownPhrase, textPhrase } from '../../src/report/phrase.ts'
import { changedResource } from '../../src/report/words/changes.ts'
import { notEvaluatedSentence } from '../../src/report/words/not-evaluated.ts'
import { sliceTables, unmovedSlices } from '../../src/report/words/slice-rows.ts'
import { summary } from '../../src/report/words/summary.ts'
import { toDecide } from '../../src/report/words/to-decide.ts'
import { willShow } from '../../src/report/words/will-show.ts'
import { change, checkReport, comparison, difference, gate, metric, promptChange, slice } from './make.ts'

const answer = { base: 'a', head: 'b', reasons: [] }
const regression: Headline = { state: 'regression', subject: 'support', metric: 'grounded', delta: -0.1 }

/** A check in which `worse` cases of 100 broke, given by their language. */
function check(worse: readonly string[], scale: 'binary' | 'graded', headScore: number): CheckReport {
  const ids = worse.map((_, at) => `c${at}`)
  const one = metric('grounded', { kind: 'regression' }, gate('fails'), {
    change: change(-0.1, -0.2, -0.05, { pairs: 100, worse: ids }),
    slices: [slice('de', 30, 1, 0.5), slice('en', 70, 1, 0.9)],
  })
  return checkReport({
    headline: regression,
    exitCode: 1,
    comparisons: [comparison([{ ...one, metric: { ...one.metric, scale } }])],
    differences: worse.map((language, at) =>
      difference(`c${at}`, language, answer, { head: { ...difference('', '', answer).head, score: headScore } }),
    ),
  })
}

function firstSentence(report: CheckReport): string {
  return textPhrase(summary(report)[0] ?? [])
}

describe('what broke', () => {
  it.each([
    [[], 'binary', 0, 'No answer got worse, none got better.'],
    [['de'], 'binary', 0, '1 of 100 answers broke, none was fixed.'],
    [['de', 'de', 'de'], 'binary', 0, '3 of 100 answers broke, none was fixed; all of the 3 are language: de.'],
    [
      ['de', 'de', 'de', 'de', 'en'],
      'binary',
      0,
      '5 of 100 answers broke, none was fixed; 4 of the 5 are language: de.',
    ],
    [['de', 'de', 'en', 'en', 'en'], 'binary', 0, '5 of 100 answers broke, none was fixed.'],
    [['en', 'en', 'en'], 'binary', 0, '3 of 100 answers broke, none was fixed.'],
    [['en'], 'binary', 2 / 3, '1 of 100 answers got worse, none got better.'],
    [['en'], 'graded', 0, '1 of 100 answers got worse, none got better.'],
  ] as const)('is said of %j on a %s scale down to %d', (worse, scale, headScore, said) => {
    expect(firstSentence(check(worse, scale, headScore))).toBe(said)
  })

  it('names no slice where not every broken case is at hand', () => {
    const report = check(['de', 'de', 'de'], 'binary', 0)
    expect(firstSentence({ ...report, differences: report.differences.slice(1) })).toBe(
      '3 of 100 answers broke, none was fixed.',
    )
  })

  it('names the other metrics that fail, each once', () => {
    const one = check(['de'], 'binary', 0)
    const [first] = one.comparisons
    const more = ['cites', 'tone', 'grounded', 'cites'].map((name) =>
      metric(name, { kind: 'regression' }, gate('fails')),
    )
    const report = { ...one, comparisons: [first!, comparison(more, { measure: 'base' })] }
    expect(summary(report).map(textPhrase)).toContain('Also failing: cites and tone.')
  })
})

describe('what it takes to decide', () => {
  const sentence = (values: { readonly casesNeeded: number; readonly detectableDrop: number }): readonly string[] =>
    toDecide({
      headline: { state: 'cannot-tell', blocks: false, cases: 120 },
      comparisons: [
        comparison([
          metric('a', { kind: 'inconclusive' }, gate('cannot-tell'), {
            change: change(0, -0.1, 0.1, { casesNeeded: 130 }),
          }),
          metric('b', { kind: 'inconclusive' }, gate('cannot-tell'), { change: change(0, -0.1, 0.1, values) }),
          metric('c', { kind: 'unchanged' }, gate('holds')),
        ]),
      ],
    }).map(textPhrase)

  it.each([
    [
      388,
      0.086,
      'about 390 cases for b (+540 calls, ≈ $2.09). quality with 120 cases reliably sees drops of 9 points or more.',
    ],
    [
      1_234,
      0.004,
      'about 1,200 cases for b (+2,200 calls, ≈ $8.68). quality with 120 cases reliably sees drops of 0.4 points or more.',
    ],
    [
      5_000,
      1,
      'about 5,000 cases for b (+9,800 calls, ≈ $38.02). quality with 120 cases reliably sees no drop at all.',
    ],
    [
      90,
      0.05,
      'about 130 cases for a (+20 calls, ≈ $0.078). quality with 120 cases reliably sees drops of 9 points or more.',
    ],
  ])('is said for %d cases and a drop of %d', (casesNeeded, detectableDrop, said) => {
    expect(sentence({ casesNeeded, detectableDrop })).toEqual([said])
  })

  it('is not said where the headline can tell', () => {
    expect(toDecide({ headline: regression, comparisons: [] })).toEqual([])
  })
})

describe('slices that did not move', () => {
  const moved = slice('de', 30, 1, 0.5)
  const still = slice('fr', 10, 0.9, 0.9 + 1e-9)
  const said = (...slices: readonly (readonly SliceChange[])[]): string => {
    const metrics = slices.map((own, at) => metric(`m${at}`, { kind: 'inconclusive' }, gate('holds'), { slices: own }))
    return textPhrase(unmovedSlices([comparison(metrics), comparison(metrics, { gating: false })]))
  }

  it('are counted where others moved, and named by their metric where none did', () => {
    expect(said([moved, still])).toBe('Not shown: 1 slice that did not move.')
    expect(said([moved], [still, still])).toBe('Not shown: m1, of which no slice moved.')
    expect(said([moved, still, still], [still], [])).toBe(
      'Not shown: 2 slices that did not move, and m1, of which none did.',
    )
    expect([said([moved]), said([still]), said([])]).toEqual(['', '', ''])
    expect(
      sliceTables([comparison([metric('m', { kind: 'inconclusive' }, gate('holds'), { slices: [still] })])]),
    ).toEqual([])
  })
})

describe('what a suite will show', () => {
  const first = (suite: string, ...drops: readonly (number | undefined)[]): SuiteComparison =>
    comparison(
      drops.map((drop) =>
        metric('m', { kind: 'not-comparable', reason: 'new suite' }, gate('holds'), {
          ...(drop !== undefined && { detectableDrop: drop }),
        }),
      ),
      { suite },
    )

  it('is said after a first measurement, by the drop that all its metrics show', () => {
    expect(textPhrase(willShow([first('a', 0.06, 0.0614), first('b', 0.887), first('c', undefined)]))).toBe(
      'From now on a can reliably show drops of about 6 points at best, b of about 89 points.',
    )
    expect(textPhrase(willShow([first('a', 0.004)]))).toContain('about 0.4 points')
    expect(willShow([first('c', undefined)])).toEqual([])
  })
})

describe('what was not evaluated', () => {
  const gap = { suite: 'quality', subject: 'support', cases: 3, example: asUntrusted('as the provider said') }

  it('has an example, unless that could only repeat it', () => {
    expect(textPhrase(notEvaluatedSentence({ ...gap, reason: { kind: 'provider', reason: 'timeout' } }))).toMatch(
      / First: as the provider said$/,
    )
    expect(textPhrase(notEvaluatedSentence({ ...gap, reason: { kind: 'no-key', variable: 'KEY' } }))).not.toContain(
      'First:',
    )
  })
})

describe('a changed field', () => {
  const fact = (before: string | number | undefined, after: string | number | undefined): string => {
    const [first] = changedResource(promptChange([{ path: ['a', 0, 'b'], effect: 'behaviour', before, after }])).facts
    return textPhrase(first ?? ['a text'])
  }

  it.each([
    [400, 200, 'a[0].b: 400 → 200'],
    [undefined, 'x', 'a[0].b: not set → x'],
    ['x', undefined, 'a[0].b: x → not set'],
    ['400', 400, 'a[0].b: "400" → 400'],
    ['one', 'two\nlines', 'a text'],
    ['x', 'y'.repeat(61), 'a text'],
  ])('from %j to %j is shown as %s', (before, after, shown) => {
    expect(fact(before, after)).toBe(shown)
  })

  it('that is no text is compared as JSON', () => {
    const before = { properties: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { type: 'string' }])) }
    const { texts } = changedResource(
      promptChange([{ path: ['output'], effect: 'behaviour', before, after: undefined }]),
    )
    expect(texts).toEqual([{ field: 'output', before: JSON.stringify(before, undefined, 2), after: '' }])
  })
})

describe('a phrase', () => {
  it.each([
    [['a'], '`a`'],
    [['a', 'b'], '`a` and `b`'],
    [['a', 'b', 'c', 'd'], '`a`, `b`, `c` and 1 more'],
    [[], ''],
  ])('lists %j as %s', (names, shown) => {
    expect(markdownPhrase(listed(names))).toBe(shown)
  })
})

describe('the marker of a comment', () => {
  it('is one comment per folder, and nothing can end it early', () => {
    expect(checkMarker('')).toBe('<!-- llmops:check . -->')
    expect(checkMarker('services/my-bot')).toBe('<!-- llmops:check services/my-bot -->')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }), (a, b) => {
        expect(checkMarker(a)).toMatch(/^<!-- llmops:check (?!.*--.*-->)[\w./%-]+ -->$/)
        if (a.toWellFormed() !== b.toWellFormed()) expect(checkMarker(a)).not.toBe(checkMarker(b))
      }),
    )
  })
})
