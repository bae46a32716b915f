import type { IncomingMessage, ServerResponse } from 'node:http'
import { askGitBackend, sendCgi } from '../git-http.ts'
import { refreshPulls } from './pull-requests.ts'
import { Refusal } from './refusal.ts'
import { fullName } from './shapes/addresses.ts'
import type { State } from './state.ts'
import { type Caller, callerOf, holds, seesRepository, tokenIn } from './tokens.ts'

/** A request of Git's smart HTTP protocol. */
export interface GitRequest {
  /** owner/name, without `.git`. */
  readonly repository: string
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly path: string
  readonly operation: GitOperation
  readonly url: URL
}

/** The three requests of the protocol, the first of which only lists refs. */
type GitOperation = 'git-advertise' | 'git-fetch' | 'git-push'

/** What a URL asks of Git; undefined where it is not Git's. */
export function gitRequestOf(url: URL): GitRequest | undefined {
  const [, repository = '', path = ''] =
    /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-(?:upload|receive)-pack)$/.exec(url.pathname) ?? []
  if (path === '') return undefined
  const operation = path === '/info/refs' ? 'git-advertise' : path === '/git-receive-pack' ? 'git-push' : 'git-fetch'
  return { repository, path, url, operation }
}

/** As on GitHub: any commit may be fetched by its sha, and nobody pushes to `refs/pull/`. */
const rules = {
  'receive.hideRefs': 'refs/pull',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
}

/** Does what is asked, then gives what sends the answer. Throws a Refusal, whose message git shows. */
export async function answerGit(
  state: State,
  incoming: IncomingMessage,
  { repository, path, url }: GitRequest,
): Promise<(outgoing: ServerResponse) => void> {
  const pushes = path === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const caller = permitted(state, repository, incoming.headers.authorization, pushes)
  if (state.git === undefined) {
    state.problems.push(`${incoming.method} ${url.pathname}: the fake GitHub was started without a Git repository`)
    throw repositoryNotFound()
  }
  const env = { ...configuration(), ...(caller !== undefined && { REMOTE_USER: caller.account.login }) }
  const output = await askGitBackend(state.git.path, incoming, { path, search: url.search, env })
  if (path === '/git-receive-pack') await refreshPulls(state)
  return (outgoing) => sendCgi(output, outgoing)
}

function permitted(
  state: State,
  repository: string,
  authorization: string | undefined,
  pushes: boolean,
): Caller | undefined {
  const caller = callerOf(state, tokenIn(authorization))
  if (caller === undefined && (pushes || state.repository.private))
    throw new Refusal(401, 'Authentication required', { 'www-authenticate': 'Basic realm="GitHub"' })
  const named = repository.toLowerCase() === fullName(state.repository).toLowerCase()
  const reads = !state.repository.private || holds(caller?.permissions ?? {}, { contents: 'read' })
  if (!named || !seesRepository(state, caller) || !reads) throw repositoryNotFound()
  if (!pushes || holds(caller?.permissions ?? {}, { contents: 'write' })) return caller
  throw new Refusal(403, `Permission to ${repository}.git denied to ${caller?.account.login}.`)
}

function repositoryNotFound(): Refusal {
  return new Refusal(404, 'Repository not found.')
}

/** For this request alone, so that the repository's own configuration stays as it is. */
function configuration(): Record<string, string> {
  const entries = Object.entries(rules).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(Object.keys(rules).length), ...Object.fromEntries(entries) }
}
