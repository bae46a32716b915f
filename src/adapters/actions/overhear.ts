import { harmless, linesOf } from './harmless.ts'

/** What came of work that prints, and what it complained of. */
export interface Overheard<T> {
  readonly value: T
  /** Its warnings and errors, in order, each on one line. */
  readonly complaints: readonly string[]
}

type Write = typeof process.stdout.write

/**
 * Does work of a package that reports its troubles to nobody but the log, and listens: warnings and errors are handed over
 * instead of shown. Masks and debug lines are passed on; any other line becomes plain text.
 */
export async function overhear<T>(work: () => Promise<T>): Promise<Overheard<T>> {
  const complaints: string[] = []
  const restore = [process.stdout, process.stderr].map((stream) => listenTo(stream, complaints))
  try {
    return { value: await work(), complaints }
  } finally {
    for (const put of restore) put()
  }
}

function listenTo(stream: NodeJS.WriteStream, complaints: string[]): () => void {
  const write = stream.write.bind(stream)
  const listen = (chunk: string | Uint8Array, ...rest: never[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const shown = linesOf(text).filter((line) => !isComplaint(line, complaints))
    return write(shown.map(passed).join('\n'), ...rest)
  }
  stream.write = listen as Write
  return () => void (stream.write = write)
}

/** Keeps a warning or an error, unescaped and on one line. */
function isComplaint(line: string, complaints: string[]): boolean {
  const [, data] = /^::(?:warning|error)(?: [^:]*)?::(.*)$/.exec(line) ?? []
  if (data !== undefined)
    complaints.push(
      data
        .replaceAll(/(%0D|%0A)+/g, ' ')
        .replaceAll('%25', '%')
        .trim(),
    )
  return data !== undefined
}

function passed(line: string): string {
  return /^::(add-mask|debug)::/.test(line) ? line : harmless(line)
}
