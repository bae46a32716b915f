import { gzipSync } from 'node:zlib'
import { errorOfStatus, quotaError } from './api-error.ts'
import type { Completion } from './chat-reply.ts'
import {
  bodyOf,
  deliver,
  deliverHalf,
  drip,
  type Exchange,
  errorReply,
  jsonReply,
  type Reply,
  reset,
  silence,
} from './delivery.ts'
import type { Fault, FaultName, RetryAfter } from './faults.ts'

/** Where a fault takes hold on the way from question to wire. */
export interface Effect<F> {
  /** The model is not even asked. */
  readonly instead?: (fault: F, path: string) => Reply
  readonly completion?: (completion: Completion, fault: F) => Completion
  readonly reply?: (reply: Reply, fault: F) => Reply
  readonly deliver?: (exchange: Exchange, reply: Reply, fault: F) => Promise<void>
}

/** What a fault does; without one, nothing is done to any stage. */
export function effectOf(fault: Fault | undefined): Effect<Fault> {
  // The table gives each name the effect of its own fault, which TypeScript cannot follow through an index.
  return fault === undefined ? {} : (effects[fault.fault] as Effect<Fault>)
}

const nothing: Reply = { status: 200, headers: { 'content-type': 'application/json' }, pieces: [] }

const effects: { readonly [K in FaultName]: Effect<Extract<Fault, { fault: K }>> } = {
  status: {
    instead: ({ status, retryAfter, headers }) =>
      errorReply(errorOfStatus(status), { ...retryAfterHeader(retryAfter), ...headers }),
  },
  quota: { instead: () => errorReply(quotaError()) },
  'error-in-200': { reply: errorAfterHalf },
  'html-page': { instead: ({ status = 502 }) => htmlPage(status) },
  'empty-body': { instead: () => ({ ...nothing, headers: { ...nothing.headers, 'content-length': '0' } }) },
  redirect: {
    instead: ({ toOrigin, status = 307 }, path) => ({
      status,
      headers: { location: new URL(path, toOrigin).href, 'content-length': '0' },
      pieces: [],
    }),
  },
  'reset-before-headers': { instead: () => nothing, deliver: reset },
  'reset-mid-body': { deliver: (exchange, reply) => deliverHalf(exchange, reply).then(() => reset(exchange)) },
  hang: { instead: () => nothing, deliver: silence },
  'stall-mid-body': { deliver: (exchange, reply) => deliverHalf(exchange, reply).then(() => silence(exchange)) },
  drip: { deliver: (exchange, reply, { bytes = 1, everyMs = 100 }) => drip(exchange, reply, bytes, everyMs) },
  'malformed-json': { reply: (reply) => rewritten(reply, (text) => text.replaceAll('"object":', 'object:')) },
  'truncated-json': { reply: (reply) => ({ ...reply, pieces: [half(bodyOf(reply).toString())] }) },
  'wrong-content-type': {
    reply: (reply, { contentType = 'text/plain' }) => ({ ...reply, headers: { 'content-type': contentType } }),
  },
  'huge-body': {
    completion: (completion, { bytes = 11 * 2 ** 20 }) => saying(completion, { content: 'x'.repeat(bytes) }),
    reply: (reply, { gzip = false }) => (gzip ? gzipped(reply) : reply),
  },
  'no-choices': { completion: (completion) => ({ ...completion, choices: [] }) },
  'null-content': { completion: (completion) => saying(completion, { content: null }) },
  finish: { completion: (completion, { reason }) => saying(halved(completion), {}, reason) },
  refusal: {
    completion: (completion) => saying(completion, { content: null, refusal: "I'm sorry, I can't help with that." }),
  },
  'missing-usage': { completion: withoutUsage },
  'served-model': { completion: (completion, { model }) => ({ ...completion, model }) },
}

/** Sends a reply as the fault has it sent. */
export function deliverWith(fault: Fault | undefined, exchange: Exchange, reply: Reply): Promise<void> {
  const effect = effectOf(fault)
  if (fault === undefined || effect.deliver === undefined) return deliver(exchange, reply)
  return effect.deliver(exchange, reply, fault)
}

function retryAfterHeader(retryAfter: RetryAfter | undefined): Record<string, string> {
  if (retryAfter === undefined) return {}
  if (typeof retryAfter !== 'object') return { 'retry-after': String(retryAfter) }
  return { 'retry-after': new Date(Date.now() + retryAfter.dateIn * 1000).toUTCString() }
}

function htmlPage(status: number): Reply {
  const page = '<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'
  return { status, headers: { 'content-type': 'text/html' }, pieces: [page] }
}

function errorAfterHalf(reply: Reply): Reply {
  const { body } = errorOfStatus(500)
  if (reply.pieces.length < 2) return jsonReply(200, body)
  const begun = reply.pieces.slice(0, Math.floor(reply.pieces.length / 2))
  return { ...reply, pieces: [...begun, `data: ${JSON.stringify(body)}\n\n`] }
}

function rewritten(reply: Reply, change: (text: string) => string): Reply {
  return { ...reply, pieces: reply.pieces.map((piece) => change(Buffer.from(piece).toString())) }
}

function gzipped(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, pieces: [gzipSync(bodyOf(reply))] }
}

type Choice = Completion['choices'][number]

function saying(
  completion: Completion,
  words: Partial<Choice['message']>,
  finish_reason: Choice['finish_reason'] = 'stop',
): Completion {
  const choices = completion.choices.map((choice) => {
    return { ...choice, finish_reason, message: { ...choice.message, ...words } }
  })
  return { ...completion, choices }
}

function withoutUsage(completion: Completion): Completion {
  const uncounted = { ...completion }
  delete uncounted.usage
  return uncounted
}

function halved(completion: Completion): Completion {
  const choices = completion.choices.map((choice) => {
    const { message } = choice
    return { ...choice, message: { ...message, content: half(message.content ?? '') } }
  })
  return { ...completion, choices }
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2))
}
