import { getOctokitOptions, GitHub } from '@actions/github/lib/utils'

export interface Reply {
  readonly status: number
  readonly data: unknown
  /** Whether the list goes on on a further page. */
  readonly hasNext: boolean
}

/** The API of GitHub for one repository. Its rejections hold headers: only `failureOf` may look at them. */
export interface Client {
  /** @param route method and path, such as `GET /repos/{owner}/{repo}/pulls`; owner and repo are filled in */
  request(route: string, parameters: Parameters, signal: AbortSignal): Promise<Reply>
  /** Undefined where the query is answered with errors. */
  graphql(query: string, signal: AbortSignal): Promise<unknown>
}

export type Parameters = Readonly<Record<string, unknown>>

export interface ClientOptions {
  /** Base address of the REST API. */
  readonly apiUrl: string
  /** `owner/name` */
  readonly repository: string
  readonly token: string
}

const headers = { 'x-github-api-version': '2022-11-28' }

/** A deprecated route would be said on stderr, in words of the server, which a runner obeys. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing }

function nothing(): void {}

/** Nothing is sent twice, logged, or taken to another origin by a redirect. */
export function openClient({ apiUrl, repository, token }: ClientOptions): Client {
  const [owner, repo] = repository.split('/')
  const baseUrl = new URL(apiUrl).href.replace(/\/+$/, '') // without one, the client would turn to github.com
  const octokit = new GitHub(getOctokitOptions(token, { baseUrl, userAgent: 'llmops', log: silent }))
  const within = (signal: AbortSignal) => ({ headers, request: { signal, log: silent, redirect: 'manual' as const } })
  return {
    async request(route, parameters, signal) {
      const reply = await octokit.request(route, { owner, repo, ...parameters, ...within(signal) })
      const data: unknown = reply.data
      return { status: reply.status, data, hasNext: /\brel="?next\b/.test(reply.headers.link ?? '') }
    },
    async graphql(query, signal) {
      return octokit.graphql<unknown>(query, within(signal)).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined
        throw error
      })
    },
  }
}
