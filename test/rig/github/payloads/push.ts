import { type CommitFacts, type FileChange, readChanges, readCommits } from '../git-side.ts'
import { madeUpSha, tipOf } from '../made-up-sha.ts'
import { repositoryPage } from '../shapes/addresses.ts'
import { repositoryShape } from '../shapes/repository.ts'
import type { Account, State } from '../state.ts'
import { type Event, eventOf, type Source, surroundings } from './event.ts'

export interface Push {
  /** Default: the default branch. */
  readonly branch?: string
  /** Default: the first parent of `after`. */
  readonly before?: string
  /** Default: the tip of the branch. */
  readonly after?: string
  /** A login. Default `ada`. */
  readonly by?: string
}

const nothing = '0'.repeat(40)

export async function pushEvent({ state }: Source, push: Push = {}): Promise<Event> {
  const branch = push.branch ?? state.repository.defaultBranch
  const after = push.after ?? (await tipOf(state, branch))
  const before = push.before ?? (await parentOf(state, after))
  const pusher = state.account(push.by ?? 'ada')
  const commits = await pushedCommits(state, before, after)
  const ref = `refs/heads/${branch}`
  const payload = {
    ref,
    before,
    after,
    created: before === nothing,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${repositoryPage(state)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: commits.at(-1) ?? null,
    ...surroundings(state, pusher),
    repository: pushedRepository(state, state.repository.owner),
    pusher: { name: pusher.login, email: `${pusher.login}@example.com` },
  }
  return eventOf('push', { payload, ref, sha: after, actor: pusher })
}

/** How webhooks write one commit, beside the API's way. */
export function commitOf(commit: CommitFacts): object {
  const person = ({ name, email }: CommitFacts['author']) => ({ name, email })
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: person(commit.author),
    committer: person(commit.committer),
  }
}

async function pushedCommits(state: State, before: string, after: string): Promise<readonly object[]> {
  const { git } = state
  if (git === undefined) return []
  const commits = await readCommits(git, '--reverse', ...(before === nothing ? ['-1', after] : [`${before}..${after}`]))
  return Promise.all(
    commits.map(async (commit) => ({
      ...commitOf(commit),
      distinct: true,
      url: `${repositoryPage(state)}/commit/${commit.sha}`,
      ...pathsOf(commit.parents[0] === undefined ? [] : await readChanges(git, commit.parents[0], commit.sha)),
    })),
  )
}

function pathsOf(changes: readonly FileChange[]): object {
  const paths = (status: FileChange['status']) => changes.filter((one) => one.status === status).map(({ path }) => path)
  return { added: paths('added'), removed: paths('removed'), modified: [...paths('modified'), ...paths('renamed')] }
}

async function parentOf({ git }: State, sha: string): Promise<string> {
  if (git === undefined) return madeUpSha('parent', sha)
  return (await git.commitAt(`${sha}^`)) ?? nothing
}

/** Times are seconds here, and nowhere else. */
function pushedRepository(state: State, { login }: Account): object {
  const repository = repositoryShape(state) as Record<string, unknown> & { owner: object; default_branch: string }
  const seconds = (field: string) => Date.parse(String(repository[field])) / 1000
  return {
    ...repository,
    owner: { name: login, email: null, ...repository.owner },
    created_at: seconds('created_at'),
    pushed_at: seconds('pushed_at'),
    stargazers: 0,
    master_branch: repository.default_branch,
    organization: login,
  }
}
