import type { CommitStatus, State } from '../state.ts'
import { accountShape } from './account.ts'
import { nodeId, repositoryApi, serverUrl } from './addresses.ts'

/** GitHub's `simple-commit-status`, as in the combined one. */
export function simpleStatusShape(state: State, status: CommitStatus): object {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${repositoryApi(state)}/statuses/${status.sha}`,
    avatar_url: `${serverUrl(state)}/avatars/${status.creator.id}`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}

/** GitHub's `status`. */
export function statusShape(state: State, status: CommitStatus): object {
  return { ...simpleStatusShape(state, status), creator: accountShape(state, status.creator) }
}
