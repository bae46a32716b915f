import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { connectionFailure } from '../../src/adapters/http/failure.ts'
import { openBound, type Posting, postBound, textPieces } from '../../src/adapters/http/post-bound.ts'
import { opened } from '../evaluation/fixtures.ts'

interface Server extends AsyncDisposable {
  readonly origin: string
  /** How many connections there were. */
  readonly connections: number
}

async function serverWith(listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  let connections = 0
  server.on('connection', () => void (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const never = new AbortController().signal

function postingTo(origin: string, more: Partial<Posting> = {}): Posting {
  return { url: new URL(`${origin}/path?query`), headers: {}, body: '{"a":"ü"}', signals: [never], ...more }
}

test('what is sent is the body, and the headers of ours alone', async () => {
  await using server = await serverWith((request, response) => {
    const { method, url, headers } = request
    void request
      .setEncoding('utf8')
      .toArray()
      .then((body) => response.end(JSON.stringify({ method, url, body: body.join(''), headers })))
  })
  const { status, text } = await postBound(server.origin, postingTo(server.origin, { headers: { 'x-ours': 'yes' } }))
  expect(status).toBe(200)
  expect(JSON.parse(text)).toEqual({
    method: 'POST',
    url: '/path?query',
    body: '{"a":"ü"}',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': '10',
      'user-agent': 'llmops',
      'x-ours': 'yes',
      host: new URL(server.origin).host,
      connection: 'keep-alive',
    },
  })
})

test.each(['http://127.0.0.1:1/', 'http://name:password@HOST/'])('nothing is sent to %s', async (written) => {
  let requests = 0
  await using server = await serverWith((_request, response) => {
    requests += 1
    response.end()
  })
  const url = new URL(written.replace('HOST', new URL(server.origin).host))
  await expect(postBound(server.origin, postingTo(server.origin, { url }))).rejects.toThrow(TypeError)
  expect(requests).toBe(0)
})

test('one request after the other takes one connection', async () => {
  await using server = await serverWith((_request, response) => void response.end('{}'))
  for (let turn = 0; turn < 5; turn += 1) await postBound(server.origin, postingTo(server.origin))
  expect(server.connections).toBe(1)
})

test.each([
  ['gzip', gzipSync],
  ['X-GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body in %s is read', async (encoding, compress) => {
  await using server = await serverWith((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(compress('{"days":"zwölf"}'))
  })
  expect((await postBound(server.origin, postingTo(server.origin))).text).toBe('{"days":"zwölf"}')
})

test('a header that comes more than once has all its values', async () => {
  await using server = await serverWith((_request, response) => {
    response
      .writeHead(429, [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['retry-after', '7'],
      ] as never)
      .end()
  })
  const { headers } = await postBound(server.origin, postingTo(server.origin))
  expect(['set-cookie', 'retry-after', 'x-none'].map((name) => headers.get(name))).toEqual(['a=1, b=2', '7', null])
})

test('any of the signals ends it, whatever of it has happened', async () => {
  await using server = await serverWith((_request, response) => void response.write('{'))
  const reason = new Error('interrupted')
  const aborted = AbortSignal.abort(reason)
  await expect(postBound(server.origin, postingTo(server.origin, { signals: [never, aborted] }))).rejects.toBe(reason)

  const stop = new AbortController()
  const reply = await openBound(server.origin, postingTo(server.origin, { signals: [never, stop.signal] }))
  const pieces = textPieces(reply)
  expect(await pieces.next()).toEqual({ done: false, value: '{' })
  stop.abort(reason)
  await expect(pieces.next()).rejects.toBe(reason)
})

test('who stops reading closes the connection', async () => {
  const closed = Promise.withResolvers<void>()
  await using server = await serverWith((_request, response) => {
    response.once('close', closed.resolve)
    response.write('first')
  })
  const reply = await openBound(server.origin, postingTo(server.origin))
  for await (const piece of textPieces(reply)) {
    expect(piece).toBe('first')
    break
  }
  await closed.promise
})

test('a reply that breaks off is one that broke off', async () => {
  await using server = await serverWith((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{')
    setImmediate(() => response.destroy())
  })
  const fault = await postBound(server.origin, postingTo(server.origin)).catch((error: unknown) => error)
  const { reason, retry, detail } = connectionFailure(fault, [])
  expect({ reason, retry }).toEqual({ reason: 'connection', retry: true })
  expect(opened(detail)).toBe('the connection was closed in the middle of the reply')
})

const child = join(import.meta.dirname, 'posting-in-child.ts')

/** What a process of its own is replied, which ends by itself. */
async function postedInChild(url: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, url], {
    env: { ...process.env, NO_PROXY: '', no_proxy: '', ...env },
    timeout: 20_000,
  })
  return stdout
}

test('a proxy is used where Node is told to, and a kept connection does not hold up the end of the process', async () => {
  await using server = await serverWith((_request, response) => void response.end('the server'))
  await using proxy = await serverWith(({ url }, response) => void response.end(`the proxy, for ${url}`))
  const url = `${server.origin}/path`
  const environment = { HTTP_PROXY: proxy.origin, http_proxy: proxy.origin }
  const [told, untold] = await Promise.all([
    postedInChild(url, { ...environment, NODE_USE_ENV_PROXY: '1' }),
    postedInChild(url, { ...environment, NODE_USE_ENV_PROXY: undefined }),
  ])
  expect(told).toBe(`the proxy, for ${url}`)
  expect(untold).toBe('the server')
})
