import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { scrubbedEnvironment } from './environment.ts'
import { temporaryDirectory } from './temp.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface RunOptions {
  readonly cwd?: string
  /** Added to the scrubbed environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Absent: standard input is empty and closed. */
  readonly stdin?: string | Uint8Array
  /** After this the process and its children are killed. Default 30 s. */
  readonly timeoutMs?: number
}

export interface CliOptions extends RunOptions {
  /** `dist/cli.js` as users run it, instead of `src/cli.ts`. */
  readonly bundled?: boolean
}

export interface Finished {
  /** The exit code; 128 + the signal's number if a signal ended the process, as shells say it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
  readonly timedOut: boolean
}

export interface Running {
  readonly pid: number
  /** Signals the process alone, as a runner that cancels a job does; `SIGKILL` takes its children, too. */
  kill(signal: NodeJS.Signals): void
  /** Settles when the process has ended, however it ended. Never rejects for an exit code or a signal. */
  readonly finished: Promise<Finished>
}

/** Runs `llmops` to its end. A nonzero exit is a value, not an exception. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<Finished> {
  return (await startCli(args, options)).finished
}

/** Starts `llmops`, for tests that interrupt or kill it. */
export function startCli(args: readonly string[], options: CliOptions = {}): Promise<Running> {
  return startNode(`${root}${options.bundled ? 'dist/cli.js' : 'src/cli.ts'}`, args, options)
}

/** Runs any script under this Node (`dist/index.js`, say) to its end. */
export async function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return (await startNode(script, args, options)).finished
}

/** Starts any script under this Node, with the scrubbed environment and a home of its own. */
export async function startNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const home = await temporaryDirectory('home')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script, ...args], {
    cwd: options.cwd ?? home.path,
    env: { ...scrubbedEnvironment(home.path), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  await once(child, 'spawn').catch(async (error: unknown) => {
    await home[Symbol.asyncDispose]()
    throw error
  })
  child.stdin.on('error', () => {}) // the process may end without reading what it is sent
  child.stdin.end(options.stdin)
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const finished = watch(child, options.timeoutMs ?? 30_000).then(async (end): Promise<Finished> => {
    const [stdout, stderr] = await output
    await home[Symbol.asyncDispose]()
    return { ...end, stdout, stderr, ms: performance.now() - startedAt }
  })
  return { pid: child.pid ?? 0, kill: (signal) => kill(child, signal), finished }
}

async function watch(child: ChildProcess, timeoutMs: number): Promise<Pick<Finished, 'code' | 'timedOut'>> {
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    kill(child, 'SIGKILL')
  }, timeoutMs)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return { code: code ?? 128 + signalNumber(signal), timedOut }
  } finally {
    clearTimeout(timer)
    killGroup(child, 'SIGKILL') // a grandchild left behind would hold the pipes open
  }
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (signal === 'SIGKILL') killGroup(child, signal)
  else child.kill(signal)
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error // gone, or only a zombie
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal]
}
