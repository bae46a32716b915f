import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { MissingReason } from '../../src/evaluation/call.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import { decide } from '../../src/verdict/decide.ts'
import { exitCodeOf } from '../../src/verdict/exit-code.ts'
import { headlineOf } from '../../src/verdict/headline.ts'
import type { CheckFindings } from '../../src/verdict/headline.ts'
import { listNotEvaluated } from '../../src/verdict/not-evaluated.ts'
import type { Headline } from '../../src/verdict/reports.ts'
import { cases, compared, measure, metric, results, side, table } from './fixtures.ts'

type Given = Partial<CheckFindings> & { readonly recorded?: 'accept' | 'refuse' }

/** The headline and exit code of a check of these results. */
function check(inputs: readonly SuiteResults[], given: Given = {}): [Headline, number] {
  const { recorded = 'accept', ...over } = given
  const headline = headlineOf({
    diagnostics: [],
    comparisons: decide(inputs.map(compareSuite), { recorded }),
    notEvaluated: listNotEvaluated(inputs, { providers: new Map(), recorded }),
    suites: inputs.map(({ suite }) => suite),
    whenUnsure: 'allow',
    ...over,
  })
  return [headline, exitCodeOf(headline)]
}

const block = { whenUnsure: 'block' } as const
const own = measure({ cases: cases(120) })
const passes = side(() => 1, { measure: own })

const regression = compared(table({ broken: 18, fixed: 3, pass: 99 }), {}, { suite: 'regression' })
const improvement = compared(table({ broken: 3, fixed: 18, pass: 99 }), {}, { suite: 'improvement' })
const unsure = compared(table({ broken: 6, fixed: 3, pass: 111 }), {}, { suite: 'unsure' })
const unchanged = results(passes, passes, { suite: 'unchanged' })
const fresh = results(undefined, passes, { suite: 'fresh' })
const low = compared(table({ pass: 60, fail: 60 }), { metrics: [metric('format', { min: 0.95 })] }, { suite: 'low' })
const openFloor = (base: 'with base' | 'without') => {
  const floored = measure({ cases: cases(120), metrics: [metric('format', { min: 0.99 })] })
  const side120 = side(() => 1, { measure: floored })
  return results(base === 'with base' ? side120 : undefined, side120, { suite: 'floor' })
}
const incomplete = results(
  passes,
  side((at) => (at < 20 ? { missing: 'timeout' } : 1), { measure: own }),
  { suite: 'cut' },
)
const cut = (missing: MissingReason, over: Partial<SuiteResults> = {}) =>
  results(
    passes,
    side((at) => (at === 0 ? { missing } : 1), { measure: own }),
    { suite: 'one missing', ...over },
  )

const place = { in: 'file', file: 'llmops.yaml' } as const
const error: Diagnostic = { severity: 'error', problem: { code: 'no-project' }, place }
const warning: Diagnostic = { severity: 'warning', problem: { code: 'no-cases' }, place }

describe('each headline and its exit code', () => {
  it.each<[string, [Headline, number], [Headline, number]]>([
    ['errors', check([], { diagnostics: [error, warning, error] }), [{ state: 'invalid', errors: 2 }, 2]],
    [
      'a regression',
      check([regression]),
      [{ state: 'regression', subject: 'support', metric: 'grounded', delta: -0.125 }, 1],
    ],
    [
      'a score below its floor',
      check([low]),
      [{ state: 'below-floor', subject: 'support', metric: 'format', mean: 0.5, floor: 0.95 }, 1],
    ],
    ['cases missing beyond the floor of coverage', check([incomplete]), [{ state: 'incomplete' }, 3]],
    ['a gate that cannot tell, allowed', check([unsure]), [{ state: 'cannot-tell', blocks: false, cases: 120 }, 0]],
    [
      'a gate that cannot tell, blocking',
      check([unsure], block),
      [{ state: 'cannot-tell', blocks: true, cases: 120 }, 4],
    ],
    [
      'a floor that cannot tell',
      check([openFloor('with base')], block),
      [{ state: 'cannot-tell', blocks: true, cases: 120 }, 4],
    ],
    [
      'an improvement',
      check([improvement]),
      [{ state: 'improvement', subject: 'support', metric: 'grounded', delta: 0.125 }, 0],
    ],
    ['no change', check([unchanged]), [{ state: 'no-worse' }, 0]],
    ['a first measurement', check([fresh]), [{ state: 'first-measurement', subjects: ['support'] }, 0]],
    ['nothing affected', check([], { diagnostics: [warning] }), [{ state: 'nothing-to-evaluate' }, 0]],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})

describe('of several the first in order speaks', () => {
  const everything = [regression, low, incomplete, unsure, improvement, unchanged, fresh]
  const without = (count: number) => check(everything.slice(count), block)

  it('2, 1, 3, 4, 0', () => {
    expect(check(everything, { ...block, diagnostics: [error] })[1]).toBe(2)
    expect([0, 1, 2, 3, 4, 5, 6].map((count) => without(count)[0].state)).toEqual([
      'regression',
      'below-floor',
      'incomplete',
      'cannot-tell',
      'improvement',
      'no-worse',
      'first-measurement',
    ])
    expect([0, 1, 2, 3, 4, 5, 6].map((count) => without(count)[1])).toEqual([1, 1, 3, 4, 0, 0, 0])
  })

  it('and of equals the worst', () => {
    const worse = compared(table({ broken: 30, pass: 90 }), {}, { suite: 'worse' })
    expect(check([regression, worse])[0]).toMatchObject({ delta: -0.25 })
    expect(check([improvement, compared(table({ fixed: 30, pass: 90 }), {}, { suite: 'better' })])[0]).toMatchObject({
      delta: 0.25,
    })
    expect(check([unsure, compared(table({ pass: 30 }), {}, { suite: 'small' })])[0]).toMatchObject({ cases: 30 })
  })
})

describe('nothing evaluated is never a pass', () => {
  it('where a suite had to be evaluated', () => {
    expect(check([], { suites: ['quality'] })).toEqual([{ state: 'incomplete' }, 3])
    expect(check([unchanged], { suites: ['unchanged', 'quality'] })).toEqual([{ state: 'incomplete' }, 3])
  })

  it("where only another binding, or only base's measure, was", () => {
    const shown = results(passes, passes, { gating: false, subject: 'support@mini' })
    const byBase = results(passes, passes, { measure: 'base' })
    for (const one of [shown, byBase]) expect(check([one], { suites: ['quality'] })[1]).toBe(3)
  })

  it('where a suite measures nothing', () => {
    const nothing = side(() => 1, { measure: measure({ metrics: [] }) })
    expect(check([results(nothing, nothing)])).toEqual([{ state: 'incomplete' }, 3])
  })

  it('where something is said to be missing for which there is no comparison', () => {
    const lost = {
      suite: 'lost',
      subject: 'support',
      reason: { kind: 'provider', reason: 'timeout' },
      cases: 3,
      example: undefined,
    } as const
    expect(check([unchanged], { notEvaluated: [lost] })[1]).toBe(3)
  })

  it('where its answers were recorded and do not count', () => {
    const recorded = side(() => 0, { measure: own, from: 'recorded', prompt: 'Be brief.' })
    expect(check([results(passes, recorded)], { recorded: 'refuse' })).toEqual([{ state: 'incomplete' }, 3])
    expect(check([results(passes, recorded)], { recorded: 'refuse', notEvaluated: [] })[1]).toBe(3)
    expect(check([results(passes, recorded)], { recorded: 'accept' })[0].state).toBe('regression')
  })
})

describe('the floor of coverage', () => {
  it('forgives a provider, but not what lasts: a key, a budget, a recording that is missing', () => {
    expect(check([cut('timeout')])).toEqual([{ state: 'no-worse' }, 0])
    expect(check([cut('server-error')])[1]).toBe(0)
    const lasting = ['no-key', 'budget', 'quota', 'unknown-provider', 'refused-by-provider', 'redirected'] as const
    const stopped = ['not-recorded', 'interrupted', 'not-available'] as const
    expect([...lasting, ...stopped].map((missing) => check([cut(missing)])[1])).toEqual(Array(9).fill(3))
  })

  it('is not asked of what does not gate', () => {
    const shown = cut('no-key', { suite: 'unchanged', subject: 'support@mini', gating: false })
    const all = results(
      passes,
      side(() => ({ missing: 'no-key' }), { measure: own }),
      {
        suite: 'unchanged',
        subject: 'support@nano',
        gating: false,
      },
    )
    expect(check([unchanged, shown, all])).toEqual([{ state: 'no-worse' }, 0])
  })
})

describe('what does not gate', () => {
  it('decides nothing', () => {
    const shown = { gating: false, subject: 'support@mini', suite: 'unchanged' }
    const fell = compared(table({ broken: 60, pass: 60 }), {}, shown)
    expect(check([unchanged, fell], block)).toEqual([{ state: 'no-worse' }, 0])
    const rose = compared(table({ fixed: 60, pass: 60 }), {}, shown)
    expect(check([unchanged, rose])[0]).toEqual({ state: 'no-worse' })
    expect(check([fresh, { ...rose, suite: 'fresh' }])[0].state).toBe('first-measurement')
  })
})

describe('a first measurement', () => {
  it('is one though a floor cannot tell, unless that blocks', () => {
    expect(check([openFloor('without')])[0].state).toBe('first-measurement')
    expect(check([openFloor('without')], block)).toEqual([{ state: 'cannot-tell', blocks: true, cases: 120 }, 4])
  })

  it('is decided by its floors', () => {
    expect(check([{ ...low, base: undefined }])[1]).toBe(1)
  })

  it('is none where something else could be compared', () => {
    expect(check([fresh, unchanged])[0].state).toBe('no-worse')
  })

  it('names each subject once', () => {
    const more = [fresh, { ...fresh, suite: 'tone' }, { ...fresh, suite: 'z', subject: 'search' }]
    expect(check(more)[0]).toEqual({ state: 'first-measurement', subjects: ['support', 'search'] })
  })
})
