import type { RepositoryState, State } from '../state.ts'

/**
 * Hosts of one port, all on the loopback, as GitHub has several, so that mixing them up shows: the API at 127.0.0.1; Git
 * and the pages, which Git finds by itself and `@actions/cache` takes for no Enterprise Server; the storage of artifacts.
 */
export const serverHost = 'github.localhost'
const storageHost = 'localhost'

/** GITHUB_SERVER_URL */
export function serverUrl({ origin }: State): string {
  return origin.replace('127.0.0.1', serverHost)
}

export function storageUrl({ origin }: State): string {
  return origin.replace('127.0.0.1', storageHost)
}

export function repositoryApi(state: State, repository: RepositoryState = state.repository): string {
  return `${state.origin}/repos/${fullName(repository)}`
}

export function repositoryPage(state: State, repository: RepositoryState = state.repository): string {
  return `${serverUrl(state)}/${fullName(repository)}`
}

export function fullName({ owner, name }: RepositoryState): string {
  return `${owner.login}/${name}`
}

/** What stands in `node_id`: opaque, and different for everything. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url')
}
