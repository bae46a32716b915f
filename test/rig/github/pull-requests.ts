import { madeUpSha } from './made-up-sha.ts'
import { fetchHead, headRef, type Landing, landOn, mergeRef, tryMerge } from './pull-refs.ts'
import { fullName } from './shapes/addresses.ts'
import { type PullRequest, type RepositoryState, replace, type State } from './state.ts'

export interface PullRequestSketch {
  /** The branch that it wants merged, of this repository or of the fork. */
  readonly branch: string
  /** Default: the default branch. */
  readonly base?: string
  readonly title?: string
  readonly body?: string
  /** A login. Default `ada`, or who owns the fork. */
  readonly author?: string
  readonly draft?: boolean
  /** It comes from `owner`'s fork, which `git`, the folder of a repository, holds. */
  readonly fork?: { readonly owner: string; readonly git?: string }
  /** Its head where the server has no Git repository, or has the fork's commit already. Default: made up. */
  readonly sha?: string
}

export interface MergeOptions {
  /** Default `merge`: a commit with two parents. */
  readonly method?: 'merge' | 'squash'
  /** Default: GitHub's own. */
  readonly message?: string
}

/** Opens one, with its `refs/pull/N/head` and, unless it conflicts, `refs/pull/N/merge`. */
export async function openPullRequest(state: State, sketch: PullRequestSketch): Promise<PullRequest> {
  const number = state.pulls.length + 1
  const branch = sketch.base ?? state.repository.defaultBranch
  const now = state.now()
  const opened: PullRequest = {
    id: state.nextId(),
    number,
    title: sketch.title ?? `Merge ${sketch.branch}`,
    body: sketch.body ?? null,
    author: state.account(sketch.author ?? sketch.fork?.owner ?? 'ada'),
    draft: sketch.draft ?? false,
    head: {
      repository: headRepository(state, sketch),
      branch: sketch.branch,
      sha: sketch.sha ?? madeUpSha('head', number),
    },
    base: { branch, sha: madeUpSha('base', branch) },
    before: undefined,
    state: 'open',
    merged: false,
    mergeSha: madeUpSha('merge', number),
    createdAt: now,
    updatedAt: now,
  }
  state.pulls.push(opened)
  return state.git === undefined ? opened : refresh(state, opened, sketch.fork?.git)
}

/** Looks for what was pushed: to its branch (`fork`: the folder of the fork's repository), and to its base. */
export async function refresh(state: State, pull: PullRequest, fork?: string): Promise<PullRequest> {
  const { git } = state
  if (git === undefined || pull.state === 'closed') return pull
  const there = pull.head.repository.fork && fork === undefined
  const head = await fetchHead(git, pull.number, there ? pull.head.sha : `refs/heads/${pull.head.branch}`, fork)
  const base = await git.git('rev-parse', `refs/heads/${pull.base.branch}`)
  if (head === pull.head.sha && base === pull.base.sha) return pull
  const mergeSha = await tryMerge(git, pull.number, base, head)
  const sides = { head: { ...pull.head, sha: head }, base: { ...pull.base, sha: base } }
  const before = head === pull.head.sha ? pull.before : pull.head.sha
  return replace(state.pulls, { ...pull, ...sides, before, mergeSha, updatedAt: state.now() })
}

/** After a push to this repository. A fork's head is only known when it is told. */
export async function refreshPulls(state: State): Promise<void> {
  for (const pull of state.pulls) await refresh(state, pull)
}

/** A new head of a pull request where there is no Git repository. */
export function moveHead(state: State, pull: PullRequest, sha: string): PullRequest {
  const mergeSha = madeUpSha('merge', `${pull.number} ${sha}`)
  const head = { ...pull.head, sha }
  return replace(state.pulls, { ...pull, head, before: pull.head.sha, mergeSha, updatedAt: state.now() })
}

/** Lands it on its base branch. Throws where it conflicts or is closed. */
export async function mergePullRequest(state: State, pull: PullRequest, options: MergeOptions): Promise<PullRequest> {
  if (pull.state === 'closed') throw new Error(`pull request ${pull.number} is closed`)
  const squash = options.method === 'squash'
  const message = options.message ?? mergeMessage(pull, squash)
  const mergeSha = await landed(state, pull, { squash, message })
  const merged = replace(state.pulls, { ...pull, state: 'closed', merged: true, mergeSha, updatedAt: state.now() })
  await refreshPulls(state)
  return merged
}

async function landed({ git }: State, { number, base }: PullRequest, how: Landing): Promise<string> {
  if (git === undefined) return madeUpSha('landed', number)
  const tip = await landOn(git, base.branch, await git.git('rev-parse', headRef(number)), how)
  await git.attempt('update-ref', '-d', mergeRef(number))
  return tip
}

export function closePullRequest(state: State, pull: PullRequest): PullRequest {
  return replace(state.pulls, { ...pull, state: 'closed', updatedAt: state.now() })
}

function mergeMessage({ number, title, head }: PullRequest, squash: boolean): string {
  const from = `${head.repository.owner.login}/${head.branch}`
  return squash ? `${title} (#${number})` : `Merge pull request #${number} from ${from}\n\n${title}`
}

function headRepository(state: State, { fork }: PullRequestSketch): RepositoryState {
  if (fork === undefined) return state.repository
  const { name, private: hidden, defaultBranch } = state.repository
  const owner = state.account(fork.owner)
  const made = { id: state.nextId(), owner, name, private: hidden, fork: true, defaultBranch }
  const known = state.pulls.map(({ head }) => head.repository)
  return known.find((repository) => fullName(repository) === fullName(made)) ?? made
}
