import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { annotationAt, ask, authorized, everything, octokitFor, refusal, repository, sha } from './github/client.ts'
import { type GitHub, startGitHub } from './github/server.ts'

describe('a departure from the description is a problem', () => {
  const path = '/repos/acme/support/statuses/'.concat(sha)
  const post = (github: GitHub, body: unknown, headers: Record<string, string> = {}, query = '') => {
    const authorization = authorized(github.token({ statuses: 'write' }))
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return ask(github, path + query, { method: 'POST', body: text, headers: { ...authorization, ...headers } })
  }
  const departures: readonly (readonly [string, (github: GitHub) => Promise<Response>, RegExp, number])[] = [
    ['a value', (github) => post(github, { state: 'passed' }), /state must be equal to one of/, 422],
    [
      'an unknown field',
      (github) => post(github, { state: 'success', sha }),
      /NOT have additional properties \(sha\)/,
      422,
    ],
    [
      'an unknown query key',
      (github) => post(github, { state: 'success' }, {}, '?per=1'),
      /the query has per, which/,
      422,
    ],
    ['a body that is no JSON', (github) => post(github, 'state=success'), /body:.*must be object/, 422],
    [
      'no content type',
      (github) => post(github, { state: 'success' }, { 'content-type': 'text/plain' }),
      /content-type is/,
      422,
    ],
    [
      'no version',
      (github) => post(github, { state: 'success' }, { 'x-github-api-version': '' }),
      /api-version is/,
      422,
    ],
    [
      'another version',
      (github) => post(github, { state: 'success' }, { 'x-github-api-version': '2026-03-10' }),
      /2026-03-10, not/,
      422,
    ],
    [
      'another type accepted',
      (github) => post(github, { state: 'success' }, { accept: 'text/html' }),
      /accept is text\/html/,
      422,
    ],
    ['no such operation', (github) => ask(github, '/repos/acme/support/stars'), /is not an operation of the desc/, 404],
    [
      'a page too many',
      (github) => ask(github, '/repos/acme/support/pulls?page=x', { headers: authorized(github.token(everything)) }),
      /page must be integer/,
      422,
    ],
    [
      'nothing done here',
      (github) => ask(github, '/repos/acme/support/environments', { headers: authorized(github.token(everything)) }),
      /has no repos\/get-all-environments yet/,
      501,
    ],
  ]
  for (const [name, send, problem, status] of departures)
    test(name, async () => {
      await using github = await startGitHub({ repository: 'acme/support' })
      expect((await send(github)).status).toBe(status)
      expect(github.problems).toEqual([expect.stringMatching(problem)])
      expect(github.statuses).toEqual([])
    })

  const bareStatus = (url: string, headers: Record<string, string>) =>
    new Promise((resolve) => {
      request(url, { headers }, (reply) => resolve(reply.resume().statusCode)).end()
    })

  test('half a request is none', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { port } = new URL(github.url)
    const socket = connect(Number(port), '127.0.0.1')
    const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 100`
    await new Promise((resolve) => socket.write(`${head}\r\n\r\n{"state":`, resolve))
    socket.destroy()
    expect((await ask(github, '/rate_limit')).status).toBe(200)
    expect(github.requests.map(({ operation }) => operation)).toEqual(['rate-limit/get'])
    expect(github.problems).toEqual([])
  })

  test('no user agent, and nothing is told', async () => {
    await using github = await startGitHub({ repository: 'acme/support', private: false })
    expect(await bareStatus(`${github.url}/repos/acme/support`, { accept: 'application/json' })).toBe(403)
    expect(github.problems).toEqual(['GET /repos/acme/support: user-agent is missing'])
  })

  test('the API asked at the address of the server', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    expect(await bareStatus(`${github.url}/user`, { host: new URL(github.serverUrl).host })).toBe(404)
    expect(github.problems).toEqual([
      `GET ${github.serverUrl}/user: nothing is here (the API is at ${github.url}, Git at github.localhost)`,
    ])
  })

  test('of a check run: 51 annotations, or 65,536 characters of summary', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { rest } = octokitFor(github)
    const create = (output: object) =>
      rest.checks.create({
        ...repository,
        name: 'llmops',
        head_sha: sha,
        output: { title: 't', summary: 's', ...output },
      })
    const annotations = Array.from({ length: 51 }, (_, line) => annotationAt(line + 1))
    expect((await refusal(create({ annotations }))).status).toBe(422)
    expect((await refusal(create({ summary: 'x'.repeat(65_536) }))).status).toBe(422)
    expect(github.problems).toEqual([
      expect.stringContaining('body: output/annotations must NOT have more than 50 items'),
      expect.stringContaining('body: output/summary must NOT have more than 65535 characters'),
    ])
    expect(github.checkRuns).toEqual([])
  })

  test('of ours, too: a reply that is not as described', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { rest } = octokitFor(github)
    await rest.repos.createCommitStatus({ ...repository, sha, state: 'success' })
    const [status] = github.state.statuses
    github.state.statuses[0] = { ...(status as NonNullable<typeof status>), context: 7 as unknown as string }
    await rest.repos.listCommitStatusesForRef({ ...repository, ref: sha })
    expect(github.problems).toEqual([
      `GET /repos/acme/support/commits/${sha}/statuses: answers 200: 0/context must be string`,
    ])
  })

  test('and no test can miss it', async () => {
    const github = await startGitHub({ repository: 'acme/support' })
    await ask(github, '/octocat')
    expect(github.problems).toEqual(['GET /octocat: is not an operation of the description'])
    await ask(github, '/zen')
    await expect(github[Symbol.asyncDispose]()).rejects.toThrow(/^GitHub had problems:\nGET \/zen: is not an operation/)
  })
})
