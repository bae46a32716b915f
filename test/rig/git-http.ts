import { execFileSync, spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { scrubbedEnvironment } from './environment.ts'

export interface GitRequest {
  /** Below the repository: `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly search: string
  /** Added to the backend's environment: `REMOTE_USER` may push, `GIT_CONFIG_*` configure this request alone. */
  readonly env?: Readonly<Record<string, string>>
}

/** Has `git http-backend` serve a bare repository, and gives its whole CGI output before anything is sent. */
export async function askGitBackend(bare: string, incoming: IncomingMessage, request: GitRequest): Promise<Buffer> {
  const env = {
    ...scrubbedEnvironment(bare),
    GIT_PROJECT_ROOT: bare,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: request.path,
    QUERY_STRING: request.search.slice(1),
    REQUEST_METHOD: incoming.method ?? '',
    CONTENT_TYPE: incoming.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: incoming.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(incoming.headers['git-protocol'] ?? ''),
    ...request.env,
  }
  const child = spawn(backend(), { env, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.on('error', () => {}) // the backend may refuse without reading all it is sent
  incoming.pipe(child.stdin)
  const chunks: Buffer[] = await child.stdout.toArray()
  return Buffer.concat(chunks)
}

/** Headers, an empty line, the body. */
export function sendCgi(output: Buffer, response: ServerResponse): void {
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

let found: string | undefined

function backend(): string {
  found ??= join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
  return found
}
