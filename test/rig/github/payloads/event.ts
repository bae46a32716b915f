import { accountShape } from '../shapes/account.ts'
import { nodeId, serverUrl } from '../shapes/addresses.ts'
import { repositoryShape } from '../shapes/repository.ts'
import type { Account, State } from '../state.ts'

/** What starts a workflow, as the runner's harness takes it: `runAction({ …, ...(await pushEvent(github)) })`. */
export interface Event {
  readonly event: string
  /** In the shape of the webhook. */
  readonly payload: object
  /** GITHUB_REF and GITHUB_SHA. */
  readonly ref: string
  readonly sha: string
  /** GITHUB_BASE_REF and GITHUB_HEAD_REF: names of branches, empty where the event is not of a pull request. */
  readonly baseRef: string
  readonly headRef: string
  /** GITHUB_ACTOR */
  readonly actor: string
}

/** What payloads are built from. A started fake has it. */
export interface Source {
  readonly state: State
}

/** What nearly every payload says. */
export function surroundings(state: State, sender: Account): object {
  return {
    repository: repositoryShape(state),
    organization: organizationShape(state),
    sender: accountShape(state, sender),
  }
}

/** An event of no pull request. */
export function eventOf(
  event: string,
  { payload, ref, sha, actor }: { payload: object; ref: string; sha: string; actor: Account },
): Event {
  return { event, payload, ref, sha, baseRef: '', headRef: '', actor: actor.login }
}

function organizationShape(state: State): object {
  const { id, login } = state.repository.owner
  const api = `${state.origin}/orgs/${login}`
  return {
    login,
    id,
    node_id: nodeId('Organization', id),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${serverUrl(state)}/avatars/${id}`,
    description: null,
  }
}
