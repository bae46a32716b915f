import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError, unknownModelError, wrongKeyError } from './api-error.ts'
import { type CallingAnswer, type Completion, completionOf, eventsOf, withCalls } from './chat-reply.ts'
import { type ChatRequest, lastUserText, readChatRequest } from './chat-request.ts'
import { deliverWith, effectOf } from './fault-effects.ts'
import { type Fault, type FaultScript, faultChooser } from './faults.ts'
import { embeddingsFor } from './embeddings.ts'
import { type Exchange, errorReply, eventStream, jsonReply, pause, type Reply } from './delivery.ts'
import { isObject } from './random.ts'
import { type Received, requestLog } from './record.ts'
import { responseEvents, responseOf } from './responses-reply.ts'
import { readResponsesRequest } from './responses-request.ts'
import { type Answer, type Draw, drawer, type Luck, type Skill } from './skill.ts'

/** A fixed text, a right and a wrong one between which skill decides, or calls of tools. */
export type AnswerTo = (request: ChatRequest) => string | Answer | CallingAnswer

/** Answers by what the user says last, which is then the case's key, too. */
export type AnswerTable = Readonly<Record<string, string | Omit<Answer, 'caseKey'>>>

export interface ModelServerOptions extends Partial<Luck> {
  /** Default: what the user said last. */
  readonly answer?: AnswerTo | AnswerTable
  /** The chat models there are, and how good they are. Default: any model, always right. */
  readonly skills?: Readonly<Record<string, Skill>>
  /** Keys that are accepted. Default: any request, with or without a key. */
  readonly keys?: readonly string[]
  readonly faults?: FaultScript
  /** Before the first byte of every answer. */
  readonly latencyMs?: number | ((received: Readonly<Received>) => number)
  /** Between two events of a stream. Default 0. */
  readonly chunkMs?: number
}

export interface ModelServer extends AsyncDisposable {
  /** http://127.0.0.1:port */
  readonly origin: string
  /** What a client calls the base URL: the origin and `/v1`. */
  readonly url: string
  /** Everything received, faulty and refused requests included, in the order of arrival. */
  readonly requests: readonly Readonly<Received>[]
  /** The most requests that were open at one time. */
  readonly peakConcurrency: number
  /** Replaces the script; its counts begin anew. */
  setFaults(script: FaultScript): void
  /** As if just started with the present script: no requests, no counts, and the same draws again. */
  reset(): void
}

/** An OpenAI-compatible server on a free port of the loopback: chat completions, responses, embeddings and models. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const luck: Luck = { ...options, seed: options.seed ?? 'rig' }
  const log = requestLog()
  let script = options.faults ?? []
  let chooseFault = faultChooser(script, luck.seed)
  let draw = drawer(luck)

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const exchange = exchangeOn(outgoing, options.chunkMs ?? 0)
    const received = await log.receive(incoming, outgoing)
    outgoing.setHeader('x-request-id', `req_${received.ordinal}`)
    const reply = replyOrRefusal(received, { options, chooseFault, draw })
    await pause(exchange, latencyOf(options, received))
    await deliverWith(received.fault, exchange, reply)
  }

  const http = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      if (incoming.socket.destroyed) return // the client went away
      outgoing.destroy()
      throw error
    })
  })
  const origin = await listen(http)
  return {
    origin,
    url: `${origin}/v1`,
    get requests() {
      return log.requests
    },
    get peakConcurrency() {
      return log.peakConcurrency
    },
    setFaults(next) {
      script = next
      chooseFault = faultChooser(script, luck.seed)
    },
    reset() {
      log.clear()
      chooseFault = faultChooser(script, luck.seed)
      draw = drawer(luck)
    },
    [Symbol.asyncDispose]: () => close(http),
  }
}

interface Machinery {
  readonly options: ModelServerOptions
  readonly chooseFault: (received: Received) => Fault | undefined
  readonly draw: ReturnType<typeof drawer>
}

function replyOrRefusal(received: Received, machinery: Machinery): Reply {
  try {
    checkKey(received, machinery.options.keys)
    return replyTo(received, machinery)
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error)
    const message = `The rig could not answer: ${error instanceof Error ? error.message : String(error)}`
    return errorReply(new ApiError(400, message, { type: 'rig_error', code: 'rig_error' }))
  }
}

function checkKey({ headers }: Received, keys: readonly string[] | undefined): void {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
  if (keys !== undefined && !keys.includes(key)) throw wrongKeyError(key)
}

function replyTo(received: Received, machinery: Machinery): Reply {
  const { pathname } = new URL(received.path, 'http://rig')
  const models = Object.keys(machinery.options.skills ?? {})
  if (pathname === '/v1/models') return faultyOr(received, machinery, 'GET', () => modelList(models))
  if (pathname === '/v1/embeddings') return faultyOr(received, machinery, 'POST', () => embeddingsFor(received.body))
  if (pathname === '/v1/chat/completions') {
    return chatReply(received, machinery, {
      read: readChatRequest,
      whole: (completion) => completion,
      events: eventsOf,
    })
  }
  if (pathname === '/v1/responses') {
    const events = (completion: Completion) => responseEvents(responseOf(completion))
    return chatReply(received, machinery, { read: readResponsesRequest, whole: responseOf, events })
  }
  throw new ApiError(404, `Invalid URL (${received.method} ${pathname})`)
}

function faultyOr(received: Received, machinery: Machinery, method: 'GET' | 'POST', answer: () => object): Reply {
  checkTransport(received, method)
  const body = answer()
  return withFault(received, machinery, () => jsonReply(200, body))
}

/** One of OpenAI's APIs for chats: how a request is read, and how a completion is said. */
interface ChatApi {
  readonly read: (body: unknown) => ChatRequest
  readonly whole: (completion: Completion) => object
  readonly events: (completion: Completion, request: ChatRequest) => string[]
}

function chatReply(received: Received, machinery: Machinery, { read, whole, events }: ChatApi): Reply {
  checkTransport(received, 'POST')
  const request = read(received.body)
  const { skills } = machinery.options
  if (skills !== undefined && !Object.hasOwn(skills, request.model)) throw unknownModelError(request.model)
  received.chat = request
  return withFault(received, machinery, (fault) => {
    const answer = answerFor(request, machinery.options.answer)
    const id = `rig-${received.ordinal}`
    const healthy =
      typeof answer === 'object' && 'calls' in answer
        ? withCalls(completionOf(request, id, ['']), answer)
        : completionOf(request, id, textsFor(request, answer, received, machinery))
    const completion = fault === undefined ? healthy : (effectOf(fault).completion?.(healthy, fault) ?? healthy)
    return request.stream ? eventStream(events(completion, request)) : jsonReply(200, whole(completion))
  })
}

/** The answer with the fault's work done to it, but for what happens on the wire. */
function withFault(received: Received, machinery: Machinery, answer: (fault?: Fault) => Reply): Reply {
  const fault = machinery.chooseFault(received)
  if (fault === undefined) return answer()
  received.fault = fault
  const effect = effectOf(fault)
  if (effect.instead !== undefined) return effect.instead(fault, received.path)
  const reply = answer(fault)
  return effect.reply?.(reply, fault) ?? reply
}

function textsFor(
  request: ChatRequest,
  answer: string | Answer,
  received: Received,
  { options, draw }: Machinery,
): string[] {
  if (typeof answer === 'string') return Array.from({ length: request.n ?? 1 }, () => answer)
  const draws: readonly Draw[] = draw(request, answer, answer.skill ?? skillOf(request, options.skills))
  received.draws = draws
  return draws.map(({ right }) => (right ? answer.right : answer.wrong))
}

function answerFor(request: ChatRequest, answer: ModelServerOptions['answer']): string | Answer | CallingAnswer {
  const asked = lastUserText(request)
  if (answer === undefined) return asked
  if (typeof answer === 'function') return answer(request)
  const entry = Object.hasOwn(answer, asked) ? answer[asked] : undefined
  if (entry === undefined) throw new Error(`no answer is known to ${JSON.stringify(asked)}`)
  return typeof entry === 'string' ? entry : { ...entry, caseKey: asked }
}

function skillOf(request: ChatRequest, skills: ModelServerOptions['skills'] = {}): number {
  const skill = skills[request.model] ?? 1
  return typeof skill === 'number' ? skill : skill(request)
}

function checkTransport({ method, headers, body }: Received, expected: 'GET' | 'POST'): void {
  if (method !== expected)
    throw new ApiError(405, `Not allowed to ${method} here (HINT: Perhaps you meant ${expected})`)
  if (expected === 'GET') return
  const type = headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) {
    throw new ApiError(400, `Unsupported content type: '${type}'.`, { code: 'unsupported_content_type' })
  }
  if (!isObject(body)) throw new ApiError(400, 'We could not parse the JSON body of your request.')
}

function modelList(models: readonly string[]): object {
  return { object: 'list', data: models.map((id) => ({ id, object: 'model', created: 1767225600, owned_by: 'rig' })) }
}

function latencyOf({ latencyMs = 0 }: ModelServerOptions, received: Received): number {
  return typeof latencyMs === 'number' ? latencyMs : latencyMs(received)
}

function exchangeOn(outgoing: ServerResponse, chunkMs: number): Exchange {
  const closed = new AbortController()
  outgoing.once('close', () => closed.abort())
  return { outgoing, chunkMs, signal: closed.signal }
}

async function listen(http: Server): Promise<string> {
  http.keepAliveTimeout = 600_000 // an idle connection that closes would look like a fault
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

function close(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()))
  http.closeAllConnections()
  return closed
}
