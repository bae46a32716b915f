import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCommandFiles, readCommandFiles, type StepEffects } from './file-commands.ts'
import { lineReader } from './line-reader.ts'
import type { SecretMasker } from './secret-masker.ts'
import { type StepOutput, stepOutputReader } from './step-output.ts'

/** How long the runner waits before each stronger signal when a job is cancelled, in ms. */
export interface Patience {
  readonly beforeTerm: number
  readonly beforeKill: number
}

export const runnersPatience: Patience = { beforeTerm: 7_500, beforeKill: 2_500 }

export interface StepOptions {
  readonly script: string
  readonly workspace: string
  readonly runnerTemp: string
  /** All variables but those of the command files. */
  readonly env: Readonly<Record<string, string>>
  readonly masker: SecretMasker
  readonly debug: boolean
  readonly patience: Patience
  /** Killed after this; a step that hangs is a fault of the test, not of the runner. */
  readonly timeoutMs: number
  /** What the runner says before the step starts. */
  readonly warnings: readonly string[]
}

export interface StepRun extends StepOutput, StepEffects {
  /** The exit code; 128 + the signal's number if a signal ended the process. */
  readonly exitCode: number
  /** A step fails by its exit code, or by a command or command file that the runner refuses. */
  readonly conclusion: 'success' | 'failure' | 'cancelled'
  /** As written, secrets included. */
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
  readonly timedOut: boolean
}

export interface RunningStep {
  readonly pid: number
  /** Lines of the log so far. */
  readonly log: readonly string[]
  /** SIGINT, then SIGTERM, then the end of the process and its children. */
  cancel(): void
  /** SIGKILL to the process and its children, as an out-of-memory killer does. */
  kill(): void
  /** Never rejects for an exit code or a signal. */
  readonly finished: Promise<StepRun>
}

/** Starts one step of a JavaScript action: `node <script>`, standard input closed. */
export async function startStep(options: StepOptions): Promise<RunningStep> {
  const files = await createCommandFiles(options.runnerTemp)
  const reader = stepOutputReader(options)
  for (const warning of options.warnings) reader.say('warning', warning)
  const startedAt = performance.now()
  const child = spawn(process.execPath, [options.script], {
    cwd: options.workspace,
    env: { ...options.env, ...files },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  await once(child, 'spawn')
  child.stdin.on('error', () => {})
  child.stdin.end()
  const texts = { stdout: collect(child.stdout, reader.read), stderr: collect(child.stderr, reader.read) }
  const end = { cancelled: false, timedOut: false }
  const finished = exitOf(child, options.timeoutMs, end).then(async (exitCode): Promise<StepRun> => {
    const [stdout, stderr] = await Promise.all([texts.stdout, texts.stderr])
    const effects = await readCommandFiles(files, reader, options.masker)
    const failed = exitCode !== 0 || reader.output.failed
    const conclusion = end.cancelled ? 'cancelled' : failed ? 'failure' : 'success'
    const { timedOut } = end
    const ms = performance.now() - startedAt
    return { ...reader.output, ...effects, exitCode, conclusion, stdout, stderr, ms, timedOut }
  })
  return {
    pid: child.pid ?? 0,
    log: reader.output.log,
    cancel() {
      end.cancelled = true
      void cancel(child, options.patience)
    },
    kill: () => killTree(child),
    finished,
  }
}

async function collect(stream: NodeJS.ReadableStream, read: (line: string) => void): Promise<string> {
  const lines = lineReader(read)
  let all = ''
  stream.setEncoding('utf8')
  for await (const piece of stream) {
    all += String(piece)
    lines.push(String(piece))
  }
  lines.end()
  return all
}

async function exitOf(child: ChildProcess, timeoutMs: number, end: { timedOut: boolean }): Promise<number> {
  const timer = setTimeout(() => {
    end.timedOut = true
    killTree(child)
  }, timeoutMs)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  } finally {
    clearTimeout(timer)
    killTree(child) // a grandchild left behind would hold the pipes open
  }
}

async function cancel(child: ChildProcess, { beforeTerm, beforeKill }: Patience): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  await Promise.race([exited, sleep(beforeTerm, undefined, { ref: false })])
  if (hasEnded(child)) return
  child.kill('SIGTERM')
  await Promise.race([exited, sleep(beforeKill, undefined, { ref: false })])
  if (!hasEnded(child)) killTree(child)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error // gone, or only a zombie
  }
}
