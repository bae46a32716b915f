import type { Clock } from '../../evaluation/call.ts'
import type { CommitStatus, Forge } from '../../publishing/forge.ts'
import { createCheckRun } from './check-run.ts'
import { type ClientOptions, openClient } from './client.ts'
import { createComment, deleteComment, ownComments, updateComment } from './comments.ts'
import { type Identity, identify } from './identity.ts'
import { requireLength } from './limits.ts'
import { type Line, openLine } from './line.ts'
import { lagMs, pullRequestOfMerge } from './pull-request-of-merge.ts'
import { pullRequestsAt } from './pull-requests-at.ts'

export interface GitHubOptions extends ClientOptions {
  readonly clock: Clock
  /** Ends every method early. */
  readonly signal?: AbortSignal
  /** For each method, all its requests and waits together; default one minute. */
  readonly deadlineMs?: number
  /** For one request; default 20 seconds. */
  readonly attemptMs?: number
}

const mostOfDescription = 140

/** GitHub, or a server of the same API, as the code host of one repository. */
export function gitHubForge(options: GitHubOptions): Forge {
  const { repository, token, clock, signal = new AbortController().signal } = options
  const { deadlineMs = 60_000, attemptMs = 20_000 } = options
  const client = openClient(options)
  const line = (moreMs = 0): Line =>
    openLine({ client, clock, token, signal, attemptMs, deadlineMs: deadlineMs + moreMs })
  const identity = remembered(() => identify(line()))
  return {
    ownComments: async (pullRequest) => ownComments(line(), await identity(), pullRequest),
    createComment: (pullRequest, body, marker) => createComment(line(), identity, { pullRequest, body, marker }),
    updateComment: (id, body) => updateComment(line(), id, body),
    deleteComment: (id) => deleteComment(line(), id),
    setStatus: (sha, status) => setStatus(line(), sha, status),
    createCheckRun: (sha, run) => createCheckRun(line(), sha, run),
    pullRequestOfMerge: (commit) => pullRequestOfMerge(line(lagMs), repository, commit),
    pullRequestsAt: (head) => pullRequestsAt(line(), head),
  }
}

/** Of two equal statuses the later one holds, so that sending one twice changes nothing. */
async function setStatus(line: Line, sha: string, { context, state, description, url }: CommitStatus): Promise<void> {
  requireLength('a description', description, mostOfDescription)
  await line.ask({
    route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
    parameters: { sha, context, state, description, ...(url !== undefined && { target_url: url }) },
    permission: 'statuses: write',
    read: ({ data }) => data ?? undefined,
  })
}

/** Asked once; again where it failed. */
function remembered(ask: () => Promise<Identity>): () => Promise<Identity> {
  let known: Identity | undefined
  return async () => (known ??= await ask())
}
