import type { Account, State } from '../state.ts'
import { nodeId, serverUrl } from './addresses.ts'

/** GitHub's `simple-user`. */
export function accountShape(state: State, { id, login, type }: Account): object {
  const api = `${state.origin}/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${serverUrl(state)}/avatars/${id}`,
    gravatar_id: '',
    url: api,
    html_url: `${serverUrl(state)}/${type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type,
    site_admin: false,
  }
}

/** GitHub's `public-user`: what `GET /user` says of a person who shows nothing else. */
export function personShape(state: State, account: Account): object {
  const unsaid = Object.fromEntries(
    ['name', 'company', 'blog', 'location', 'email', 'hireable', 'bio', 'twitter_username'].map((key) => [key, null]),
  )
  const counts = { public_repos: 1, public_gists: 0, followers: 0, following: 0 }
  const times = { created_at: '2020-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  return { ...accountShape(state, account), ...unsaid, ...counts, ...times }
}

/** GitHub's `integration`: the app behind a comment or a check run. */
export function appShape(state: State, slug: string): object {
  const { id } = state.account(`${slug}[bot]`)
  return {
    id: slug === 'github-actions' ? 15368 : id,
    slug,
    node_id: nodeId('App', id),
    owner: accountShape(state, state.repository.owner),
    name: slug,
    description: null,
    external_url: `${serverUrl(state)}/${slug}`,
    html_url: `${serverUrl(state)}/apps/${slug}`,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    permissions: { metadata: 'read' },
    events: [],
  }
}
