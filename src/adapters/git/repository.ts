import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { UsageFault } from '../../diagnostic/fault.ts'
import { gitLine } from './git.ts'

export interface Repository {
  /** Absolute path of the work tree's root, without symbolic links. */
  readonly root: string
  /** The folder it was opened from, relative to the root; `''` for the root. */
  readonly folder: string
}

/** The repository around a folder. Throws UsageFault where there is none: everything is in Git. */
export async function openRepository(dir: string): Promise<Repository> {
  const top = await gitLine(dir, ['rev-parse', '--show-toplevel'])
  if (top === undefined) throw new UsageFault(`${dir} is not in a Git repository; run 'git init' first`)
  const root = await realpath(top)
  return {
    root,
    folder: relative(root, await realpath(dir))
      .split(sep)
      .join('/'),
  }
}

/** Whether the index or HEAD has anything at a path, relative to the root. */
export async function isTracked({ root }: Repository, path: string): Promise<boolean> {
  const [staged, committed] = await Promise.all([
    gitLine(root, ['ls-files', '--cached', '--', path]),
    gitLine(root, ['ls-tree', '-r', '--name-only', 'HEAD', '--', path]),
  ])
  return staged !== undefined || committed !== undefined
}
