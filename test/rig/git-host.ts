import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { askGitBackend, sendCgi } from './git-http.ts'

export interface GitHost extends AsyncDisposable {
  /** Without a `/` at its end. */
  readonly url: string
  /** In the order of their coming. */
  readonly requests: readonly { readonly path: string; readonly authorization: string | undefined }[]
  /** What becomes of requests from now on. `moved`: to the same path at `elsewhere`. */
  fate: { readonly does: 'answer' | 'hang' | 'refuse' } | { readonly does: 'moved'; readonly elsewhere: string }
}

/** A host on loopback that serves bare repositories over HTTP for reading, each at its name: `acme/llm-platform.git`. */
export async function startGitHost(repositories: Readonly<Record<string, string>>): Promise<GitHost> {
  const requests: { path: string; authorization: string | undefined }[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://loopback')
    requests.push({ path: pathname, authorization: request.headers.authorization })
    const { fate } = host
    if (fate.does === 'hang') return
    if (fate.does === 'moved') {
      response.writeHead(301, { location: `${fate.elsewhere}${pathname}${search}` }).end()
      return
    }
    const name = Object.keys(repositories).find((one) => pathname.startsWith(`/${one}/`))
    const bare = name === undefined ? undefined : repositories[name]
    if (fate.does === 'refuse' || name === undefined || bare === undefined) {
      response.writeHead(404).end('Not Found')
      return
    }
    sendCgi(await askGitBackend(bare, request, { path: pathname.slice(name.length + 1), search }), response)
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host: GitHost = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fate: { does: 'answer' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return host
}
