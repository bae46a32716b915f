import { setTimeout } from 'node:timers/promises'
import { digestOf } from '../../digest/digest.ts'
import type { Branch, Move, Waits } from './branch.ts'
import { isInHistory } from './commits.ts'
import { GitFault, gitWords, isRefusal } from './git-fault.ts'
import type { GitResult } from './git.ts'
import { localTip } from './local-branch.ts'
import { tryGit } from './objects.ts'
import type { Repository } from './repository.ts'

/** How long one conversation with a remote may take. */
const timeoutMs = 120_000

/** A branch of a remote: read by `ls-remote` and fetched without touching any branch, tag or FETCH_HEAD of this repository. */
export function remoteBranch(repository: Repository, remote: string, branch: string, waits: Waits): Branch {
  const place: Place = { repository, remote, ref: `refs/heads/${branch}`, kept: keptRef(remote, branch) }
  return {
    label: `${branch} at ${withoutCredentials(remote)}`,
    tip: () => readTip(place, waits),
    move: (from, to) => push(place, from, to),
    contains: (tip, commit) => isInHistory(repository, commit, tip),
  }
}

interface Place {
  readonly repository: Repository
  readonly remote: string
  readonly ref: string
  /**
   * A ref of our own on the last tip of which everything is known to be here: it keeps the objects, spares fetching them
   * again, and is shown as no branch.
   */
  readonly kept: string
}

/** Where the last tip that was read of a remote's branch is kept. */
export function keptRef(remote: string, branch: string): string {
  return `refs/llmops/${digestOf(remote).slice('sha256:'.length, 'sha256:'.length + 12)}/${branch}`
}

function withoutCredentials(remote: string): string {
  return remote.replace(/:\/\/[^\s/@]+@/, '://')
}

async function readTip(place: Place, waits: Waits): Promise<string | undefined> {
  for (const wait of [...waits, undefined]) {
    const reading = await tryReading(place)
    if (reading.ok) return reading.tip
    const refused = isRefusal(reading.result)
    if (refused || wait === undefined) throw new GitFault(gitWords(reading.result), refused)
    await setTimeout(wait)
  }
  throw new Error('the last try has no wait')
}

type Reading =
  | { readonly ok: true; readonly tip: string | undefined }
  | { readonly ok: false; readonly result: GitResult }

async function tryReading({ repository, remote, ref, kept }: Place): Promise<Reading> {
  const listed = await tryGit(repository, ['ls-remote', '--', remote, ref], { timeoutMs })
  if (listed.code !== 0) return { ok: false, result: listed }
  const line = listed.stdout.split('\n').find((one) => one.endsWith(`\t${ref}`))
  const tip = line?.split('\t')[0]
  if (tip === undefined || tip === (await localTip(repository, kept))) return { ok: true, tip }
  const fetched = await tryGit(repository, [...quietFetch, '--', remote, ref], { timeoutMs })
  if (fetched.code !== 0) return { ok: false, result: fetched }
  const known = await tryGit(repository, ['cat-file', '-e', `${tip}^{commit}`])
  if (known.code !== 0) return { ok: false, result: known } // it was moved back since it was listed
  await keep(repository, kept, tip)
  return { ok: true, tip }
}

/** Whole, also into a partial clone; `--refmap=` leaves the remote-tracking branches alone. */
const quietFetch = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-filter',
  '--no-recurse-submodules',
  '--refmap=',
]

/** Nothing depends on it: another process may be at the same ref. Who only looks leaves none behind. */
async function keep(repository: Repository, kept: string, commit: string): Promise<void> {
  if (repository.objects === undefined) await tryGit(repository, ['update-ref', kept, commit])
}

/** A fast-forward with a lease: the commit's parent is the tip that was read, and the remote compares once more. */
async function push({ repository, remote, ref, kept }: Place, from: string | undefined, to: string): Promise<Move> {
  const lease = `--force-with-lease=${ref}:${from ?? ''}`
  const result = await tryGit(repository, [...quietPush, lease, '--', remote, `${to}:${ref}`], { timeoutMs })
  if (result.code !== 0) return { kind: 'failed', words: gitWords(result), refused: isRefusal(result) }
  await keep(repository, kept, to)
  return { kind: /^=\t/m.test(result.stdout) ? 'there already' : 'written' }
}

/** Without the hooks of this repository (`--no-verify`): they are for what its people push. */
const quietPush = ['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no']
