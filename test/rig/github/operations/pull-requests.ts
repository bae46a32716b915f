import { readChanges, readCommits } from '../git-side.ts'
import { notFound } from '../refusal.ts'
import { changeShape } from '../shapes/commit.ts'
import { type PullRequestSize, pullRequestShape, pullRequestSimpleShape } from '../shapes/pull-request.ts'
import type { PullRequest, State } from '../state.ts'
import { type Call, gitIn, ok, type Operation } from './operation.ts'
import { listReply } from './pages.ts'

const listPulls: Operation = {
  id: 'pulls/list',
  needs: [{ pullRequests: 'read' }],
  answer(call) {
    const { state, parameters } = call
    const { state: wanted = 'open', head, base, sort = 'created' } = parameters
    const pulls = state.pulls.filter(
      (pull) =>
        (wanted === 'all' || pull.state === wanted) &&
        (base === undefined || pull.base.branch === base) &&
        (head === undefined || `${pull.head.repository.owner.login}:${pull.head.branch}` === head),
    )
    const direction = parameters['direction'] ?? (sort === 'created' ? 'desc' : 'asc')
    const ordered = pulls.toSorted((a, b) => timeOf(a, sort).localeCompare(timeOf(b, sort)))
    if (direction === 'desc') ordered.reverse()
    return listReply(call, ordered, (pull) => pullRequestSimpleShape(state, pull))
  },
}

const getPull: Operation = {
  id: 'pulls/get',
  needs: [{ pullRequests: 'read' }],
  async answer(call) {
    const pull = pullIn(call)
    return ok(pullRequestShape(call.state, pull, await sizeOf(call.state, pull)))
  },
}

const listFiles: Operation = {
  id: 'pulls/list-files',
  needs: [{ pullRequests: 'read' }],
  async answer(call) {
    const { head, base } = pullIn(call)
    const git = gitIn(call)
    const mergeBase = await git.git('merge-base', base.sha, head.sha)
    const changes = await readChanges(git, mergeBase, head.sha)
    return listReply(call, changes, (change) => changeShape(call.state, change, head.sha))
  },
}

const listPullsOfCommit: Operation = {
  id: 'repos/list-pull-requests-associated-with-commit',
  needs: [{ pullRequests: 'read' }],
  async answer(call) {
    const { state, parameters } = call
    const sha = String(parameters['commit_sha'])
    const pulls: PullRequest[] = []
    for (const pull of state.pulls) if (await belongs(state, sha, pull)) pulls.push(pull)
    return listReply(call, pulls, (pull) => pullRequestSimpleShape(state, pull))
  },
}

export const pullRequestOperations = [listPulls, getPull, listFiles, listPullsOfCommit]

/** How much a pull request changes; nothing is known of it without Git. */
export async function sizeOf({ git }: State, { head, base }: PullRequest): Promise<PullRequestSize> {
  if (git === undefined) return { commits: 1, additions: 0, deletions: 0, changed_files: 0 }
  const mergeBase = await git.git('merge-base', base.sha, head.sha)
  const changes = await readChanges(git, mergeBase, head.sha)
  const sum = (count: 'additions' | 'deletions') => changes.reduce((total, change) => total + change[count], 0)
  const commits = (await readCommits(git, `${mergeBase}..${head.sha}`)).length
  return { commits, additions: sum('additions'), deletions: sum('deletions'), changed_files: changes.length }
}

/** A fork's commits are not of this repository's branches, so GitHub finds no open pull request of them. */
async function belongs({ git }: State, sha: string, pull: PullRequest): Promise<boolean> {
  if (pull.merged && pull.mergeSha === sha) return true
  if (pull.head.repository.fork && !pull.merged) return false
  if (pull.head.sha === sha) return true
  const commits = await git?.attempt('rev-list', `${pull.base.sha}..${pull.head.sha}`)
  return commits?.split('\n').includes(sha) ?? false
}

function pullIn({ state, parameters }: Call): PullRequest {
  const pull = state.pulls.find(({ number }) => number === parameters['pull_number'])
  if (pull === undefined) throw notFound()
  return pull
}

function timeOf(pull: PullRequest, sort: unknown): string {
  return sort === 'updated' ? pull.updatedAt : pull.createdAt
}
