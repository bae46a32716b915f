import { describe, expect, test } from 'vitest'
import { keyOf } from '../../src/evaluation/call.ts'
import type { Answer, StoredCall } from '../../src/evaluation/call.ts'
import { parseRecorded } from '../../src/evaluation/parse-recorded.ts'
import { formatRecorded, recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import { layered } from '../../src/evaluation/layered.ts'
import { tolerant } from '../../src/evaluation/tolerant.ts'
import { callOf, mapStore } from './fixtures.ts'

function storedFor(text: string, answer: Partial<Answer> = {}, at?: number): StoredCall {
  const call = callOf(text)
  const whole = {
    text: 'Two.',
    finish: 'stop',
    servedModel: undefined,
    usage: undefined,
    latencyMs: undefined,
  } as const
  return { version: 1, key: keyOf(call), provider: 'rig', model: 'm', origin: 'x', answer: { ...whole, ...answer }, at }
}

const whole = storedFor(
  'b "quoted"\nüber 🚲',
  {
    finish: 'length',
    servedModel: 'm-2026',
    usage: { inputTokens: 3, cachedInputTokens: 1, outputTokens: 2 },
    latencyMs: 12,
    firstTokenMs: 5,
  },
  1_700_000_000_000,
)
const lines = [
  { ...recordedLine(callOf('b "quoted"\nüber 🚲'), whole), note: 'hand-written' },
  recordedLine(callOf('a'), storedFor('a')),
]
const shortest = `{"key":"${keyOf(callOf('a'))}","provider":"rig","model":"m","trial":1,"asked":"a","answer":{"text":"Two."}}`

describe('recorded answers', () => {
  test('are sorted lines of JSON whose bytes depend on nothing but the answers', () => {
    const text = formatRecorded(lines)
    expect(text.split('\n')[0]).toBe(shortest)
    expect(text.endsWith('\n')).toBe(true)
    expect(text.split('\n').length).toBe(3)
    expect(formatRecorded(lines.toReversed())).toBe(text)
    expect(formatRecorded(parseRecorded(text, 'a.jsonl').lines)).toBe(text)
  })

  test('are sorted by provider, model, question and trial', () => {
    const calls = [
      callOf('b', { trial: 10 }),
      callOf('b', { trial: 9 }),
      callOf('a', { model: 'n' }),
      callOf('a'),
      callOf('z', { provider: 'earlier' }),
    ]
    const text = formatRecorded(
      calls.map((call) => recordedLine(call, { ...storedFor('x'), ...call, key: keyOf(call) })),
    )
    const order = parseRecorded(text, 'a.jsonl').lines.map(({ provider, model, asked, trial }) => [
      provider,
      model,
      asked,
      trial,
    ])
    expect(order).toEqual([
      ['earlier', 'm', 'z', 1],
      ['rig', 'm', 'a', 1],
      ['rig', 'm', 'b', 9],
      ['rig', 'm', 'b', 10],
      ['rig', 'n', 'a', 1],
    ])
  })

  test('read back as a store that says they are recorded', () => {
    const parsed = parseRecorded(formatRecorded(lines), 'a.jsonl')
    expect(parsed.diagnostics).toEqual([])
    const layer = recordedLayer(parsed.lines)
    expect(layer.get(whole.key)).toStrictEqual({ ...whole, origin: 'recorded' })
    expect(layer.get(keyOf(callOf('a')))).toStrictEqual({ ...storedFor('a'), origin: 'recorded' })
    expect(layer.get(keyOf(callOf('nothing')))).toBeUndefined()
    expect(() => layer.put(whole)).toThrow('only read')
  })
})

describe('a bad line', () => {
  const key = keyOf(callOf('a'))
  const good = { key, provider: 'rig', model: 'm', trial: 1, asked: 'a', answer: { text: 'Two.' } }
  test.each([
    ['{', 'a recorded answer is one JSON object on one line'],
    ['[]', 'a recorded answer is one JSON object on one line'],
    ['<<<<<<< HEAD', 'a recorded answer is one JSON object on one line'],
    [JSON.stringify({ ...good, key: 'sha256:short' }), 'key must be sha256: and 64 hexadecimal digits'],
    [JSON.stringify({ ...good, trial: 0 }), 'trial must be a whole number, 1 or more'],
    [JSON.stringify({ ...good, trial: undefined }), 'trial must be a whole number, 1 or more'],
    [JSON.stringify({ ...good, extra: 1 }), 'extra is no field of a recorded answer'],
    [`{"__proto__": {}, ${JSON.stringify(good).slice(1)}`, '__proto__ is no field of a recorded answer'],
    [JSON.stringify({ ...good, answer: 'Two.' }), 'answer must be an object'],
    [JSON.stringify({ ...good, answer: {} }), 'answer.text must be a text'],
    [
      JSON.stringify({ ...good, answer: { text: '', finish: 'end' } }),
      'answer.finish must be stop, length, filter or refusal',
    ],
    [
      JSON.stringify({ ...good, answer: { text: '', usage: { inputTokens: 1 } } }),
      'answer.usage.outputTokens must be a whole number, 0 or more',
    ],
    [JSON.stringify({ ...good, at: -1 }), 'at must be a whole number, 0 or more'],
  ])('%s is reported where it stands, and the others are read', (bad, message) => {
    const first = JSON.stringify({ ...good, key: keyOf(callOf('first')) })
    const text = `${first}\n\n${bad}\r\n${JSON.stringify(good)}\n`
    const parsed = parseRecorded(text, 'llmops/recorded/a.jsonl')
    const start = first.length + 2
    expect(parsed.diagnostics).toEqual([
      {
        severity: 'error',
        problem: { code: 'recorded-line', message },
        place: { in: 'text', file: 'llmops/recorded/a.jsonl', start, end: start + bad.length },
      },
    ])
    expect(parsed.lines.map((line) => line.key)).toEqual([keyOf(callOf('first')), key])
  })

  test('is the second that records one call', () => {
    const text = `\n${JSON.stringify(good)}\n${JSON.stringify({ ...good, answer: { text: 'Three.' } })}\n`
    const { lines, diagnostics } = parseRecorded(text, 'a.jsonl')
    expect(lines.map(({ answer }) => answer.text)).toEqual(['Two.'])
    expect(diagnostics.map(({ problem }) => problem)).toEqual([
      { code: 'recorded-line', message: 'this call is already recorded on line 2' },
    ])
  })
})

describe('layers', () => {
  test('are read top down and written on top only', () => {
    const [top, middle, bottom] = [mapStore(), mapStore(), mapStore()]
    middle.put(storedFor('a', { text: 'middle' }))
    bottom.put(storedFor('a', { text: 'bottom' }))
    bottom.put(storedFor('b', { text: 'bottom' }))
    const store = layered(top, middle, bottom)
    expect(store.get(keyOf(callOf('a')))?.answer.text).toBe('middle')
    expect(store.get(keyOf(callOf('b')))?.answer.text).toBe('bottom')
    expect(store.get(keyOf(callOf('c')))).toBeUndefined()
    store.put(storedFor('a', { text: 'top' }))
    expect(store.get(keyOf(callOf('a')))?.answer.text).toBe('top')
    expect([top.calls.size, middle.calls.size, bottom.calls.size]).toEqual([1, 1, 2])
  })

  test('that fail are as if empty, and the fault is told', () => {
    const faults: unknown[] = []
    const broken = {
      get: () => {
        throw new Error('cannot read')
      },
      put: () => {
        throw new Error('cannot write')
      },
    }
    const store = tolerant(broken, (fault) => faults.push(fault))
    expect(store.get(whole.key)).toBeUndefined()
    store.put(whole)
    expect(faults).toEqual([new Error('cannot read'), new Error('cannot write')])
  })
})
