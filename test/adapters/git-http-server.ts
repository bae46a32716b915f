import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { scrubbedEnvironment } from '../rig/environment.ts'

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
  execFileSync('git', ['-C', bareRepository, 'config', 'http.receivepack', 'true'])
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
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
    const env = {
      ...scrubbedEnvironment(bareRepository),
      GIT_PROJECT_ROOT: bareRepository,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    }
    const child = spawn(backend, { env, stdio: ['pipe', 'pipe', 'ignore'] })
    request.pipe(child.stdin)
    const chunks: Buffer[] = await child.stdout.toArray()
    if (pushes && takes('reply-lost')) request.socket.destroy()
    else sendCgi(Buffer.concat(chunks), response)
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

/** Headers, an empty line, the body. */
function sendCgi(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n')
  const headers = output
    .toString('latin1', 0, end)
    .split('\r\n')
    .map((line) => line.split(': '))
  const status = headers.find(([name]) => name === 'Status')?.[1]
  response.statusCode = status === undefined ? 200 : Number.parseInt(status, 10)
  for (const [name = '', value = ''] of headers) if (name !== 'Status') response.setHeader(name, value)
  response.end(output.subarray(end + 4))
}
