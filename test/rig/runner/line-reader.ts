import { linesOf } from './command.ts'

export interface LineReader {
  /** The next piece of a stream. A `\r` at its end waits for what follows: `\r\n` is one line end. */
  push(text: string): void
  /** The stream is over: what is left is a line, too. */
  end(): void
}

/** Cuts a stream that arrives in pieces into the runner's lines. */
export function lineReader(emit: (line: string) => void): LineReader {
  let rest = ''
  return {
    push(text) {
      const held = rest + text
      const complete = Math.max(held.lastIndexOf('\n'), held.lastIndexOf('\r', held.length - 2)) + 1
      rest = held.slice(complete)
      for (const line of linesOf(held.slice(0, complete))) emit(line)
    },
    end() {
      for (const line of linesOf(rest)) emit(line)
      rest = ''
    },
  }
}
