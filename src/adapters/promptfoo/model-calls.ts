import type { Worker } from 'node:worker_threads'
import { startWorker } from './load.ts'
import type { Composed, FromCall, Reading, Ready, ToCall, Told } from './messages.ts'

/** A model call whose request promptfoo has composed. Ends with `read` or `drop`. */
export interface BegunCall {
  readonly composed: Composed
  /** What promptfoo reads in the body of a reply; nothing where it cannot say. */
  read(reply: string): Promise<Reading>
  /** There is no reply that promptfoo should see. */
  drop(): void
}

export interface ModelCalls {
  /** Has promptfoo compose a request. Its own words where it composes none; `too long` where it keeps thinking. */
  begin(told: Told): Promise<BegunCall | { readonly error: string } | 'too long'>
}

export interface ModelCallsOptions {
  /** How long promptfoo may think about a request or a reply, in ms. Default 20 s. */
  readonly patienceMs?: number
  readonly start?: () => Worker
}

/**
 * promptfoo's providers, in a worker that is started at the first call and has no network: what promptfoo composes is sent
 * by whoever asked. One worker serves any number of calls at once; one that hangs is ended, and what it had is begun again.
 */
export function createModelCalls(options: ModelCallsOptions = {}): ModelCalls & AsyncDisposable {
  const { patienceMs = 20_000, start = startWorker } = options
  let thread: CallThread | undefined
  const running = (): CallThread => {
    if (thread === undefined || thread.ended) thread = new CallThread(start(), patienceMs)
    return thread
  }
  return {
    async begin(told) {
      for (;;) {
        const begun = await beginIn(running(), told)
        if (begun !== 'ended') return begun
      }
    },
    async [Symbol.asyncDispose]() {
      await thread?.end()
    },
  }
}

async function beginIn(
  thread: CallThread,
  told: Told,
): Promise<BegunCall | { readonly error: string } | 'too long' | 'ended'> {
  const id = thread.newId()
  const turn = await thread.ask({ id, told })
  if (typeof turn === 'string') return turn
  if ('reading' in turn) return { error: turn.reading.error ?? 'it asked nothing' }
  return {
    composed: turn.composed,
    read: async (reply) => readingOf(await thread.ask({ id, reply })),
    drop: () => thread.tell({ id, reply: undefined }),
  }
}

function readingOf(turn: Turn): Reading {
  return typeof turn === 'object' && 'reading' in turn ? turn.reading : { output: undefined, error: undefined }
}

type Turn = FromCall | 'too long' | 'ended'

/** A worker, and who waits for what it says. */
class CallThread {
  readonly #worker: Worker
  readonly #patienceMs: number
  readonly #ready: Promise<void>
  readonly #waiting = new Map<number, PromiseWithResolvers<Turn>>()
  #asking = 0
  #lastId = 0
  #fault: Error | undefined
  ended = false

  constructor(worker: Worker, patienceMs: number) {
    this.#worker = worker
    this.#patienceMs = patienceMs
    this.#ready = new Promise((resolve, reject) => {
      worker.on('message', (message: Ready | FromCall) => ('ready' in message ? resolve() : this.#receive(message)))
      worker.on('error', (fault) => reject(this.#break(String(fault))))
      worker.on('exit', () => reject(this.#break('it has ended')))
    })
    this.#ready.catch(() => {}) // whoever asks is told
  }

  newId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  tell(message: ToCall): void {
    if (!this.ended) this.#worker.postMessage(message)
  }

  /** Keeps the process alive meanwhile. Throws where promptfoo cannot be loaded. */
  async ask(message: ToCall): Promise<Turn> {
    if (this.ended) return 'ended'
    this.#asking += 1
    this.#worker.ref()
    try {
      await this.#ready
      return await this.#turn(message)
    } catch (fault) {
      if (this.ended) return 'ended'
      throw fault
    } finally {
      this.#asking -= 1
      if (this.#asking === 0) this.#worker.unref()
    }
  }

  async end(): Promise<void> {
    this.ended = true
    for (const { resolve } of this.#waiting.values()) resolve('ended')
    await this.#worker.terminate()
  }

  async #turn(message: ToCall): Promise<Turn> {
    if (this.ended) return 'ended'
    if (this.#fault !== undefined) throw this.#fault
    const waiter = Promise.withResolvers<Turn>()
    this.#waiting.set(message.id, waiter)
    const alarm = setTimeout(() => waiter.resolve('too long'), this.#patienceMs)
    this.#worker.postMessage(message)
    const turn = await waiter.promise.finally(() => {
      clearTimeout(alarm)
      this.#waiting.delete(message.id)
    })
    if (turn === 'too long') await this.end()
    return turn
  }

  #receive(message: FromCall): void {
    this.#waiting.get(message.id)?.resolve(message)
  }

  #break(why: string): Error {
    this.#fault ??= new Error(`promptfoo cannot be used: ${why}`)
    for (const { reject, resolve } of this.#waiting.values()) {
      if (this.ended) resolve('ended')
      else reject(this.#fault)
    }
    return this.#fault
  }
}
