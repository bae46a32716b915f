import { tipOf } from '../made-up-sha.ts'
import { sizeOf } from '../operations/pull-requests.ts'
import { mergeRef } from '../pull-refs.ts'
import { pullRequestShape } from '../shapes/pull-request.ts'
import type { PullRequest, State } from '../state.ts'
import { type Event, type Source, surroundings } from './event.ts'

export type PullRequestAction = 'opened' | 'synchronize' | 'reopened' | 'ready_for_review' | 'closed'

/** Of this repository, of a fork or by Dependabot, as the pull request is. The commit is that of the test merge. */
export async function pullRequestEvent(github: Source, number: number, action: PullRequestAction): Promise<Event> {
  const pull = pullIn(github.state, number)
  if (pull.mergeSha === undefined) throw new Error(`pull request ${number} conflicts: GitHub starts no workflow for it`)
  return eventFor('pull_request', pull, await payloadOf(github.state, pull, action), mergeRef(number), pull.mergeSha)
}

/** As `pull_request`, but in the name of the default branch. */
export async function pullRequestTargetEvent(
  { state }: Source,
  number: number,
  action: PullRequestAction,
): Promise<Event> {
  const pull = pullIn(state, number)
  const { defaultBranch } = state.repository
  const payload = await payloadOf(state, pull, action)
  return eventFor(
    'pull_request_target',
    pull,
    payload,
    `refs/heads/${defaultBranch}`,
    await tipOf(state, defaultBranch),
  )
}

export function pullIn(state: State, number: number): PullRequest {
  const pull = state.pulls.find((one) => one.number === number)
  if (pull === undefined) throw new Error(`there is no pull request ${number}`)
  return pull
}

async function payloadOf(state: State, pull: PullRequest, action: PullRequestAction): Promise<object> {
  const pushed = action === 'synchronize' && { before: pull.before ?? pull.base.sha, after: pull.head.sha }
  return {
    action,
    number: pull.number,
    ...pushed,
    pull_request: pullRequestShape(state, pull, await sizeOf(state, pull)),
    ...surroundings(state, pull.author),
  }
}

function eventFor(event: string, pull: PullRequest, payload: object, ref: string, sha: string): Event {
  return { event, payload, ref, sha, baseRef: pull.base.branch, headRef: pull.head.branch, actor: pull.author.login }
}
