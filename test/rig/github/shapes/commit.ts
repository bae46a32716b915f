import type { CommitFacts, FileChange } from '../git-side.ts'
import type { State } from '../state.ts'
import { nodeId, repositoryApi, repositoryPage } from './addresses.ts'

/** GitHub's `commit`; `author` and `committer` are null since no account has the e-mail address. */
export function commitShape(state: State, commit: CommitFacts): object {
  const api = repositoryApi(state)
  const page = `${repositoryPage(state)}/commit`
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/${sha}` })),
  }
}

/** GitHub's `diff-entry`, without the patch. */
export function changeShape(state: State, change: FileChange, commit: string): object {
  const page = repositoryPage(state)
  const path = encodeURI(change.path)
  return {
    sha: change.sha,
    filename: change.path,
    ...(change.before !== undefined && { previous_filename: change.before }),
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${repositoryApi(state)}/contents/${path}?ref=${commit}`,
  }
}
