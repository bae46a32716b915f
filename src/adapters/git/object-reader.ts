import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { IncompleteFault } from '../../diagnostic/fault.ts'
import { gitEnvironment } from './environment.ts'
import type { GitPlace } from './git.ts'

interface Waiting {
  readonly resolve: (blob: Uint8Array | undefined) => void
  readonly reject: (error: Error) => void
}

/** Reads blobs through one `git cat-file --batch`; requests are answered in order. */
export class ObjectReader implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: Waiting[] = []
  #chunks: Buffer[] = []
  #buffered = 0
  /** Bytes still needed before the next reply is whole: a header needs a line end, a body its size and one more. */
  #body: number | undefined

  constructor(place: GitPlace) {
    this.#child = spawn('git', ['cat-file', '--batch'], {
      cwd: place.root,
      env: gitEnvironment(process.env, place),
    })
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#child.stdin.on('error', () => {})
    this.#child.on('error', (error) => this.#fail(error))
    this.#child.on('close', () => this.#fail(new IncompleteFault('git cat-file ended early')))
    this.#child.unref()
  }

  /** The bytes of an object named by id or `commit:path`; undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined> {
    if (name.includes('\n')) return Promise.resolve(undefined)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#child.stdin.write(`${name}\n`)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.removeAllListeners('close')
    this.#fail(new Error('the reader was closed while it was read from'))
    this.#child.stdin.end()
    this.#child.kill()
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    while (this.#takeReply()) {}
  }

  #takeReply(): boolean {
    return this.#body === undefined ? this.#takeHeader() : this.#takeBody(this.#body)
  }

  #takeHeader(): boolean {
    const buffer = this.#joined()
    const end = buffer.indexOf(10)
    if (end < 0) return false
    const header = buffer.toString('utf8', 0, end)
    this.#keep(buffer.subarray(end + 1))
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(header)?.[1]
    if (size === undefined) this.#waiting.shift()?.resolve(undefined)
    else this.#body = Number(size)
    return true
  }

  #takeBody(size: number): boolean {
    if (this.#buffered < size + 1) return false
    const buffer = this.#joined()
    this.#waiting.shift()?.resolve(Uint8Array.from(buffer.subarray(0, size)))
    this.#keep(buffer.subarray(size + 1))
    this.#body = undefined
    return true
  }

  #joined(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] ?? Buffer.alloc(0)
  }

  /** A rest that is small beside what was read lets go of that. */
  #keep(rest: Buffer): void {
    const isSmall = rest.length < rest.buffer.byteLength / 4
    this.#chunks = rest.length === 0 ? [] : [isSmall ? Buffer.from(rest) : rest]
    this.#buffered = rest.length
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
