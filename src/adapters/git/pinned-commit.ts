import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { IncompleteFault } from '../../diagnostic/fault.ts'
import { digestOf } from '../../digest/digest.ts'
import type { GitConfig } from './environment.ts'
import { gitWords } from './git-fault.ts'
import type { GitResult } from './git.ts'
import { tryGit } from './objects.ts'
import type { Repository } from './repository.ts'

/** A commit of another repository. */
export interface PinnedCommit {
  /** URL or absolute path. */
  readonly address: string
  /** Full commit id: what comes has to be what it names. */
  readonly commit: string
  /** What it is called in a message. */
  readonly label: string
}

export interface PinnedCommitOptions {
  /** A folder of our own, in which each commit has a bare repository. Made if need be. */
  readonly home: string
  /** For our Git children, beside the user's: credentials. */
  readonly config?: GitConfig | undefined
  /** How long the fetch may take, in ms. Default: two minutes. */
  readonly timeoutMs?: number
}

/**
 * The bare repository that holds a commit and its tree: what an earlier call fetched, else fetched now, by that id alone and
 * without history. It gets its place when it is whole, so that nothing is ever read from half of one, and no two processes
 * are in each other's way. Throws IncompleteFault where the commit cannot be had.
 */
export async function fetchPinned(pinned: PinnedCommit, options: PinnedCommitOptions): Promise<Repository> {
  const place = join(options.home, nameOf(pinned))
  if (existsSync(place) && (await holds(bare(place), pinned.commit))) return bare(place)
  await mkdir(options.home, { recursive: true })
  const fresh = await mkdtemp(join(options.home, 'new-'))
  try {
    await fetchInto(fresh, pinned, options)
    await put(fresh, place, pinned.commit)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return bare(place)
}

/** Where something is already, another process was first; unless it is damaged. */
async function put(fresh: string, place: string, commit: string): Promise<void> {
  try {
    await rename(fresh, place)
  } catch (error) {
    if (!existsSync(place)) throw error
    if (await holds(bare(place), commit)) return
    await rm(place, { recursive: true, force: true })
    await rename(fresh, place)
  }
}

function nameOf({ address, commit }: PinnedCommit): string {
  const start = 'sha256:'.length
  return `${digestOf(address).slice(start, start + 12)}-${commit}`
}

/** Git looks into no bare repository that it finds by itself, where the user says so. */
function bare(root: string): Repository {
  return { root, folder: '', config: [['safe.bareRepository', 'all']] }
}

async function holds(repository: Repository, commit: string): Promise<boolean> {
  const { code, stdout } = await tryGit(repository, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`])
  if (code !== 0 || stdout.trim() !== commit) return false
  return (await tryGit(repository, ['cat-file', '-e', `${commit}^{tree}`])).code === 0
}

/** Only ways to reach a repository that run nothing; and no way on to another one, which nobody has named. */
const reach: readonly (readonly [string, string])[] = [
  ['protocol.allow', 'never'],
  ['protocol.ext.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['protocol.http.allow', 'always'],
  ['protocol.ssh.allow', 'always'],
  ['protocol.file.allow', 'always'],
  ['http.followRedirects', 'false'],
  ['transfer.bundleURI', 'false'],
]

const kept = 'refs/llmops/pinned'

async function fetchInto(
  root: string,
  { address, commit, label }: PinnedCommit,
  { config = [], timeoutMs = 120_000 }: PinnedCommitOptions,
): Promise<void> {
  const repository = { ...bare(root), config: [...(bare(root).config ?? []), ...config, ...reach] }
  const run = async (args: readonly string[]) => {
    const result = await tryGit(repository, args, { timeoutMs })
    if (result.code !== 0) throw unreadable(label, whyNot(result, timeoutMs))
  }
  await run(['init', '--quiet', '--bare', '--template=', '.'])
  await run(['fetch', ...quietly, '--depth=1', '--', address, `${commit}:${kept}`])
  if (!(await holds(repository, commit))) throw unreadable(label, `${commit} is not the id of a commit`)
}

const quietly = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules']

function whyNot(result: GitResult, timeoutMs: number): string {
  return result.code === -1 ? `git was not done after ${timeoutMs / 1000} seconds` : gitWords(result)
}

function unreadable(label: string, why: string): IncompleteFault {
  return new IncompleteFault(
    `${label}, which this project extends, cannot be read: ${why}. It is fetched once and kept in .llmops/extends; ` +
      'Git has to be able to reach it, with credentials that may read it',
  )
}
