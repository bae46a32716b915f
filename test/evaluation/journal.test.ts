import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { keyOf, type CallResult } from '../../src/evaluation/call.ts'
import { formatJournalLine } from '../../src/evaluation/journal/format-line.ts'
import type { JournalEnd, JournalHead, JournalShared, JournalTrial } from '../../src/evaluation/journal/journal.ts'
import { parseEntry, parseHead } from '../../src/evaluation/journal/parse-line.ts'
import { readJournal, type SourceLine } from '../../src/evaluation/journal/read-journal.ts'
import type { Trial } from '../../src/evaluation/trial.ts'
import { callOf } from './fixtures.ts'

const digest = `sha256:${'a'.repeat(64)}` as const

const head: JournalHead = {
  line: 'run',
  version: 1,
  command: 'check',
  folder: 'services/bot',
  leastTrials: 3,
  head: { label: 'work tree' },
  base: { label: 'b4689e9', commit: 'b'.repeat(40) },
  policy: { label: 'b4689e9', commit: 'b'.repeat(40) },
  today: '2026-11-22',
  startedAt: 1_795_370_000_000,
  work: digest,
  shard: { index: 2, of: 8 },
  trials: 1,
  plan: {
    calls: [
      {
        suite: 'quality',
        subject: 'answer',
        side: 'head',
        measure: 'head',
        calls: 2,
        fromStore: 0,
        recorded: 0,
        shared: 0,
        newCalls: 2,
        inputTokens: 10,
        outputTokens: 600,
        usd: 0.5,
        usdBetween: { lower: 0.1, upper: 1 },
        askedAgain: { old: 1 },
      },
    ],
    total: { calls: 2, newCalls: 2, inputTokens: 10, outputTokens: 600, usd: undefined },
    purposes: [{ purpose: 'head', newCalls: 2, usd: undefined }],
    assumptions: [{ model: 'rig/m', about: ['length'] }],
  },
}

const asked = callOf('Which town?')
const answered: CallResult = {
  kind: 'answered',
  key: keyOf(asked),
  from: 'model',
  cost: 0.001,
  call: {
    version: 1,
    key: keyOf(asked),
    provider: 'rig',
    model: 'm',
    origin: 'http://rig',
    at: 5,
    answer: {
      text: 'Town \ud800\n\u2028',
      toolCalls: [{ name: 'find', arguments: '{' }],
      finish: 'stop',
      servedModel: undefined,
      usage: { inputTokens: 1, outputTokens: 2 },
      latencyMs: 12.5,
    },
  },
}

const whole: Trial = {
  caseId: '__proto__',
  trial: 1,
  trace: {
    steps: [{ id: 'answer', asked, result: answered, turn: 1 }],
    values: [{ id: 'answer', output: asUntrusted('x') }],
    latencyMs: undefined,
    judgeCalls: [{ ...answered, asked }],
  },
  outcome: { kind: 'scored', output: asUntrusted('Town') },
  scores: [{ metric: 'town', score: 1 / 3, assertions: [{ assertion: 0, score: 1 / 3, reason: undefined }] }],
}

const trial: JournalTrial = { line: 'trial', evaluation: 0, place: 0, trial: whole }
const shared: JournalShared = { line: 'shared', evaluation: 0, round: 0, call: { asked, result: answered } }
const end: JournalEnd = {
  line: 'end',
  trials: 1,
  spent: { newCalls: 2, fromStore: 0, recorded: 0, usd: 0.002, unpriced: 0, baseAgeMs: 7, ms: 3 },
}

function sourceOf(text: string) {
  const lines = function* (): Generator<SourceLine> {
    let offset = 0
    for (const [at, line] of text.split('\n').entries()) {
      const isWhole = at < text.split('\n').length - 1
      if (isWhole || line !== '') yield { text: line, offset, isWhole }
      offset += Buffer.byteLength(line) + 1
    }
  }
  return { file: 'a.jsonl', lines, lineAt: () => '' }
}

const journal = [head, trial, shared, end].map(formatJournalLine).join('')

describe('a line of a journal', () => {
  test('reads back as it was written, what is not known included', () => {
    expect(parseHead(formatJournalLine(head))).toEqual({ ok: true, line: JSON.parse(JSON.stringify(head)) as unknown })
    for (const line of [trial, shared, end]) {
      const reading = parseEntry(formatJournalLine(line))
      expect(reading.ok && reading.line).toEqual(line)
    }
    const reading = parseEntry(formatJournalLine(trial))
    const trace = reading.ok && reading.line.line === 'trial' ? reading.line.trial.trace : {}
    expect('latencyMs' in trace).toBe(true) // a Chain whose latency is not known is no sum of its steps
  })

  test.each([
    ['', 'is no line of a journal'],
    ['[]', 'is no line of a journal'],
    ['{"line":"constructor"}', 'is no line of a journal'],
    ['{"line":"run"}', 'is no line of a journal'],
    ['{"line":"end","trials":-1,"spent":{}}', 'trials is not a whole number, 0 or more'],
    ['{"line":"end","trials":1,"spent":{},"more":1}', 'more is not a field of it'],
    ['{"line":"end","trials":1,"__proto__":{}}', '__proto__ is not a field of it'],
  ])('%j is refused: %s', (text, why) => {
    expect(parseEntry(text)).toEqual({ ok: false, why })
  })

  test('throws nothing, whatever stands in the place of a value', () => {
    const written = JSON.parse(formatJournalLine(trial)) as unknown
    const places = pathsIn(written)
    for (const path of places) {
      for (const hostile of [null, 1e300, -1, [], { __proto__: null, x: 1 }, 'x'.repeat(9), true]) {
        const text = JSON.stringify(replaced(written, path, hostile))
        expect(() => parseEntry(text)).not.toThrow()
      }
      const without = JSON.stringify(replaced(written, path, undefined))
      expect(() => parseEntry(without)).not.toThrow()
    }
    expect(places.length).toBeGreaterThan(50)
  })

  test('may be anything at all, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('['.repeat(100_000))), (text) => {
        parseEntry(text)
        parseHead(text)
      }),
    )
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const line = formatJournalLine(trial).replace('"parameters":{}', `"parameters":{"x":${deep}}`)
    expect(parseEntry(line)).toMatchObject({ ok: false, why: expect.stringContaining('at most 300 levels') })
  })
})

describe('a journal', () => {
  test('is read to its end', () => {
    const read = readJournal(sourceOf(journal))
    expect('source' in read && [read.head.shard, read.trials.length, read.shared.length, read.end?.trials]).toEqual([
      { index: 2, of: 8 },
      1,
      1,
      1,
    ])
  })

  test('that was cut anywhere is one that did not end; what is whole of it counts', () => {
    const first = journal.indexOf('\n') + 1
    for (let at = first; at < journal.length; at += 97) {
      const read = readJournal(sourceOf(journal.slice(0, at)))
      expect('source' in read && read.end).toBeUndefined()
      if (!('source' in read)) throw new Error(read.why)
      expect(read.trials.length).toBe(journal.slice(first, at).includes('\n') ? 1 : 0)
    }
    expect(readJournal(sourceOf(journal.slice(0, first - 1)))).toMatchObject({ why: 'a.jsonl:1: has no whole line' })
  })

  test.each([
    ['a line behind the last', `${journal}${formatJournalLine(trial)}`, 'a.jsonl:5: stands behind the last line'],
    [
      'other trials than it counts',
      [head, end].map(formatJournalLine).join(''),
      'a.jsonl:2: counts 1 trials, and there are 0',
    ],
    [
      'another version',
      formatJournalLine(head).replace('"version":1', '"version":2'),
      'a.jsonl:1: version is not one of 1',
    ],
    [
      'more shards than a matrix',
      formatJournalLine(head).replace('"of":8', '"of":257'),
      'shard is not one of at most 256',
    ],
    [
      'no commit where one is said',
      formatJournalLine(head).replace('b'.repeat(40), '--help'),
      'base.commit is not a commit',
    ],
    [
      'more trials than a suite has',
      formatJournalLine(head).replace('"leastTrials":3', '"leastTrials":1e9'),
      'leastTrials',
    ],
  ])('with %s is none', (_, text, why) => {
    expect(readJournal(sourceOf(text))).toMatchObject({ why: expect.stringContaining(why) })
  })
})

type Path = readonly (string | number)[]

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[key] = replaced(copy[key], rest, by)
  return copy
}
