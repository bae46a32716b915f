import type { CallResult, ModelCall } from '../../src/evaluation/call.ts'
import { summarizeTrial } from '../../src/evaluation/trial-summary.ts'
import type { MetricScore, Outcome, Trial } from '../../src/evaluation/trial.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { Assertion, Case, CaseFields, Metric } from '../../src/resources/project.ts'
import type { CaseRecord, CaseSide, SuiteCases } from '../../src/verdict/case-records.ts'

/** Cases of a report by hand: what the tests of the page do not care about is filled in. */

const key = `sha256:${'0'.repeat(64)}` as const
const place = { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' } as const

/** One side of a case: what was answered and how each metric scored it, or why there is no score. */
export interface SideSpec {
  readonly output?: string
  /** By metric, in the order of `metricNames`; a metric has one assertion unless its scores are several. */
  readonly scores?: readonly (number | readonly number[])[]
  readonly reason?: string
  readonly missing?: string
  readonly ms?: number
  /** Of an answer that was streamed. */
  readonly firstTokenMs?: number
  readonly usd?: number
  /** What the step before found, and what the tool that it called was told; of a Chain. */
  readonly passages?: string
  readonly tool?: string
  /** What a judge said, if one was asked. */
  readonly judged?: string
}

export interface CaseSpec {
  readonly id: string
  readonly input?: CaseFields
  readonly expected?: CaseFields
  readonly columns?: CaseFields
  readonly base?: SideSpec | undefined
  readonly head?: SideSpec
}

export const metricNames = ['grounded', 'cites'] as const

export function suiteCases(specs: readonly CaseSpec[], more: Partial<SuiteCases> = {}): SuiteCases {
  return {
    suite: 'quality',
    subject: 'support',
    measure: 'head',
    gating: true,
    metrics: metricNames.map(metricOf),
    columns: ['language'],
    cases: specs.map(recordOf),
    ...more,
  }
}

function metricOf(name: string): Metric {
  const assertion = { negated: false, metric: name, threshold: undefined, judge: undefined, at: undefined, weight: 1 }
  const assertions = [
    { ...assertion, type: 'contains', value: '{{expected.source}}', place },
    { ...assertion, type: 'is-json', value: undefined, place },
  ] as const satisfies readonly Assertion[]
  return { name, scale: 'graded', assertions, gate: { maxDrop: 0.05, min: undefined } }
}

function recordOf({ id, input = { question: id }, expected = {}, columns = {}, base, head }: CaseSpec): CaseRecord {
  const row: Case = { id, ownId: true, input, expected, columns, place }
  return { row, base: base && sideOf(row, 'Answer.', base), head: head && sideOf(row, 'Be brief.', head) }
}

function sideOf(row: Case, prompt: string, spec: SideSpec): CaseSide {
  const { scores = [], ms, usd } = spec
  const trial = trialOf(row, prompt, spec)
  return {
    trials: [summarizeTrial(trial, 0)],
    whole: () => trial,
    scores: spec.missing === undefined ? scores.map((score) => meanOf([score].flat())) : undefined,
    latencyMs: ms,
    usd,
  }
}

function trialOf(row: Case, prompt: string, spec: SideSpec): Trial {
  const messages = [
    { role: 'system', content: prompt },
    { role: 'user', content: JSON.stringify(row.input) },
  ] as const
  const asked: ModelCall = { provider: 'openai', model: 'gpt-5-mini', request: { messages, parameters: {} }, trial: 1 }
  const { judged, passages, tool } = spec
  const made = { name: 'lookup', written: '{"id":1}', arguments: { id: 1 }, isValid: true, result: tool ?? '' }
  const judge = { ...asked, model: 'gpt-5' }
  return {
    caseId: row.id,
    trial: 1,
    trace: {
      steps: [
        {
          id: 'answer',
          asked,
          result: resultOf(spec.output ?? '', spec),
          ...(tool !== undefined && { toolCalls: [made] }),
        },
      ],
      ...(passages !== undefined && {
        values: [
          { id: 'passages', output: asUntrusted(passages) },
          { id: 'answer', output: asUntrusted(spec.output ?? '') },
        ],
      }),
      judgeCalls: judged === undefined ? [] : [{ ...resultOf(judged, spec), asked: judge }],
    },
    outcome: outcomeOf(spec),
    scores: spec.missing === undefined ? (spec.scores ?? []).map((score, at) => scoreOf(score, at, spec.reason)) : [],
  }
}

function outcomeOf({ output = '', missing }: SideSpec): Outcome {
  if (missing === undefined) return { kind: 'scored', output: asUntrusted(output) }
  return { kind: 'missing', reason: 'timeout', detail: asUntrusted(missing) }
}

function resultOf(text: string, { missing, ms, firstTokenMs, usd }: SideSpec): CallResult {
  if (missing !== undefined) return { kind: 'missing', reason: 'timeout', detail: asUntrusted(missing), key }
  const usage = { inputTokens: 100, outputTokens: 10 }
  const streamed = firstTokenMs === undefined ? {} : { firstTokenMs }
  const answer = { text, finish: 'stop', servedModel: undefined, usage, latencyMs: ms, ...streamed } as const
  const call = { version: 1, key, provider: 'openai', model: 'gpt-5-mini', origin: 'https://api.openai.com' } as const
  return { kind: 'answered', key, call: { ...call, answer, at: 0 }, from: 'store', cost: usd }
}

function scoreOf(score: number | readonly number[], at: number, reason = 'it does not say so'): MetricScore {
  const assertions = [score].flat().map((one, assertion) => ({
    assertion,
    score: one,
    reason: one === 1 ? undefined : asUntrusted(reason),
  }))
  return { metric: metricNames[at] ?? '', score: meanOf([score].flat()), assertions }
}

function meanOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

const words =
  'the refund takes five days after we have received the goods unless you paid by invoice or gift card'.split(' ')

/** Some text, the same for the same seed. */
export function someText(seed: number, length: number): string {
  return Array.from({ length }, (_, at) => words[(seed * 7 + at * ((seed % 11) + 3)) % words.length]).join(' ')
}

/** As many cases as a large suite has, with texts of the usual length; every eighth got worse. */
export function manyCases(count: number): readonly CaseSpec[] {
  return Array.from({ length: count }, (_, at) => {
    const base = someText(at, 50)
    const broke = at % 8 === 0
    const usual = { ms: 600 + ((at * 37) % 1400), usd: 0.0004 }
    return {
      id: `case-${String(at).padStart(5, '0')}`,
      input: { question: someText(at + 1, 35) },
      expected: { source: `page-${at % 40}.md` },
      columns: { language: ['de', 'en', 'fr'][at % 3] ?? 'de' },
      base: { ...usual, output: base, scores: [1, 1] },
      head: {
        ...usual,
        output: broke ? someText(at + 5, 20) : base,
        scores: [broke ? 0 : 1, [1, at % 5 === 0 ? 0 : 1]],
      },
    }
  })
}

/** A side that is as it should be. */
export const holds = { scores: [1, 1], ms: 900, usd: 0.001 } as const
/** Cases of every kind: one that broke, one that was fixed, one alike, one without an answer, and forty more. */
export const fewCases: readonly CaseSpec[] = [
  {
    id: 'refund-de',
    input: { question: 'Wie lange dauert die Erstattung?', passages: [{ id: 1, text: 'Fünf Tage.' }] },
    expected: { source: 'refunds.md' },
    columns: { language: 'de' },
    base: {
      ...holds,
      output: 'Fünf Tage, siehe refunds.md',
      judged: '{"pass": true}',
      passages: '["page 1"]',
      tool: 'paid by card',
    },
    head: {
      ...holds,
      output: 'Sieben Tage.',
      firstTokenMs: 210,
      passages: '["page 7"]',
      tool: 'paid by invoice',
      scores: [0, [1, 0]],
      reason: 'no source is named',
      judged: '{"pass": false}',
    },
  },
  {
    id: 'refund-en',
    columns: { language: 'en' },
    base: { ...holds, output: 'Some days.', scores: [0, 1], reason: 'too vague' },
    head: { ...holds, output: 'Five days.', ms: 400 },
  },
  {
    id: 'greeting',
    columns: { language: 'en' },
    base: { ...holds, output: 'Hello!' },
    head: { ...holds, output: 'Hello!' },
  },
  { id: 'lost', columns: { language: 'fr' }, base: { ...holds, output: 'Oui.' }, head: { missing: 'took over 60 s' } },
  ...manyCases(40),
]
