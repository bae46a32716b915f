import { IncompleteFault, UsageFault } from '../../diagnostic/fault.ts'
import { GitFault, gitWords } from './git-fault.ts'
import { git, gitLine } from './git.ts'
import type { Repository } from './repository.ts'

/** How many commits each round of fetching adds to a shallow clone, until what is sought is there. */
const deepening = [1, 16, 64, 256, 1024] as const

/**
 * The full id of the commit that `ref` names. A shallow clone is deepened, in bounded rounds, until it knows it.
 * Throws UsageFault where no such commit is found.
 */
export async function resolveCommit(repository: Repository, ref: string): Promise<string> {
  const found =
    (await localCommit(repository, ref)) ??
    (await fetchedCommit(repository, ref)) ??
    (await deepenedCommit(repository, ref))
  if (found === undefined)
    throw new UsageFault(`no commit '${ref}' here${(await hasOrigin(repository)) ? ', nor at origin' : ''}`)
  return found
}

/** The commit the work tree stands on; undefined in a repository without commits. */
export function headCommit(repository: Repository): Promise<string | undefined> {
  return localCommit(repository, 'HEAD')
}

/** The branch that is checked out; undefined where HEAD is detached. */
export function currentBranch(repository: Repository): Promise<string | undefined> {
  return gitLine(repository, ['symbolic-ref', '--short', '--quiet', 'HEAD'])
}

/** The best common ancestor. Deepens a shallow clone until there is one; throws IncompleteFault where none is found. */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string> {
  const base = await gitLine(repository, ['merge-base', a, b])
  if (base !== undefined) return base
  if (await isShallow(repository)) {
    for (const commits of deepening) {
      await deepen(repository, commits, [a, b])
      const found = await gitLine(repository, ['merge-base', a, b])
      if (found !== undefined) return found
    }
  }
  throw new IncompleteFault(
    `${a.slice(0, 7)} and ${b.slice(0, 7)} have no common ancestor within reach; fetch more history (fetch-depth: 0)`,
  )
}

/** The branch that changes are compared with where none is named: the one that is known, origin's default, `main` or `master`. */
export async function defaultBranch(repository: Repository): Promise<string | undefined> {
  if (repository.defaultBranch !== undefined) return `origin/${repository.defaultBranch}`
  const origin = await gitLine(repository, ['symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD'])
  const candidates = [origin, 'origin/main', 'origin/master', 'main', 'master'].filter((name) => name !== undefined)
  for (const name of candidates) if ((await localCommit(repository, name)) !== undefined) return name
  return undefined
}

/** The name of the default branch, without that of a remote. */
export async function mainBranch(repository: Repository): Promise<string | undefined> {
  return (await defaultBranch(repository))?.replace(/^origin\//, '')
}

/**
 * Whether `commit` is `later` or comes before it. A shallow clone is deepened until that is known; throws IncompleteFault
 * where it cannot be known. A `later` that a whole clone does not have is on no branch any more: nothing comes before it.
 */
export async function isAncestor(repository: Repository, commit: string, later: string): Promise<boolean> {
  const known = await resolveCommit(repository, later).catch((error: unknown) => {
    if (error instanceof UsageFault) return undefined
    throw error
  })
  if (known !== undefined) return comesBefore(repository, commit, known)
  if (await isShallow(repository)) await deepen(repository, everything, [])
  if (await isShallow(repository))
    throw new IncompleteFault(
      `${later.slice(0, 7)} is not in this shallow clone, nor to be had; fetch more history (fetch-depth: 0)`,
    )
  const found = await localCommit(repository, later)
  return found !== undefined && comesBefore(repository, commit, found)
}

/**
 * Whether `commit` is `tip`, or in its history as far as that is here: nothing is fetched. For branches whose whole history
 * is here, also in a shallow clone. Throws GitFault where Git cannot tell.
 */
export async function isInHistory(repository: Repository, commit: string, tip: string): Promise<boolean> {
  const result = await git(repository, ['merge-base', '--is-ancestor', commit, tip])
  if (result.code > 1) throw new GitFault(gitWords(result))
  return result.code === 0
}

/**
 * A shallow clone may lack the very path by which one commit leads to the other, so that there "no" is only believed of
 * the opposite order or of the whole history; "yes" always.
 */
async function comesBefore(repository: Repository, commit: string, later: string): Promise<boolean> {
  for (const commits of [0, ...deepening, everything]) {
    if (commits > 0) await deepen(repository, commits, [later, commit])
    if (await leadsTo(repository, commit, later)) return true
    if (await leadsTo(repository, later, commit)) return false
    if (!(await isShallow(repository))) return false
  }
  throw new IncompleteFault(
    `whether ${commit.slice(0, 7)} comes before ${later.slice(0, 7)} is not to be told from so little history; fetch more (fetch-depth: 0)`,
  )
}

/** What Git's own `--unshallow` asks for. */
const everything = 2_147_483_647

async function leadsTo(repository: Repository, commit: string, later: string): Promise<boolean> {
  return (await git(repository, ['merge-base', '--is-ancestor', commit, later])).code === 0
}

function localCommit(repository: Repository, ref: string): Promise<string | undefined> {
  return gitLine(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
}

/** A whole commit id, or a branch that a single-branch clone does not have, asked of origin. */
async function fetchedCommit(repository: Repository, ref: string): Promise<string | undefined> {
  const name = ref.replace(/^origin\//, '')
  if (!/^[\w][\w./-]*$/.test(name) || !(await hasOrigin(repository))) return undefined
  const depth = (await isShallow(repository)) ? ['--depth=1'] : []
  const { code } = await git(repository, ['fetch', '--quiet', '--no-tags', ...depth, 'origin', name])
  return code === 0 ? localCommit(repository, 'FETCH_HEAD') : undefined
}

async function deepenedCommit(repository: Repository, ref: string): Promise<string | undefined> {
  if (!(await isShallow(repository))) return undefined
  const head = await localCommit(repository, 'HEAD')
  for (const commits of deepening) {
    await deepen(repository, commits, head === undefined ? [] : [head])
    const found = await localCommit(repository, ref)
    if (found !== undefined) return found
  }
  return undefined
}

/** Some servers refuse to be asked for commits by id; then the branches that the clone knows are deepened. */
async function deepen(repository: Repository, commits: number, tips: readonly string[]): Promise<void> {
  const fetch = (refs: readonly string[]) =>
    git(repository, ['fetch', '--quiet', '--no-tags', `--deepen=${commits}`, 'origin', ...refs])
  const { code } = await fetch(tips)
  if (code !== 0 && tips.length > 0) await fetch([])
}

async function isShallow(repository: Repository): Promise<boolean> {
  return (await gitLine(repository, ['rev-parse', '--is-shallow-repository'])) === 'true'
}

async function hasOrigin(repository: Repository): Promise<boolean> {
  return (await gitLine(repository, ['remote', 'get-url', 'origin'])) !== undefined
}
