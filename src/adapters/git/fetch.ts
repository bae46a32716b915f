import { setTimeout } from 'node:timers/promises'
import { IncompleteFault } from '../../diagnostic/fault.ts'
import { defaultWaits } from './branch.ts'
import { gitWords, isTrouble } from './git-fault.ts'
import { gitLine, type GitResult } from './git.ts'
import { gitOutput, tryGit } from './objects.ts'
import { remoteOf } from './remote.ts'
import type { Repository } from './repository.ts'

/** What a job has to have so that origin answers. */
const remedy = 'The job needs a checkout of this repository and `contents: read`'

/**
 * The commit that a ref of origin (`refs/heads/main`, `refs/pull/7/merge`) stands on now, with its tree; nothing is checked
 * out. Undefined where origin has no such ref. Throws IncompleteFault where origin cannot be asked.
 */
export async function fetchRef(repository: Repository, ref: string): Promise<string | undefined> {
  const remote = await requireRemote(repository, ref)
  const listed = await askRemote(repository, ['ls-remote', '--', remote, ref])
  if (listed.code !== 0) throw unreadable(ref, listed)
  const line = listed.stdout.split('\n').find((one) => one.endsWith(`\t${ref}`))
  const [commit] = line?.split('\t') ?? []
  return commit === undefined ? undefined : fetchCommit(repository, commit, ref)
}

/**
 * A commit with its tree, fetched if need be and returned. `name` is what it is called in a message.
 * Throws IncompleteFault where origin does not have it, or cannot be asked.
 */
export async function fetchCommit(repository: Repository, commit: string, name = commit.slice(0, 7)): Promise<string> {
  if (await hasCommit(repository, commit)) return commit
  const remote = await requireRemote(repository, name)
  const depth = (await isShallow(repository)) ? ['--depth=1'] : []
  const fetched = await askRemote(repository, ['fetch', ...quietly, ...depth, '--', remote, commit])
  if (fetched.code !== 0) throw unreadable(name, fetched)
  return commit
}

/** How long one conversation with a remote may take. */
const timeoutMs = 120_000

/** Again after what passes; a result of code 0, or the last one. */
async function askRemote(repository: Repository, args: readonly string[]): Promise<GitResult> {
  for (const wait of defaultWaits) {
    const result = await tryGit(repository, args, { timeoutMs })
    if (!isTrouble(result)) return result
    await setTimeout(wait)
  }
  return tryGit(repository, args, { timeoutMs })
}

const quietly = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules']

/** The parents of a commit, also where a shallow clone ends at it. */
export async function parentsOf(repository: Repository, commit: string): Promise<readonly string[]> {
  const text = await gitOutput(repository, ['cat-file', 'commit', commit])
  const [header = ''] = text.split('\n\n')
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? '')
}

async function hasCommit(repository: Repository, commit: string): Promise<boolean> {
  return (await tryGit(repository, ['cat-file', '-e', `${commit}^{tree}`])).code === 0
}

async function isShallow(repository: Repository): Promise<boolean> {
  return (await gitLine(repository, ['rev-parse', '--is-shallow-repository'])) === 'true'
}

async function requireRemote(repository: Repository, name: string): Promise<string> {
  const remote = await remoteOf(repository)
  if (remote === undefined) throw refused(name, 'this repository has no remote called origin')
  return remote
}

function unreadable(name: string, result: GitResult): IncompleteFault {
  const why = gitWords(result)
  if (!isTrouble(result)) return refused(name, why)
  return new IncompleteFault(`${name} cannot be read from origin, which was asked several times: ${why}`)
}

function refused(name: string, why: string): IncompleteFault {
  return new IncompleteFault(`${name} cannot be read from origin: ${why}. ${remedy}`)
}
