import { main } from '../../src/cli/main.ts'
import type { Finished } from '../rig/run.ts'
import type { Repository } from '../rig/git.ts'
import { key } from './project.ts'

/** Runs `llmops` in a repository with the key, in this process: for tests that need many runs, not many processes. */
export async function inProcess(
  repository: Pick<Repository, 'dir'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Pick<Finished, 'code' | 'stdout' | 'stderr'>> {
  const lines: string[] = []
  const { stdout, exitCode } = await main(args, {
    dir: repository.dir,
    program: repository.dir,
    env: { PATH: process.env['PATH'], LOCAL_KEY: key, ...env },
    by: 'test',
    signal: new AbortController().signal,
    colours: false,
    log: (line) => lines.push(line),
  })
  return { code: exitCode, stdout, stderr: lines.map((line) => `${line}\n`).join('') }
}
