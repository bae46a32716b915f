import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { createPace, type RateLimit } from '../../src/evaluation/pace.ts'
import { planCalls } from '../../src/evaluation/plan-calls.ts'
import { recordedLayer } from '../../src/evaluation/recorded.ts'
import { ApiError } from '../rig/api-error.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, callOf, caseWith, evaluationWith, mapStore, measureWith, openai, policyWith } from './fixtures.ts'
import { virtualClock } from './virtual-clock.ts'

const minute = 60_000

describe('requests to a model', () => {
  interface Sent {
    readonly at: number
    readonly tokens: number
  }

  /** When requests of so many tokens go out that come after such pauses. */
  function sent(limit: RateLimit, wanted: readonly { readonly pause: number; readonly tokens: number }[]): Sent[] {
    let now = 0
    const pace = createPace(limit, () => now)
    return wanted.map(({ pause, tokens }) => {
      now += pause
      const wait = pace.take(tokens, Number.POSITIVE_INFINITY) ?? Number.NaN
      return { at: now + wait, tokens }
    })
  }

  /** The most of anything in any minute. */
  function mostInAMinute(all: readonly Sent[], of: (one: Sent) => number): number {
    return Math.max(
      ...all.map(({ at }) => {
        const within = all.filter((one) => one.at >= at && one.at < at + minute)
        return within.reduce((sum, one) => sum + of(one), 0)
      }),
    )
  }

  const wanted = fc.array(
    fc.record({ pause: fc.oneof(fc.constant(0), fc.nat(2 * minute)), tokens: fc.integer({ min: 1, max: 400 }) }),
    { minLength: 1, maxLength: 120 },
  )

  test('are never more in a minute than its rate allows, nor are their tokens', () => {
    fc.assert(
      fc.property(
        wanted,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 400, max: 4_000 }),
        (all, requests, tokens) => {
          const went = sent({ requests, tokens }, all)
          expect(mostInAMinute(went, () => 1)).toBeLessThanOrEqual(requests)
          expect(mostInAMinute(went, (one) => one.tokens)).toBeLessThanOrEqual(tokens)
        },
      ),
    )
  })

  test('use the rate: half of it would not do', () => {
    const went = sent(
      { requests: 60 },
      Array.from({ length: 240 }, () => ({ pause: 0, tokens: 1 })),
    )
    expect(went.at(-1)?.at).toBeLessThan(4.1 * minute)
    const ofTokens = sent(
      { tokens: 10_000 },
      Array.from({ length: 400 }, () => ({ pause: 0, tokens: 100 })),
    )
    expect(ofTokens.at(-1)?.at).toBeLessThan(4.6 * minute)
  })

  test('wait for what answers took beyond what was foreseen', () => {
    const pace = createPace({ tokens: 1_000 }, () => 0)
    expect(pace.take(100, Number.POSITIVE_INFINITY)).toBe(0)
    pace.took(880)
    expect(pace.take(100, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(minute)
  })

  test('take no place in line that would come too late', () => {
    const pace = createPace({ requests: 1 }, () => 0)
    expect(pace.take(1, minute)).toBe(0)
    expect(pace.take(1, minute)).toBeUndefined()
    expect(pace.take(1, 2 * minute)).toBeCloseTo(minute / 0.98)
  })
})

/** A server that refuses what is more than `requests` in the last minute of `clock`. */
async function strictServer(requests: number, clock: ReturnType<typeof virtualClock>) {
  const accepted: number[] = []
  return startModelServer({
    answer() {
      const recent = accepted.filter((at) => at > clock.now() - minute)
      if (recent.length >= requests) throw new ApiError(429, 'Too many requests')
      accepted.push(clock.now())
      return 'Two days.'
    },
  })
}

describe('a provider with a rate limit', () => {
  const questions = Array.from({ length: 100 }, (_, n) => `${n}`)

  test('that its Model declares sees no request too many', async () => {
    const clock = virtualClock()
    await using server = await strictServer(30, clock)
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const began = clock.now()
    const ask = askerWith({ policy, clock, signal: clock.signal, rateLimit: () => ({ requests: 30 }) })
    const results = await Promise.all(questions.map((text) => ask(callOf(text), undefined)))
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['answered']))
    expect(server.requests).toHaveLength(100)
    expect(clock.now() - began).toBeLessThan(3.5 * minute)
  })

  test('that nobody declares refuses some', async () => {
    const clock = virtualClock()
    await using server = await strictServer(30, clock)
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const ask = askerWith({ policy, clock, signal: clock.signal })
    const results = await Promise.all(questions.map((text) => ask(callOf(text), undefined)))
    expect(results.filter(({ kind }) => kind === 'missing').length).toBeGreaterThan(0)
  })

  test('of one model does not hold up another', async () => {
    const clock = virtualClock()
    await using server = await startModelServer({ answer: () => 'Two days.' })
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const rateLimit = (_: string, model: string) => (model === 'slow' ? { requests: 1 } : undefined)
    const ask = askerWith({ policy, clock, signal: clock.signal, rateLimit })
    const calls = ['slow', 'quick'].flatMap((model) => questions.slice(0, 10).map((text) => callOf(text, { model })))
    await Promise.all(calls.map((call) => ask(call, undefined)))
    const asked = server.requests.map(({ body }) => (body as { readonly model: string }).model)
    expect(asked).toHaveLength(20)
    expect(asked.indexOf('quick')).toBeLessThan(3)
  })

  test('is asked for as many minutes as the plan says', async () => {
    const policy = policyWith([openai('http://rig/v1', { concurrency: 8 })])
    const evaluation = evaluationWith(measureWith(questions.map((id) => caseWith(id, { question: id }))))
    const openTransport = openTransportWith({})
    const sources = { policy, store: mapStore(), recorded: recordedLayer([]), notBefore: undefined, openTransport }
    const minutesOf = async (limit: RateLimit) => {
      const planned = [{ evaluation, side: 'head', measure: 'head' }] as const
      return (await planCalls(planned, { ...sources, rateLimit: () => limit })).total.minutes?.expected
    }
    expect(await minutesOf({ requests: 30 })).toBeCloseTo(100 / (0.98 * 30))
    expect(await minutesOf({ tokens: 5_000 })).toBeCloseTo((100 * 301) / (0.88 * 5_000))
    expect(await minutesOf({ requests: 10_000 })).toBeCloseTo((100 * 5) / 8 / 60)
  })
})

describe('the minutes of a run', () => {
  test('are not begun to be used where even the quickest answer would come too late', async () => {
    const clock = virtualClock()
    await using server = await startModelServer({
      answer() {
        clock.pass(20_000)
        return 'Two days.'
      },
    })
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const ask = askerWith({ policy, clock, signal: clock.signal, deadline: clock.now() + 90_000 })
    const results = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => ask(callOf(text), undefined)))
    expect(server.requests).toHaveLength(4)
    const words = results.map((result) => (result.kind === 'missing' ? result.reason : 'answered'))
    expect(words).toEqual(['answered', 'answered', 'answered', 'answered', 'budget-minutes', 'budget-minutes'])
  })

  test('are not waited out where the rate lets no further request in', async () => {
    const clock = virtualClock()
    await using server = await startModelServer({ answer: () => 'Two days.' })
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const began = clock.now()
    const ask = askerWith({
      policy,
      clock,
      signal: clock.signal,
      rateLimit: () => ({ requests: 2 }),
      deadline: began + 2 * minute,
    })
    const results = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => ask(callOf(text), undefined)))
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(4)
    expect(server.requests).toHaveLength(4)
    expect(clock.now()).toBeLessThan(began + 2 * minute)
  })

  test('are not waited out for turns that the budget has nothing left for', async () => {
    const clock = virtualClock()
    await using server = await startModelServer({ answer: () => 'Two days.' })
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const began = clock.now()
    const ask = askerWith({
      policy,
      clock,
      signal: clock.signal,
      rateLimit: () => ({ requests: 2 }),
      budget: createBudget({ usd: 1, calls: 3 }),
    })
    const results = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(callOf(`${n}`), undefined)))
    expect(results.filter((result) => result.kind === 'missing' && result.reason === 'budget-calls')).toHaveLength(57)
    expect(server.requests).toHaveLength(3)
    expect(clock.now() - began).toBeLessThan(3 * minute)
  })
})
