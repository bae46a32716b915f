import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { UsageFault } from '../../diagnostic/fault.ts'
import type { GitConfig } from './environment.ts'
import { gitLine, type GitPlace } from './git.ts'

export interface Repository extends GitPlace {
  /** Absolute path of the work tree's root, without symbolic links. */
  readonly root: string
  /** The folder it was opened from, relative to the root; `''` for the root. */
  readonly folder: string
  /** Name of the branch that is merged into, where somebody knows it: a checkout in CI does not say. */
  readonly defaultBranch?: string
  /** The code host where it is, and where `owner/repository` is looked for: `https://github.com`, the default. */
  readonly server?: string
}

/** What is known of a repository beside what is in it. */
export interface RepositoryOptions {
  readonly config?: GitConfig
  readonly defaultBranch?: string
  readonly server?: string
}

/**
 * The repository around a folder. Every Git child of it gets `config`: credentials that no file and no argument is to hold.
 * Throws UsageFault where there is none: everything is in Git.
 */
export async function openRepository(
  dir: string,
  { config, defaultBranch, server }: RepositoryOptions = {},
): Promise<Repository> {
  const top = await gitLine({ root: dir, config }, ['rev-parse', '--show-toplevel'])
  if (top === undefined) throw new UsageFault(`${dir} is not in a Git repository; run 'git init' first`)
  const root = await realpath(top)
  return {
    root,
    folder: relative(root, await realpath(dir))
      .split(sep)
      .join('/'),
    ...(config !== undefined && { config }),
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(server !== undefined && { server }),
  }
}

/** Whether the index or HEAD has anything at a path, relative to the root. */
export async function isTracked(repository: Repository, path: string): Promise<boolean> {
  const [staged, committed] = await Promise.all([
    gitLine(repository, ['ls-files', '--cached', '--', path]),
    gitLine(repository, ['ls-tree', '-r', '--name-only', 'HEAD', '--', path]),
  ])
  return staged !== undefined || committed !== undefined
}
