import { connectionFailure, type Failure, failure, noAnswerInTime, type Secrets } from '../failure.ts'
import type { OpenReply } from '../open-reply.ts'
import { readReply } from '../post-bound.ts'
import type { Assembly } from './assembly.ts'
import { BrokenStream, readStream, type StreamForm } from './read-stream.ts'

export interface Receiving {
  readonly assembly: Assembly
  readonly form: StreamForm
  /** When the request began, of `performance.now()`. */
  readonly startedAt: number
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

/** A reply as it would have come in one piece. */
export interface Received {
  readonly whole: unknown
  /** Empty where it did come in one piece, or says nothing. */
  readonly timed: { readonly firstTokenMs?: number }
}

/** Reads the body of a success that was asked for as a stream. Some servers do not stream: JSON is the reply itself. */
export async function receive(response: OpenReply, receiving: Receiving): Promise<Received | Failure> {
  const { assembly, form, startedAt, secrets, signal } = receiving
  try {
    if (isPlainJson(response)) return { whole: JSON.parse((await readReply(response)).text), timed: {} }
    const { whole, firstTokenMs } = await readStream(response, assembly, form, startedAt)
    return { whole, timed: firstTokenMs === undefined ? {} : { firstTokenMs } }
  } catch (error) {
    if (signal.aborted) return noAnswerInTime(secrets)
    const isUnreadable = error instanceof BrokenStream || error instanceof SyntaxError
    return isUnreadable
      ? failure('malformed-reply', error.message, secrets, { retry: true })
      : connectionFailure(error, secrets)
  }
}

function isPlainJson({ headers }: OpenReply): boolean {
  return /^application\/json\b/i.test(headers.get('content-type') ?? '')
}
