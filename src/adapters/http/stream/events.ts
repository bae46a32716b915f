import { linesOf } from './lines.ts'

/**
 * The data of each server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
 * Names and ids of events say nothing that their data do not. An event that the end of the stream cuts off is none.
 */
export async function* eventData(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let data: string[] = []
  for await (const line of linesOf(pieces)) {
    const field = /^\uFEFF?data(?:: ?|$)/.exec(line)
    if (field !== null) data.push(line.slice(field[0].length))
    if (line !== '' || data.length === 0) continue
    yield data.join('\n')
    data = []
  }
}
