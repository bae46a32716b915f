import { closeSync, constants, openSync, readSync } from 'node:fs'
import type { JournalSource, SourceLine } from '../../evaluation/journal/read-journal.ts'

/** Read at once: of all lines, and of one. */
const chunkBytes = { ofAll: 256 * 1024, ofOne: 8 * 1024 }

/** Bytes of a line. A longer one is nothing that a run writes: it is cut, and so no JSON. */
const longest = 64 * 1024 * 1024

/** A file read line by line, whatever its size. `file` is what messages call it. */
export function journalSource(path: string, file = path): JournalSource {
  return {
    file,
    lines: () => linesFrom(path, 0, chunkBytes.ofAll),
    lineAt(offset) {
      for (const { text } of linesFrom(path, offset, chunkBytes.ofOne)) return text
      return ''
    },
  }
}

function* linesFrom(path: string, start: number, atOnce: number): Generator<SourceLine> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const pending = new PendingLine(start)
    for (let at = start; ; ) {
      const chunk = Buffer.allocUnsafe(atOnce)
      const size = readSync(descriptor, chunk, 0, atOnce, at)
      if (size === 0) break
      at += size
      yield* pending.take(chunk.subarray(0, size))
    }
    if (pending.size > 0) yield pending.flush(false)
  } finally {
    closeSync(descriptor)
  }
}

/** Bytes of a line whose end was not read yet. */
class PendingLine {
  #offset: number
  #kept: Buffer[] = []
  size = 0

  constructor(offset: number) {
    this.#offset = offset
  }

  *take(chunk: Buffer): Generator<SourceLine> {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      this.#keep(chunk.subarray(from, end))
      yield this.flush(true)
      from = end + 1
    }
    this.#keep(chunk.subarray(from))
  }

  flush(isWhole: boolean): SourceLine {
    const line = { text: Buffer.concat(this.#kept).toString('utf8'), offset: this.#offset, isWhole }
    this.#offset += this.size + 1
    this.#kept = []
    this.size = 0
    return line
  }

  #keep(bytes: Buffer): void {
    if (this.size < longest) this.#kept.push(bytes)
    this.size += bytes.length
  }
}

const lineFeed = 10
