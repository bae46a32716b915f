import { describe, expect, it } from 'vitest'
import { holm } from '../../src/statistics/holm.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import type { MetricComparison, SuiteComparison } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import { caseOf, cases, compared, measure, metric, repeat, results, shuffle, side, table } from './fixtures.ts'

const accept = { recorded: 'accept' } as const

function decided(...inputs: SuiteResults[]): readonly SuiteComparison[] {
  return decide(inputs.map(compareSuite), accept)
}

function only(input: SuiteResults, policy: Parameters<typeof decide>[1] = accept): MetricComparison {
  return decide([compareSuite(input)], policy)[0]?.metrics[0] as MetricComparison
}

describe('verdicts', () => {
  const ten = measure()
  const passes = side(() => 1, { measure: ten })
  const gaps = side((at) => (at === 0 ? { missing: 'timeout' } : 1), { measure: ten })
  const graded = { metrics: [metric('grounded', { scale: 'graded' })] }

  it.each([
    ['18 of 120 broke', compared(table({ broken: 18, fixed: 3, pass: 99 })), { kind: 'regression' }, 'fails'],
    ['18 of 120 were fixed', compared(table({ broken: 3, fixed: 18, pass: 99 })), { kind: 'improvement' }, 'holds'],
    [
      '6 broke, 3 were fixed',
      compared(table({ broken: 6, fixed: 3, pass: 111 })),
      { kind: 'inconclusive' },
      'cannot-tell',
    ],
    ['5 of 40 broke', compared(table({ broken: 5, pass: 35 })), { kind: 'regression' }, 'fails'],
    ['4 of 40 broke', compared(table({ broken: 4, pass: 36 })), { kind: 'inconclusive' }, 'cannot-tell'],
    ['4 of 40 were fixed', compared(table({ fixed: 4, pass: 36 })), { kind: 'not-worse' }, 'holds'],
    ['2 of 400 broke', compared(table({ broken: 2, pass: 398 })), { kind: 'equivalent', detectable: false }, 'holds'],
    ['8 of 600 broke', compared(table({ broken: 8, pass: 592 })), { kind: 'equivalent', detectable: true }, 'holds'],
    ['8 of 600 were fixed', compared(table({ fixed: 8, pass: 592 })), { kind: 'improvement' }, 'holds'],
    ['14 were fixed, 7 broke', compared(table({ fixed: 14, broken: 7, pass: 179 })), { kind: 'not-worse' }, 'holds'],
    ['72 answers, none changed', compared(table({ pass: 72 })), { kind: 'inconclusive' }, 'cannot-tell'],
    ['73 answers, none changed', compared(table({ pass: 73 })), { kind: 'equivalent', detectable: false }, 'holds'],
    ['all requests alike', results(passes, passes), { kind: 'unchanged' }, 'holds'],
    ['no base', results(undefined, passes), { kind: 'not-comparable', reason: 'new subject' }, 'does-not-count'],
    ['a case is missing', results(passes, gaps), { kind: 'incomplete' }, 'cannot-tell'],
    // Student would certify -0.02 +- nothing; 20 cases cannot.
    ['20 of 20 a little lower', compared(repeat(20, [0.8, 0.78]), graded), { kind: 'regression' }, 'fails'],
    ['20 of 20 the same', compared(repeat(20, [0.8, 0.8]), graded), { kind: 'inconclusive' }, 'cannot-tell'],
  ] as const)('%s', (_, input, verdict, decision) => {
    const { verdict: found, gate } = only(input)
    expect(found).toEqual(verdict)
    expect(gate.maxDrop).toEqual({ limit: 0.05, decision })
  })

  it('follow their precedence: incomplete before not comparable before unchanged', () => {
    expect(only(results(gaps, gaps, { notComparable: 'measure changed' })).verdict.kind).toBe('incomplete')
    expect(only(results(passes, passes, { notComparable: 'measure changed' })).verdict.kind).toBe('not-comparable')
  })

  it('carry a change only where there was something to test', () => {
    for (const input of [results(passes, passes), results(undefined, passes), results(passes, gaps)]) {
      expect(only(input)).toMatchObject({ change: undefined, slices: [] })
    }
  })
})

describe('a missing case', () => {
  it('is not a failure: the same cases failing or missing are told apart', () => {
    const own = measure({ cases: cases(120), coverage: 0.8 })
    const base = side(() => 1, { measure: own })
    const head = (ending: 0 | { missing: 'timeout' } | { failure: 'truncated' }) =>
      side((at) => (at < 18 ? ending : 1), { measure: own, prompt: 'Be brief.' })
    expect(only(results(base, head(0))).verdict.kind).toBe('regression')
    expect(only(results(base, head({ failure: 'truncated' }))).verdict.kind).toBe('regression')
    expect(only(results(base, head({ missing: 'timeout' })))).toMatchObject({
      verdict: { kind: 'equivalent' },
      change: { pairs: 102, delta: 0 },
      head: { cases: 102, mean: 1 },
    })
  })
})

describe('a floor', () => {
  const floor = (passed: number, of: number, min: number) =>
    only(compared(table({ pass: passed, fail: of - passed }), { metrics: [metric('format', { min })] })).gate.min

  it.each([
    // Wilson's upper limit of 77/80 is 98.7 %: the point estimate is below the floor, the truth need not be.
    [77, 80, 0.98, 'cannot-tell'],
    [74, 80, 0.98, 'fails'],
    [80, 80, 0.98, 'cannot-tell'],
    [400, 400, 0.98, 'holds'],
    [119, 120, 0.95, 'holds'],
    [93, 120, 0.9, 'fails'],
    [120, 120, 1, 'cannot-tell'],
    [119, 120, 1, 'fails'],
  ])('of %d passed of %d, a floor of %d: %s', (passed, of, min, decision) => {
    expect(floor(passed, of, min)).toMatchObject({ limit: min, decision })
  })

  it('decides where there is no base, and where the base is incomplete', () => {
    const own = measure({ metrics: [metric('format', { min: 0.9 })], cases: cases(120) })
    const low = side((at) => (at < 40 ? 0 : 1), { measure: own })
    const gaps = side(() => ({ missing: 'timeout' }), { measure: own })
    expect(only(results(undefined, low)).gate.min?.decision).toBe('fails')
    expect(only(results(gaps, low))).toMatchObject({
      verdict: { kind: 'incomplete' },
      gate: { min: { decision: 'fails' } },
    })
  })

  it('cannot tell from the part of head that was scored', () => {
    const own = measure({ metrics: [metric('format', { min: 0.9 })], cases: cases(120) })
    const cut = side((at) => (at < 60 ? 0 : { missing: 'budget' }), { measure: own })
    expect(only(results(undefined, cut)).gate.min?.decision).toBe('cannot-tell')
  })
})

describe('many claims', () => {
  const names = Array.from({ length: 20 }, (_, at) => `metric ${at}`)
  const twenty = (gating: boolean) => {
    const own = measure({ cases: cases(100), metrics: names.map((name) => metric(name)) })
    const scores = (broken: number) => Object.fromEntries(names.map((name, at) => [name, at === 7 ? broken : 1]))
    const head = side((at) => scores(at < 6 ? 0 : 1), { measure: own, prompt: 'Be brief.' })
    return results(
      side(() => scores(1), { measure: own }),
      head,
      { gating },
    )
  }
  const six = compared(table({ broken: 6, pass: 94 }))

  it('of 20 metrics make a borderline one no claim', () => {
    expect(only(six)).toMatchObject({
      verdict: { kind: 'regression' },
      change: { pWorse: 1 / 128, pWorseAdjusted: 1 / 128 },
    })
    const [suite] = decided(twenty(true))
    expect(suite?.metrics[7]).toMatchObject({ verdict: { kind: 'inconclusive' }, change: { pWorseAdjusted: 20 / 128 } })
  })

  it('are one family over subjects, suites and measures, which spares what was not tested', () => {
    const own = measure()
    const same = side(() => 1, { measure: own })
    const others = [
      compared(table({ broken: 4, fixed: 1, pass: 60 }), {}, { suite: 'tone' }),
      compared(table({ broken: 2, fixed: 1, pass: 60 }), {}, { measure: 'base' }),
    ]
    const spared = [
      results(same, same, { suite: 'same' }),
      results(undefined, same, { suite: 'new' }),
      results(
        same,
        side(() => ({ missing: 'timeout' }), { measure: own }),
        { suite: 'cut' },
      ),
    ]
    const gating = [six, ...others].map((input) => only(input).change?.pWorse ?? 0)
    const found = decided(six, ...others, ...spared, { ...twenty(false), subject: 'support@mini' })
    const adjusted = (suite: string, by: 'head' | 'base') =>
      found.find((one) => one.suite === suite && one.measure === by && one.gating)?.metrics[0]?.change?.pWorseAdjusted
    expect([adjusted('quality', 'head'), adjusted('tone', 'head'), adjusted('quality', 'base')]).toEqual(holm(gating))
  })

  it('that do not gate are exploration: shown, adjusted among themselves, not decided', () => {
    const metrics = decided(six, { ...twenty(false), subject: 'support@mini' })[1]?.metrics
    expect(metrics?.[7]?.change?.pWorseAdjusted).toBeCloseTo(20 / 128, 12)
    expect(metrics?.[7]?.gate).toMatchObject({ gating: false, maxDrop: { decision: 'does-not-count' } })
    const alone = only(compared(table({ broken: 18, pass: 102 }), {}, { gating: false, subject: 'support@mini' }))
    expect(alone).toMatchObject({ verdict: { kind: 'regression' }, gate: { maxDrop: { decision: 'does-not-count' } } })
  })

  it('of slices are adjusted over the whole check', () => {
    const own = { cases: cases(60, (at) => ({ language: ['de', 'en', 'fr'][at % 3] ?? '' })), slices: ['language'] }
    const falls = table({ pass: 60 }).map((pair, at): [number, number] => (at % 3 === 0 && at < 24 ? [1, 0] : pair))
    const alone = only(compared(falls, own)).slices
    const [, both] = decided(compared(falls, own), compared(falls, own, { suite: 'tone' }))
    expect(alone.map(({ pAdjusted }) => pAdjusted)).toEqual([3 / 256, 1, 1])
    expect(both?.metrics[0]?.slices.map(({ pAdjusted }) => pAdjusted)).toEqual([3 / 256, 1, 1])
    const diluted = decided(compared(falls, own), compared(table({ pass: 60 }), own, { suite: 'tone' }))
    expect(diluted[0]?.metrics[0]?.slices[0]?.pAdjusted).toBeCloseTo(6 / 256, 12)
    expect(alone[0]).not.toHaveProperty('p')
  })
})

describe('recorded answers', () => {
  const own = measure({ cases: cases(120), metrics: [metric('grounded', { min: 0.5 })] })
  const base = side(() => 1, { measure: own })
  const head = side((at) => (at < 80 ? 0 : 1), { measure: own, from: 'recorded', prompt: 'Be brief.' })

  it('gate only where the policy accepts them', () => {
    const accepted = only(results(base, head))
    const refused = only(results(base, head), { recorded: 'refuse' })
    expect(accepted.gate).toMatchObject({ gating: true, maxDrop: { decision: 'fails' }, min: { decision: 'fails' } })
    expect(refused).toMatchObject({
      verdict: { kind: 'regression' },
      gate: { gating: false, maxDrop: { decision: 'does-not-count' }, min: { decision: 'does-not-count' } },
    })
  })

  it('leave the gates of the other suites alone', () => {
    const other = compared(table({ broken: 18, pass: 102 }), {}, { suite: 'tone' })
    const found = decide([results(base, head), other].map(compareSuite), { recorded: 'refuse' })
    expect(found[1]?.metrics[0]?.gate.maxDrop.decision).toBe('fails')
  })
})

describe('order', () => {
  it('is by suite, then what gates, subject, and head before base', () => {
    const passes = side(() => 1)
    const inputs = [
      results(passes, passes, { suite: 'b' }),
      results(passes, passes, { suite: 'a', subject: 'support@x', gating: false }),
      results(passes, passes, { suite: 'a', subject: 'support@mini', gating: false }),
      results(passes, passes, { suite: 'a', measure: 'base' }),
      results(passes, passes, { suite: 'a' }),
    ]
    expect(decided(...inputs).map(({ suite, subject, measure: by }) => `${suite} ${subject} ${by}`)).toEqual([
      'a support head',
      'a support base',
      'a support@mini head',
      'a support@x head',
      'b support head',
    ])
  })

  it('of cases, trials and comparisons in the input changes no byte', () => {
    const columns = (at: number) => ({ language: at % 2 ? 'de' : 'en' })
    const own = measure({
      cases: cases(60, columns),
      slices: ['language'],
      trials: 3,
      metrics: [metric('grounded', { scale: 'graded' }), metric('cites')],
    })
    const graded = (at: number, trial: number) => ({
      grounded: ((at * 7 + trial * 3) % 11) / 11,
      cites: (at + trial) % 2,
    })
    const lower = (at: number, trial: number) => ({ ...graded(at, trial), grounded: ((at * 5 + trial) % 13) / 17 })
    const base = side(graded, { measure: own, usd: (at) => 0.001 * (1 + (at % 7)), latencyMs: (at) => at % 13 })
    const head = side(lower, { measure: own, prompt: 'Be brief.', usd: (at) => 0.0011 * (1 + (at % 5)) })
    const inputs = [results(base, head), compared(table({ broken: 5, pass: 40 }), {}, { suite: 'tone' })]
    const mixed = inputs.map((input) => ({
      ...input,
      base: input.base && mix(input.base, 3),
      head: mix(input.head, 4),
    }))
    expect(JSON.stringify(decided(...shuffle(mixed, 1)))).toBe(JSON.stringify(decided(...inputs)))
    expect(decided(...inputs)[0]?.metrics[0]?.change?.worse.length).toBeGreaterThan(20)
  })
})

function mix(result: ReturnType<typeof side>, seed: number): ReturnType<typeof side> {
  const { evaluation, trials, whole } = result
  const own = { ...evaluation.measure, cases: shuffle(evaluation.measure.cases, seed) }
  return { evaluation: { ...evaluation, measure: own }, trials: shuffle(trials, seed + 1), whole }
}

it('a case with an unusual id or slice is a case like any other', () => {
  const strange = [
    caseOf('__proto__', { language: '__proto__' }),
    caseOf('constructor', { language: 'é' }),
    caseOf('\u{1f600}'),
  ]
  const own = { cases: strange, slices: ['language'] }
  const found = only(
    compared(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      own,
    ),
  )
  expect(found.change).toMatchObject({ worse: ['__proto__'], better: ['constructor'] })
  expect(found.slices.map(({ value }) => value)).toEqual(['__proto__', 'é'])
})
