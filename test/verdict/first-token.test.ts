import { describe, expect, it } from 'vitest'
import { firstTokenOf } from '../../src/evaluation/first-token.ts'
import type { Trace, TraceStep } from '../../src/evaluation/trial.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import { callOf } from '../evaluation/fixtures.ts'
import { cases, measure, results, side } from './fixtures.ts'

const own = measure({ cases: cases(10) })
const latencyMs = (at: number) => 100 * (at + 1)

describe('the time to the first token', () => {
  const base = side(() => 1, { measure: own, latencyMs, firstTokenMs: (at) => 10 * (at + 1) })
  const slower = side(() => 1, { measure: own, latencyMs, firstTokenMs: (at) => 30 * (at + 1), prompt: 'Think.' })
  const plain = side(() => 1, { measure: own, latencyMs, prompt: 'Think.' })

  it('is told by its percentiles and the centre of the ratios, as latency is', () => {
    const { expense, firstTokenRatio, latencyRatio } = compareSuite(results(base, slower))
    expect(expense.base?.firstToken?.p50Ms).toBeCloseTo(55, 9)
    expect(expense.head.firstToken?.p95Ms).toBeCloseTo(286.5, 1)
    expect(firstTokenRatio?.ratio).toBeCloseTo(3, 9)
    expect(firstTokenRatio?.interval.upper).toBeCloseTo(3, 9)
    expect(latencyRatio).toBeUndefined()
  })

  it('is absent where it was not measured', () => {
    const compared = compareSuite(results(base, plain))
    expect(compared.expense.head).not.toHaveProperty('firstToken')
    expect(compared).not.toHaveProperty('firstTokenRatio')
  })
})

interface Timed {
  readonly id?: string
  readonly turn?: number
  readonly latencyMs?: number | undefined
  readonly firstTokenMs?: number
}

function stepOf({ id = 'a', turn, latencyMs: taken, firstTokenMs }: Timed): TraceStep {
  const answer = { text: 'a', finish: 'stop', servedModel: 'm', usage: undefined, latencyMs: taken } as const
  const timed = firstTokenMs === undefined ? answer : { ...answer, firstTokenMs }
  const call = {
    version: 1,
    key: 'sha256:a',
    provider: 'openai',
    model: 'm',
    origin: 'o',
    answer: timed,
    at: 0,
  } as const
  const result = { kind: 'answered', key: 'sha256:a', call, from: 'model', cost: 0 } as const
  return { id, asked: callOf('q'), result, ...(turn !== undefined && { turn }) }
}

const streamed = { latencyMs: 500, firstTokenMs: 200 }
const before = { latencyMs: 300 }
const values = (...ids: string[]) => ids.map((id) => ({ id, output: asUntrusted('x') }))

describe('until an answer begins', () => {
  const traces: readonly (readonly [string, readonly Timed[], Partial<Trace>, number | undefined])[] = [
    ['one call: its first token', [streamed], {}, 200],
    ['calls of tools before it are waited for', [before, streamed], {}, 500],
    [
      'of a conversation the last turn',
      [
        { ...before, turn: 1 },
        { ...before, turn: 2 },
        { ...streamed, turn: 2 },
      ],
      {},
      500,
    ],
    ['of a Chain the way to it', [before, { ...streamed, id: 'b' }], { latencyMs: 600, values: values('a', 'b') }, 300],
    ['a Chain that goes on after it', [streamed], { latencyMs: 500, values: values('a', 'joined') }, undefined],
    ['an answer in one piece', [streamed, before], {}, undefined],
    ['a call before it whose time is not known', [{ latencyMs: undefined }, streamed], {}, undefined],
    ['nothing', [], {}, undefined],
  ]
  it.each(traces)('%s', (_, steps, more, ms) => {
    expect(firstTokenOf({ steps: steps.map(stepOf), judgeCalls: [], ...more })).toBe(ms)
  })

  it('an answer that is missing', () => {
    const { asked } = stepOf({})
    const missing = { kind: 'missing', reason: 'timeout', detail: asUntrusted('late'), key: 'sha256:a' } as const
    expect(firstTokenOf({ steps: [{ id: 'a', asked, result: missing }], judgeCalls: [] })).toBeUndefined()
  })
})
