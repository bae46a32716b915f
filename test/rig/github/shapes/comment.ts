import type { Comment, State } from '../state.ts'
import { accountShape, appShape } from './account.ts'
import { nodeId, repositoryApi, repositoryPage } from './addresses.ts'

/** GitHub's `issue-comment`. */
export function commentShape(state: State, comment: Comment): object {
  const issue = `${repositoryApi(state)}/issues`
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${issue}/comments/${comment.id}`,
    html_url: `${repositoryPage(state)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${issue}/${comment.issue}`,
    body: comment.body,
    user: accountShape(state, comment.author),
    author_association: comment.author.type === 'Bot' ? 'NONE' : 'CONTRIBUTOR',
    performed_via_github_app: comment.app === undefined ? null : appShape(state, comment.app),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  }
}
