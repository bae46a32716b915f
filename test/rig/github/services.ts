import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from './faults.ts'
import { answerGit, type GitRequest, gitRequestOf } from './git-service.ts'
import { answerGraphql } from './graphql.ts'
import { readIncoming } from './incoming.ts'
import { matchOperation } from './openapi/description.ts'
import type { RateLimiter } from './rate-limit.ts'
import { Refusal } from './refusal.ts'
import { send } from './replies.ts'
import { answerRest } from './rest.ts'
import { serverHost } from './shapes/addresses.ts'
import type { LoggedRequest, State } from './state.ts'

/** Sends an answer whose effect is already there. */
export type Send = (outgoing: ServerResponse) => void

/** One of the things that the server is: REST, GraphQL, Git, and the storage of artifacts, each at its own host. */
export interface Service {
  readonly log: Pick<LoggedRequest, 'path' | 'operation' | 'body'>
  answer(failure: Failure | undefined): Promise<Send>
}

export async function serviceFor(state: State, limiter: RateLimiter, incoming: IncomingMessage): Promise<Service> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`)
  const git = gitRequestOf(url)
  if (url.hostname === serverHost && git !== undefined) return gitService(state, incoming, git)
  if (url.hostname === 'localhost') return storageService(state, incoming, url)
  if (url.hostname !== '127.0.0.1' || git !== undefined) return nowhere(state, incoming, url)
  return url.pathname === '/graphql' ? graphqlService(state, incoming, url) : restService(state, limiter, incoming, url)
}

async function restService(state: State, limiter: RateLimiter, incoming: IncomingMessage, url: URL): Promise<Service> {
  const request = await readIncoming(incoming, url)
  const operation = matchOperation(request.method, request.path)?.operation.id
  return {
    log: { path: request.path + url.search, operation, body: request.body },
    async answer(failure) {
      const reply = await answerRest(state, limiter, request)
      const late = failure?.fails === 'empty' && reply.status === 200 && Array.isArray(reply.body)
      return (outgoing) => send(outgoing, late ? { status: 200, body: [] } : reply)
    },
  }
}

async function graphqlService(state: State, incoming: IncomingMessage, url: URL): Promise<Service> {
  const request = await readIncoming(incoming, url)
  return {
    log: { path: url.pathname, operation: 'graphql', body: request.body },
    async answer() {
      const reply = answerGraphql(state, request)
      return (outgoing) => send(outgoing, reply)
    },
  }
}

function gitService(state: State, incoming: IncomingMessage, request: GitRequest): Service {
  const { pathname, search } = request.url
  return {
    log: { path: pathname + search, operation: request.operation, body: undefined },
    answer: () => answerGit(state, incoming, request).catch(gitRefused),
  }
}

/** Git shows what is said in plain text. */
function gitRefused(error: unknown): Send {
  if (!(error instanceof Refusal)) throw error
  const { status, message, headers } = error
  return (outgoing) => outgoing.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(message)
}

/** The archives, each at its signed address, where a token beside the signature is refused. */
function storageService(state: State, incoming: IncomingMessage, url: URL): Service {
  const id = Number(/^\/(\d+)\.zip$/.exec(url.pathname)?.[1])
  return {
    log: { path: url.pathname + url.search, operation: 'artifact', body: undefined },
    async answer() {
      const artifact = state.artifacts.find((one) => one.id === id)
      if (artifact === undefined || url.search !== '?sig=signed') throw new Refusal(404, 'BlobNotFound')
      if (incoming.headers.authorization !== undefined) {
        state.problems.push(`${incoming.method} ${url.pathname}: a token is sent to the storage of artifacts`)
        throw new Refusal(401, 'InvalidAuthenticationInfo')
      }
      return (outgoing) => outgoing.writeHead(200, { 'content-type': 'application/zip' }).end(artifact.zip)
    },
  }
}

function nowhere(state: State, incoming: IncomingMessage, { host, pathname, search }: URL): Service {
  return {
    log: { path: pathname + search, operation: undefined, body: undefined },
    async answer() {
      const advice = `the API is at ${state.origin}, Git at ${serverHost}`
      state.problems.push(`${incoming.method} http://${host}${pathname}: nothing is here (${advice})`)
      throw new Refusal(404, 'Not Found')
    },
  }
}
