import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { gitHubForge } from '../../src/adapters/github/forge.ts'
import type { Forge } from '../../src/publishing/forge.ts'
import { leapingClock, troubleOf } from './github-forge.ts'

const token = 'ghs_0123456789abcdef'
const status = { context: 'llmops', state: 'success', description: 'x', url: undefined } as const

interface Listener extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly IncomingMessage[]
}

/** What a server or proxy on the way may answer, and GitHub never would. */
async function listen(answer: (response: ServerResponse, nth: number) => void): Promise<Listener> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    request.resume()
    answer(response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function forgeAt(
  { url }: Listener,
  deadlineMs = 10_000,
): Forge & { readonly token: string; readonly sleeps: readonly number[] } {
  const clock = leapingClock()
  const forge = gitHubForge({ apiUrl: url, repository: 'acme/support', token, clock, deadlineMs })
  return { ...forge, token, sleeps: clock.sleeps }
}

function json(response: ServerResponse, code: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body)
}

describe('a request', () => {
  it('says who we are and which version of the API we mean', async () => {
    await using server = await listen((response) => json(response, 201, '{}'))
    await forgeAt(server).setStatus('a'.repeat(40), status)
    const headers = server.requests[0]?.headers
    expect(headers?.['x-github-api-version']).toBe('2022-11-28')
    expect(headers?.['user-agent']).toMatch(/^llmops /)
    expect(headers?.authorization).toBe(`token ${token}`)
  })

  it('follows no redirect', async () => {
    await using other = await listen((response) => json(response, 201, '{}'))
    await using server = await listen((response) => json(response, 307, '', { location: other.url }))
    const forge = forgeAt(server)
    expect(await troubleOf(forge, forge.setStatus('a'.repeat(40), status))).toEqual({
      kind: 'refused',
      detail: 'GitHub answered 307: redirects are not followed',
    })
    expect(other.requests).toEqual([])
  })

  it('whose answer is cut short is looked up, and not sent again', async () => {
    const ours = { id: 7, body: 'm', html_url: 'u', user: { login: 'github-actions[bot]', type: 'Bot' } }
    await using server = await listen((response, nth) => {
      if (nth === 1) json(response, 201, '{"id": 7, "bo')
      else if (nth === 2) json(response, 200, '{"data": {"viewer": {"login": "github-actions[bot]"}}}')
      else json(response, 200, JSON.stringify([ours]))
    })
    expect(await forgeAt(server).createComment(1, 'm', 'm')).toEqual({ id: 7, body: 'm', url: 'u' })
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET'])
  })

  it.each([
    ['text/html', '<h1>Sign in</h1>'],
    ['application/json', '{"message": "welcome"}'],
    ['application/json', 'null'],
  ])('answered by something else (%s %s) is no answer', async (type, body) => {
    await using server = await listen((response) => response.writeHead(200, { 'content-type': type }).end(body))
    const forge = forgeAt(server, 4_000)
    expect(
      await troubleOf(forge, forge.pullRequestsAt({ sha: 'a', repositoryId: 1, owner: 'a', branch: 'b' })),
    ).toEqual({
      kind: 'unreachable',
      detail: 'the answer of GitHub is not readable',
    })
    expect(forge.sleeps).toEqual([1_000, 2_000])
  })

  it('refused in words that would command a runner or hold the token is told without them', async () => {
    const message = `no\n::error::x ##[add-mask]${token} \u001b[31m${'x'.repeat(400)}`
    await using server = await listen((response) => json(response, 422, JSON.stringify({ message })))
    const forge = forgeAt(server)
    const trouble = await troubleOf(forge, forge.setStatus('a'.repeat(40), status))
    expect(trouble).toEqual({
      kind: 'refused',
      detail: expect.stringMatching(/^GitHub answered 422: no ::error::x # #\[add-mask\]\*\*\* ␛\[31mx+…$/),
    })
  })

  it('needs an address, and turns to no other', () => {
    const without = { apiUrl: '', repository: 'acme/support', token, clock: leapingClock() }
    expect(() => gitHubForge(without)).toThrow(TypeError)
  })
})
