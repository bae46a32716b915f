import type { PullRequest, RepositoryState, State } from '../state.ts'
import { accountShape } from './account.ts'
import { nodeId, repositoryApi, repositoryPage } from './addresses.ts'
import { repositoryShape } from './repository.ts'

/** GitHub's `pull-request-simple`, as in lists. */
export function pullRequestSimpleShape(state: State, pull: PullRequest): object {
  const api = repositoryApi(state)
  const links = linksOf(state, pull)
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountShape(state, pull.author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.state === 'closed' ? pull.updatedAt : null,
    merged_at: pull.merged ? pull.updatedAt : null,
    merge_commit_sha: pull.mergeSha ?? null,
    draft: pull.draft,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    author_association: pull.head.repository.fork ? 'FIRST_TIME_CONTRIBUTOR' : 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
    head: sideOf(state, pull.head.repository, pull.head),
    base: sideOf(state, state.repository, pull.base),
    url: links.self,
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: `${api}/pulls/comments{/number}`,
    statuses_url: links.statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  }
}

/** What `pull-request` says beyond `pull-request-simple`. */
export interface PullRequestSize {
  readonly commits: number
  readonly additions: number
  readonly deletions: number
  readonly changed_files: number
}

/** GitHub's `pull-request`, as alone and in webhooks. */
export function pullRequestShape(state: State, pull: PullRequest, size: PullRequestSize): object {
  const mergeable = pull.state === 'open' ? pull.mergeSha !== undefined : null
  return {
    ...pullRequestSimpleShape(state, pull),
    merged: pull.merged,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.merged ? accountShape(state, pull.author) : null,
    comments: state.comments.filter(({ issue }) => issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: pull.head.repository.fork,
    ...size,
  }
}

/** GitHub's `pull-request-minimal`, which runs and check runs carry. */
export function pullRequestMinimalShape(state: State, pull: PullRequest): object {
  const minimal = (repository: RepositoryState) => ({
    id: repository.id,
    url: repositoryApi(state, repository),
    name: repository.name,
  })
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryApi(state)}/pulls/${pull.number}`,
    head: { ref: pull.head.branch, sha: pull.head.sha, repo: minimal(pull.head.repository) },
    base: { ref: pull.base.branch, sha: pull.base.sha, repo: minimal(state.repository) },
  }
}

function linksOf(state: State, pull: PullRequest) {
  const api = repositoryApi(state)
  const self = `${api}/pulls/${pull.number}`
  const issue = `${api}/issues/${pull.number}`
  return {
    self,
    html: `${repositoryPage(state)}/pull/${pull.number}`,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  }
}

function sideOf(state: State, repository: RepositoryState, { branch, sha }: { branch: string; sha: string }): object {
  return {
    label: `${repository.owner.login}:${branch}`,
    ref: branch,
    sha,
    user: accountShape(state, repository.owner),
    repo: repositoryShape(state, repository),
  }
}
