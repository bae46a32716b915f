import { execFile } from 'node:child_process'

export interface GitResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The part of the environment that Git gets: no prompt, no pager, English messages, no configuration injected from outside. */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(GIT_DIR|GIT_WORK_TREE|GIT_INDEX_FILE|GIT_EXTERNAL_DIFF)$/.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
  }
}

/** No file name is a pattern, and no name is quoted. */
const always = ['--literal-pathspecs', '-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false']

export interface GitOptions {
  readonly input?: string | Uint8Array
  readonly timeoutMs?: number
}

/** Runs Git in `dir`. An exit code is a result; a Git that cannot be started or runs over its time (default 60 s) is thrown. */
export function git(dir: string, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const { input = '', timeoutMs = 60_000 } = options
  const settings = {
    cwd: dir,
    env: gitEnvironment(process.env),
    maxBuffer: 1 << 30,
    timeout: timeoutMs,
    encoding: 'utf8',
  } as const
  return new Promise((resolve, reject) => {
    const child = execFile('git', [...always, ...args], settings, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr })
      else reject(error)
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/** The trimmed output, or undefined where Git says no. */
export async function gitLine(dir: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await git(dir, args)
  const line = stdout.trim()
  return code === 0 && line !== '' ? line : undefined
}
