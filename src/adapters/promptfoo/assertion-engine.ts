import type { Worker } from 'node:worker_threads'
import type { AssertionEngine, EngineFinding, EngineQuestion } from '../../evaluation/assertion-engine.ts'
import type { Missing } from '../../evaluation/call.ts'
import { type AskJudge, isMissing } from '../../evaluation/judge/judge-question.ts'
import { createSlots } from '../../evaluation/slots.ts'
import { missing } from '../../evaluation/missing.ts'
import { startWorker } from './load.ts'
import type { Answer, Judged, Put, Ready } from './messages.ts'

export interface AssertionEngineOptions {
  /** How long promptfoo may look at one answer, in ms. One that keeps it longer is missing: no score may depend on the machine. Default 20 s. */
  readonly deadlineMs?: number
  readonly start?: () => Worker
}

/**
 * promptfoo's assertions, in a worker that is started at the first question. The worker does one thing at a time, so that
 * one that takes too long is known; it is then ended, and what else it was asked is asked again.
 */
export function createAssertionEngine(options: AssertionEngineOptions = {}): AssertionEngine & AsyncDisposable {
  const { deadlineMs = 20_000, start = startWorker } = options
  let thread: Thread | undefined
  const running = (): Thread => {
    if (thread === undefined || thread.ended) thread = new Thread(start(), deadlineMs)
    return thread
  }
  return {
    async find(question, askJudge) {
      for (;;) {
        const finding = await findIn(running(), question, askJudge)
        if (finding !== 'ended') return finding
      }
    },
    async [Symbol.asyncDispose]() {
      await thread?.end()
    },
  }
}

/** `ended` where the worker was ended because of another question. */
async function findIn(
  thread: Thread,
  question: EngineQuestion,
  askJudge: AskJudge,
): Promise<EngineFinding | Missing | 'ended'> {
  let turn = await thread.ask({ id: thread.newId(), question })
  for (;;) {
    if (turn === 'ended') return 'ended'
    if (turn === 'too long') return missing('timeout', 'it took too long to look at the answer')
    if ('finding' in turn) return turn.finding
    const judgement = await askJudge(turn.ask)
    const unjudged = isMissing(judgement)
    turn = await thread.ask({ id: turn.id, judgement: unjudged ? undefined : judgement })
    if (unjudged) return judgement
  }
}

type Turn = Answer | 'too long' | 'ended'

/** A worker, and whose turn it is. */
class Thread {
  readonly #worker: Worker
  readonly #deadlineMs: number
  readonly #inTurn = createSlots(1)
  readonly #ready: Promise<void>
  #receive: (turn: Turn) => void = () => {}
  #fail: (fault: Error) => void = () => {}
  #fault: Error | undefined
  #lastId = 0
  ended = false

  constructor(worker: Worker, deadlineMs: number) {
    this.#worker = worker
    this.#deadlineMs = deadlineMs
    this.#ready = new Promise((resolve, reject) => {
      this.#fail = reject
      worker.on('message', (message: Ready | Answer) => ('ready' in message ? resolve() : this.#receive(message)))
    })
    worker.on('error', (fault) => this.#break(String(fault)))
    worker.on('exit', () => this.#break('it has ended'))
    this.#ready.catch(() => {}) // whoever asks is told
  }

  newId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  /** Sends a question, or what a judge said, and waits for what comes of it. */
  ask(message: Put | Judged): Promise<Turn> {
    return this.#inTurn(async () => {
      if (this.ended) return 'ended'
      this.#worker.ref()
      try {
        await this.#ready
        return await this.#turn(message)
      } finally {
        this.#worker.unref()
      }
    })
  }

  async end(): Promise<void> {
    this.ended = true
    await this.#worker.terminate()
  }

  #break(why: string): void {
    this.#fault ??= new Error(`promptfoo cannot be used: ${why}`)
    this.#fail(this.#fault)
  }

  async #turn(message: Put | Judged): Promise<Turn> {
    if (this.#fault !== undefined) throw this.#fault
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    this.#receive = resolve
    this.#fail = reject
    const alarm = setTimeout(() => resolve('too long'), this.#deadlineMs)
    this.#worker.postMessage(message)
    const turn = await promise.finally(() => clearTimeout(alarm))
    if (turn === 'too long') await this.end()
    return turn
  }
}
