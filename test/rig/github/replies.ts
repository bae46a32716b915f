import type { ServerResponse } from 'node:http'
import type { Reply } from './operations/operation.ts'
import { Refusal } from './refusal.ts'

/** What a refusal looks like. Throws anything else. */
export function refused(error: unknown): Reply {
  if (!(error instanceof Refusal)) throw error
  const { status, message, headers, errors } = error
  const body = { message, ...(errors.length > 0 && { errors }), documentation_url: 'https://docs.github.com/rest' }
  return { status, headers, body: { ...body, status: String(status) } }
}

export function send(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  outgoing.writeHead(status, { ...(body !== undefined && type), 'x-github-request-id': 'RIG:1', ...headers })
  outgoing.end(body === undefined ? undefined : JSON.stringify(body))
}
