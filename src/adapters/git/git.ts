import { execFile } from 'node:child_process'
import { gitEnvironment, type GitSettings } from './environment.ts'

export interface GitResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Where Git runs, and what it is told beside the user's own configuration. */
export interface GitPlace extends GitSettings {
  /** A folder; of a repository: its root. */
  readonly root: string
}

/** No file name is a pattern, and no name is quoted. */
const always = ['--literal-pathspecs', '-c', 'core.quotepath=off', '-c', 'core.fsmonitor=false']

export interface GitOptions {
  readonly input?: string | Uint8Array
  readonly timeoutMs?: number
}

/** Runs Git at `place`. An exit code is a result; a Git that cannot be started or runs over its time (default 60 s) is thrown. */
export function git(place: GitPlace, args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const { input = '', timeoutMs = 60_000 } = options
  const settings = {
    cwd: place.root,
    env: gitEnvironment(process.env, place),
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
export async function gitLine(place: GitPlace, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await git(place, args)
  const line = stdout.trim()
  return code === 0 && line !== '' ? line : undefined
}
