import type { RepositoryState, State } from '../state.ts'
import { accountShape } from './account.ts'
import { fullName, nodeId, repositoryApi, repositoryPage } from './addresses.ts'

/** What follows the repository's own URL, field by field. */
const templates = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

/** GitHub's `minimal-repository`, which workflow runs and statuses carry. */
export function minimalRepositoryShape(state: State, repository: RepositoryState): object {
  const api = repositoryApi(state, repository)
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: accountShape(state, repository.owner),
    private: repository.private,
    html_url: repositoryPage(state, repository),
    description: null,
    fork: repository.fork,
    url: api,
    ...Object.fromEntries(Object.entries(templates).map(([field, path]) => [field, `${api}${path}`])),
  }
}

/** GitHub's `repository`, as in pull requests and webhooks. */
export function repositoryShape(state: State, repository: RepositoryState = state.repository): object {
  const page = repositoryPage(state, repository)
  const features = ['issues', 'projects', 'downloads', 'wiki'].map((feature) => [`has_${feature}`, true])
  const zero = ['forks', 'forks_count', 'open_issues', 'stargazers_count', 'watchers', 'watchers_count', 'size']
  return {
    ...minimalRepositoryShape(state, repository),
    git_url: page.replace(/^https?/, 'git').concat('.git'),
    ssh_url: `git@localhost:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    ...Object.fromEntries(features),
    has_pages: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    custom_properties: {},
    has_discussions: false,
    archived: false,
    disabled: false,
    ...Object.fromEntries(zero.map((field) => [field, 0])),
    open_issues_count: state.pulls.filter((pull) => pull.state === 'open').length,
    visibility: repository.private ? 'private' : 'public',
    default_branch: repository.defaultBranch,
    pushed_at: '2026-01-05T09:00:00Z',
    created_at: '2026-01-01T09:00:00Z',
    updated_at: '2026-01-05T09:00:00Z',
  }
}

/** GitHub's `full-repository`. */
export function fullRepositoryShape(state: State): object {
  return { ...repositoryShape(state), network_count: 0, subscribers_count: 0 }
}
