import { describe, expect, test } from 'vitest'
import type { ProviderType } from '../rig/providers/bindings.ts'
import type { Incoming } from '../rig/providers/dialect.ts'
import { dialects } from '../rig/providers/list.ts'
import { type ChatRequest, lastUserText } from '../rig/chat-request.ts'
import { startModelServer } from '../rig/model-server.ts'
import { startProviderServer, type Trouble } from '../rig/providers/provider-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

/** A model that says nothing useful when told to be vague. The first request is one too many. */
function answerTo({ text }: Incoming, ordinal: number): string | Trouble {
  if (ordinal === 1) return { do: 'status', status: 429, retryAfter: '0' }
  const asked = questions.find(({ ask }) => text.includes(ask))
  if (asked === undefined || text.includes('Be vague.')) return 'I do not know.'
  return asked.right
}

function answerLike(request: ChatRequest): string {
  return questions.find(({ ask }) => lastUserText(request).includes(ask))?.right ?? 'I do not know.'
}

function serve(type: ProviderType, path: string) {
  return startProviderServer({ ...dialects[type], path }, { opening: { key }, answer: answerTo })
}

/** The project of `project.ts`, with its provider speaking another API. */
function filesFor(type: ProviderType, url: string, system?: string): Record<string, string> {
  const files = projectFiles({ url, provider: `, type: ${type}`, ...(system !== undefined && { system }) })
  return {
    ...files,
    'llmops/answer.yaml': files['llmops/answer.yaml']?.replace('local/mini', `local/${dialects[type].model}`) ?? '',
  }
}

describe.each<ProviderType>(['anthropic', 'ollama'])('a Project with a provider of type %s', (type) => {
  test('is checked like any other: asked, compared, paid, remembered', async () => {
    await using server = await serve(type, dialects[type].path)
    await using repo = await projectOnBranch({ url: server.origin })
    await repo.git('checkout', '--quiet', 'main')
    await repo.commit('Another API', filesFor(type, server.origin))
    await repo.git('checkout', '--quiet', '-B', 'vague')
    await repo.commit('Be vague', filesFor(type, server.origin, 'Be vague.'))

    const planned = await llmops(repo, ['plan', '--base', 'main', '--format', 'json'])
    expect(JSON.parse(planned.stdout).plan.total).toMatchObject({ newCalls: 240 })
    expect(server.requests).toHaveLength(0)

    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(report.comparisons[0].metrics[0]).toMatchObject({ metric: 'town', base: { mean: 1 }, head: { mean: 0 } })
    expect(code).toBe(1)
    expect(server.requests).toHaveLength(241) // one was asked again
    expect(report.spent.newCalls).toBe(240)
    // Nine tokens in, five out; where the provider says what came from its cache, the price is the same here.
    expect(report.spent.usd).toBeCloseTo((240 * (9 * 1 + 5 * 4)) / 1e6, 8)
    expect(stdout).not.toContain(key)

    const again = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    expect([again.code, server.requests.length]).toEqual([1, 241])
  })

  test('without its key waits, and names the variable', async () => {
    await using server = await serve(type, dialects[type].path)
    await using repo = await projectOnBranch({ url: server.origin })
    await repo.commit('Another API', filesFor(type, server.origin))
    const { code, stdout } = await llmops(repo, ['eval', '--format', 'json'], { env: { LOCAL_KEY: undefined } })
    expect([code, server.requests.length]).toEqual([3, 0])
    expect(stdout).toContain('LOCAL_KEY')
  })
})

describe('a Model that is asked by the Responses API, as a stream', () => {
  test('is told with the time to its first token, and what was remembered of chat completions is not its answer', async () => {
    await using server = await startModelServer({ answer: answerLike, keys: [key] })
    await using repo = await projectOnBranch({ url: server.url })
    const asked = ({ url }: { url: string }, lines: string) => {
      const files = projectFiles({ url })
      return {
        'llmops/answer.yaml': files['llmops/answer.yaml']?.replace('id: local/mini', `id: local/mini${lines}`) ?? '',
      }
    }
    await repo.git('checkout', '--quiet', 'main')
    await repo.commit('Streamed', asked(server, '\nstream: true'))
    await repo.git('checkout', '--quiet', '-B', 'responses')
    await repo.commit('Responses', asked(server, '\nstream: true\napi: responses'))

    const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(code).toBe(0)
    const [{ expense, firstTokenRatio }] = report.comparisons
    for (const side of [expense.base, expense.head]) {
      expect(side.firstToken.p50Ms).toBeLessThanOrEqual(side.p50Ms)
      expect(side.firstToken.p95Ms).toBeLessThanOrEqual(side.p95Ms)
    }
    expect(firstTokenRatio.ratio).toBeGreaterThan(0)
    const paths = server.requests.map(({ path, body }) => `${path} ${(body as { stream: boolean }).stream}`)
    expect([...new Set(paths)].toSorted()).toEqual(['/v1/chat/completions true', '/v1/responses true'])
    expect(paths).toHaveLength(240)

    const shown = await llmops(repo, ['check', '--base', 'main'])
    expect(shown.stdout).toMatch(/first token p50 · p95 +\d/)
    expect(server.requests).toHaveLength(240)
  })
})
