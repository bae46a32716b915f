import type { OpenReply } from '../open-reply.ts'
import { textPieces } from '../post-bound.ts'
import { at } from '../json.ts'
import type { Assembly } from './assembly.ts'
import { eventData } from './events.ts'
import { linesOf } from './lines.ts'

/** How the events of a stream are written: server-sent events, or a JSON document a line. */
export type StreamForm = 'events' | 'lines'

/** A reply that arrived in pieces. */
export interface Streamed {
  readonly whole: unknown
  /** From `startedAt` to the first word, in ms; undefined where the model said nothing. */
  readonly firstTokenMs: number | undefined
}

/** The stream says, or shows, that there will be no whole reply. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream'
}

/**
 * Reads a stream to its end.
 * @param startedAt when the request began, of `performance.now()`
 * @throws BrokenStream where its end did not arrive, an event is no JSON, or one is an error; and as `textPieces`
 */
export async function readStream(
  response: OpenReply,
  assembly: Assembly,
  form: StreamForm,
  startedAt: number,
): Promise<Streamed> {
  const events = form === 'events' ? eventData(textPieces(response)) : linesOf(textPieces(response))
  let firstTokenMs: number | undefined
  for await (const data of events) {
    if (data.trim() === '' || data === '[DONE]') continue
    const isContent = assembly.take(parsedEvent(data))
    if (isContent) firstTokenMs ??= Math.round(performance.now() - startedAt)
  }
  if (assembly.whole === undefined) throw new BrokenStream('the stream ended before the answer did')
  return { whole: assembly.whole, firstTokenMs }
}

function parsedEvent(data: string): unknown {
  const event = json(data)
  if (event === undefined) throw new BrokenStream('an event of the stream is not JSON')
  const told = [at(event, 'error', 'message'), at(event, 'error'), at(event, 'message')]
  const error = told.find((message) => typeof message === 'string') ?? 'it does not say why'
  const isError = at(event, 'type') === 'error' || (at(event, 'error') ?? null) !== null
  if (isError) throw new BrokenStream(`the stream broke off: ${error}`)
  return event
}

function json(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
