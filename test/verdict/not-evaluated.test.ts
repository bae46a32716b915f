import { describe, expect, it } from 'vitest'
import type { MissingReason } from '../../src/evaluation/call.ts'
import type { ProviderBinding } from '../../src/resources/policy.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import { listNotEvaluated } from '../../src/verdict/not-evaluated.ts'
import { cases, measure, results, shuffle, side } from './fixtures.ts'

const openai: ProviderBinding = {
  type: 'openai',
  name: 'openai',
  url: 'https://api.openai.com/v1',
  key: 'OPENAI_API_KEY',
  concurrency: 8,
  timeoutMs: 60_000,
}

function listed(inputs: readonly SuiteResults[], recorded: 'accept' | 'refuse' = 'accept', binding = openai) {
  return listNotEvaluated(inputs, { providers: new Map([['openai', binding]]), recorded })
}

const own = measure({ cases: cases(10) })
const passes = side(() => 1, { measure: own })
const lacking = (from: number, to: number, missing: MissingReason) =>
  side((at) => (at >= from && at < to ? { missing } : 1), { measure: own })

describe('what was not evaluated', () => {
  it('is nothing where every case is scored or failed to answer', () => {
    expect(
      listed([
        results(
          passes,
          side(() => ({ failure: 'refused' })),
        ),
      ]),
    ).toEqual([])
  })

  it.each([
    ['no-key', { kind: 'no-key', variable: 'OPENAI_API_KEY' }],
    ['budget', { kind: 'budget', limit: 'pullRequest' }],
    ['budget-month', { kind: 'budget', limit: 'month' }],
    ['budget-calls', { kind: 'budget', limit: 'calls' }],
    ['budget-minutes', { kind: 'budget', limit: 'minutes' }],
    ['interrupted', { kind: 'interrupted' }],
    ['not-recorded', { kind: 'not-recorded' }],
    ['timeout', { kind: 'provider', reason: 'timeout' }],
    ['rate-limited', { kind: 'provider', reason: 'rate-limited' }],
    ['provider-down', { kind: 'provider', reason: 'provider-down' }],
    ['refused-by-provider', { kind: 'provider', reason: 'refused-by-provider', variable: 'OPENAI_API_KEY' }],
  ] as const)('for %s names the reason, the cases and an example', (missing, reason) => {
    expect(listed([results(passes, lacking(0, 3, missing))])).toEqual([
      { suite: 'quality', subject: 'support', reason, cases: 3, example: `it was ${missing}` },
    ])
  })

  it('does not name a variable where the provider needs no key', () => {
    const keyless = { ...openai, key: undefined }
    expect(listed([results(passes, lacking(0, 1, 'no-key'))], 'accept', keyless)[0]?.reason).toEqual({
      kind: 'provider',
      reason: 'no-key',
    })
  })

  it('counts a case once, however many sides and measures miss it', () => {
    const byHead = results(lacking(0, 4, 'budget'), lacking(2, 6, 'budget'))
    const byBase = results(lacking(0, 2, 'budget'), lacking(5, 7, 'budget'), { measure: 'base' })
    expect(listed([byHead, byBase])).toMatchObject([{ reason: { kind: 'budget', limit: 'pullRequest' }, cases: 7 }])
  })

  it('says that trials that never ran were interrupted', () => {
    const cut = side((at) => (at < 4 ? 1 : undefined), { measure: own })
    expect(listed([results(passes, cut)])).toEqual([
      { suite: 'quality', subject: 'support', reason: { kind: 'interrupted' }, cases: 6, example: undefined },
    ])
  })

  it('leaves out cases that a subject cannot be given', () => {
    const narrow = side(() => undefined, { measure: own, inputOf: () => undefined })
    expect(listed([results(narrow, passes)])).toEqual([])
  })

  it('names recorded answers where they are refused, and only there', () => {
    const recorded = side(() => 1, { measure: own, from: 'recorded' })
    expect(listed([results(passes, recorded)], 'accept')).toEqual([])
    expect(listed([results(recorded, recorded)], 'refuse')).toEqual([
      {
        suite: 'quality',
        subject: 'support',
        reason: { kind: 'recorded-not-accepted' },
        cases: 10,
        example: undefined,
      },
    ])
  })

  it('is in order of suite, subject and reason, whatever the order of the results', () => {
    const inputs = [
      results(lacking(0, 1, 'timeout'), lacking(0, 1, 'budget'), { suite: 'b' }),
      results(lacking(0, 2, 'no-key'), lacking(2, 3, 'server-error'), {
        suite: 'a',
        subject: 'support@mini',
        gating: false,
      }),
      results(passes, lacking(0, 2, 'no-key'), { suite: 'a' }),
    ]
    expect(listed(inputs).map(({ suite, subject, reason }) => `${suite} ${subject} ${reason.kind}`)).toEqual([
      'a support no-key',
      'a support@mini no-key',
      'a support@mini provider',
      'b support budget',
      'b support provider',
    ])
    expect(JSON.stringify(listed(shuffle(inputs, 2)))).toBe(JSON.stringify(listed(inputs)))
  })
})
