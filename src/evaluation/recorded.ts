import type { Digest, Json } from '../digest/digest.ts'
import type { Answer, Call, CallStore, StoredCall, Usage } from './call.ts'
import { askedText } from './name-request.ts'

/** The origin of an answer that is kept in Git. */
const recordedOrigin = 'recorded'

/**
 * One line of `llmops/recorded/*.jsonl`: an answer kept in Git, reviewable in a diff. `asked` is for the reader; what
 * counts is the key.
 */
export interface RecordedLine {
  readonly key: Digest
  readonly provider: string
  readonly model: string
  readonly trial: number
  /** What the user says last, the text that is embedded, or the JSON that is posted. */
  readonly asked: string
  readonly answer: {
    readonly text: string
    readonly toolCalls?: Answer['toolCalls']
    /** Default `stop`. */
    readonly finish?: Answer['finish']
    readonly usage?: Usage
    readonly latencyMs?: number
    readonly firstTokenMs?: number
    readonly servedModel?: string
  }
  /** Epoch ms of the answer. */
  readonly at?: number
  readonly note?: string
}

/** The line that keeps an answer. */
export function recordedLine(call: Call, { key, provider, model, answer, at }: StoredCall): RecordedLine {
  const { text, toolCalls, finish, usage, latencyMs, firstTokenMs, servedModel } = answer
  return {
    key,
    provider,
    model,
    trial: call.trial,
    asked: askedText(call),
    answer: {
      text,
      ...(toolCalls !== undefined && { toolCalls }),
      ...(finish !== 'stop' && { finish }),
      ...(usage !== undefined && { usage }),
      ...(latencyMs !== undefined && { latencyMs }),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      ...(servedModel !== undefined && { servedModel }),
    },
    ...(at !== undefined && { at }),
  }
}

/**
 * Lines as JSONL: sorted by provider, model, what was asked, trial and key, one order of fields, a final line end. The
 * same answers give the same bytes.
 */
export function formatRecorded(lines: readonly RecordedLine[]): string {
  return lines
    .toSorted(byRequest)
    .map((line) => `${JSON.stringify(inOrder(line))}\n`)
    .join('')
}

/** Answers kept in Git as a store that is only read. Of two lines with one key the first counts. */
export function recordedLayer(lines: readonly RecordedLine[]): CallStore {
  const calls = new Map(lines.toReversed().map((line) => [line.key, storedCall(line)]))
  return {
    get: (key) => calls.get(key),
    put() {
      throw new TypeError('recorded answers are only read')
    },
  }
}

function storedCall({ key, provider, model, answer, at }: RecordedLine): StoredCall {
  const { text, toolCalls, finish = 'stop', usage, latencyMs, firstTokenMs, servedModel } = answer
  const called = toolCalls !== undefined && { toolCalls }
  const streamed = firstTokenMs !== undefined && { firstTokenMs }
  return {
    version: 1,
    key,
    provider,
    model,
    at,
    origin: recordedOrigin,
    answer: { text, ...called, finish, usage, latencyMs, ...streamed, servedModel },
  }
}

function byRequest(a: RecordedLine, b: RecordedLine): number {
  return (
    byCodeUnits(a.provider, b.provider) ||
    byCodeUnits(a.model, b.model) ||
    byCodeUnits(a.asked, b.asked) ||
    a.trial - b.trial ||
    byCodeUnits(a.key, b.key)
  )
}

function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** JSON.stringify writes fields in this order and leaves out those that are undefined. */
function inOrder({ key, provider, model, trial, asked, answer, at, note }: RecordedLine): { [field: string]: unknown } {
  const { text, toolCalls, finish, usage, latencyMs, firstTokenMs, servedModel } = answer
  const called = toolCalls?.map(({ name, arguments: written }) => ({ name, arguments: written }))
  const shown = finish === 'stop' ? undefined : finish
  return {
    key,
    provider,
    model,
    trial,
    asked,
    answer: {
      text,
      toolCalls: called,
      finish: shown,
      usage: usage && usageInOrder(usage),
      latencyMs,
      firstTokenMs,
      servedModel,
    },
    at,
    note,
  }
}

function usageInOrder({ inputTokens, cachedInputTokens, outputTokens }: Usage): { [field: string]: Json | undefined } {
  return { inputTokens, cachedInputTokens, outputTokens }
}
