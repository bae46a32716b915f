import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { askGitBackend, sendCgi } from '../rig/git-http.ts'

/**
 * What becomes of a push: received as usual; refused as GitHub refuses a token without `contents: write`; received, but the
 * reply is lost on the way; lost before it is received. The last two happen `times` times.
 */
export type PushFate =
  | { readonly push: 'received' | 'refused' }
  | { readonly push: 'reply-lost' | 'lost'; readonly times: number }

export interface GitHttpServer extends AsyncDisposable {
  readonly url: string
  fate: PushFate
}

/** Git's own HTTP server (`git http-backend`) over a bare repository on loopback, with faults that a network has. */
export async function startGitHttpServer(bareRepository: string): Promise<GitHttpServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://loopback')
    if (searchParams.get('service') === 'git-receive-pack' && started.fate.push === 'refused') {
      response.writeHead(403).end('Permission to acme/support.git denied to github-actions[bot].')
      return
    }
    const pushes = pathname.endsWith('/git-receive-pack')
    if (pushes && takes('lost')) {
      request.socket.destroy()
      return
    }
    const output = await askGitBackend(bareRepository, request, {
      path: pathname,
      search,
      env: { REMOTE_USER: 'anybody' },
    })
    if (pushes && takes('reply-lost')) request.socket.destroy()
    else sendCgi(output, response)
  }
  const takes = (push: 'lost' | 'reply-lost'): boolean => {
    const { fate } = started
    if (fate.push !== push || fate.times === 0) return false
    started.fate = { push, times: fate.times - 1 }
    return true
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const started: GitHttpServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fate: { push: 'received' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return started
}
