import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTracked, type Repository } from '../adapters/git/repository.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'

/** The project's folder in the work tree. */
export interface ProjectPlace {
  readonly repository: Repository
  readonly folder: string
}

/**
 * The project's `.llmops`, where runs remember. What is in it must be of this machine's own making: throws IncompleteFault
 * where Git tracks any of it, or it or one of `entries` is a symbolic link, since both could come with a pull request.
 */
export async function ownHome({ repository, folder }: ProjectPlace, entries: readonly string[]): Promise<string> {
  const path = folder === '' ? '.llmops' : `${folder}/.llmops`
  const home = join(repository.root, path)
  const refuse = (why: string) =>
    new IncompleteFault(
      `${path} ${why}; what is remembered must not come with a commit. Remove it: git rm -r --cached ${path}`,
    )
  if (await isTracked(repository, path)) throw refuse('is tracked by Git')
  const status = lstatSync(home, { throwIfNoEntry: false })
  if (status?.isFile() === true)
    throw new IncompleteFault(
      `${path} is a file, and what is remembered is kept in a folder of that name: move it away`,
    )
  for (const name of ['', ...entries]) if (isLink(join(home, name))) throw refuse('is a symbolic link or holds one')
  return home
}

/** Makes the folder, in which Git ignores everything. */
export function makeHome(home: string): void {
  mkdirSync(home, { recursive: true })
  if (!existsSync(join(home, '.gitignore'))) writeFileSync(join(home, '.gitignore'), '*\n')
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
