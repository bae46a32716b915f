import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policyWith } from '../evaluation/fixtures.ts'
import { bindingTo, opening, policyTo, type ProviderType } from '../rig/providers/bindings.ts'
import { dialects } from '../rig/providers/list.ts'
import { startProviderServer } from '../rig/providers/provider-server.ts'
import { type Asked, attemptAt, callTo, detailOf, loadPromptfoo, open, serve } from './promptfoo-asking.ts'
import { schema } from './promptfoo-requests.ts'

beforeAll(loadPromptfoo, 60_000)
afterAll(() => open[Symbol.asyncDispose]())

describe('what an API cannot be asked is refused before anything is sent', () => {
  const nothing: readonly (readonly [ProviderType, Asked, string])[] = [
    ['anthropic', { request: { parameters: { seed: 1 } } }, 'the API of anthropic takes no seed'],
    ['bedrock', { request: { parameters: { reasoningEffort: 'low' } } }, 'the API of bedrock takes no reasoningEffort'],
    ['bedrock', { request: { output: schema } }, 'an output schema cannot be asked for here'],
    ['anthropic', { request: { parameters: { reasoningEffort: 'minimal' } } }, 'reasoningEffort: minimal is not known'],
    ['ollama', { request: { parameters: { reasoningEffort: 'minimal' } } }, 'reasoningEffort: minimal is not known'],
    [
      'google',
      { model: 'gemini-3.1-pro', request: { parameters: { reasoningEffort: 'none' } } },
      'reasoningEffort: none is not known to gemini-3.1-pro',
    ],
    ['google', { request: { api: 'responses' } }, 'api cannot be asked of google'],
    ['bedrock', { stream: true }, 'answers of bedrock cannot be streamed'],
    // promptfoo leaves this out without a word
    ['google', { model: 'gemini-flash-latest', request: { parameters: { topP: 0.9 } } }, 'leaves `topP` out'],
    // and these it would ask elsewhere, or otherwise
    ['google', { model: 'gemini-2.5-flash-image' }, 'promptfoo'],
    ['google', { model: 'live:gemini-2.5-flash' }, 'promptfoo'],
    ['google', { model: '../../v1/evil' }, 'promptfoo would ask another API'],
    ['azure', { model: '../../evil' }, 'promptfoo would ask another API'],
    ['azure', { model: 'mini?api-version=1' }, 'promptfoo would ask another API'],
    ['anthropic', { model: 'claude:evil' }, 'promptfoo would ask another model than claude:evil'],
    ['bedrock', { model: 'openai.gpt-5.4' }, 'promptfoo'],
  ]
  test.each(nothing)('%s %j: %s', async (type, asked, why) => {
    await using server = await serve(type, [])
    const attempt = await attemptAt(type, server, asked)
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'not-available', retry: false, ofRequest: true })
    expect(detailOf(attempt)).toContain(why)
    expect(server.requests).toEqual([])
  })
})

test('parameters reach models of Anthropic as they are, whatever promptfoo thinks of them', async () => {
  await using server = await serve('anthropic', [])
  const request = { parameters: { temperature: 0, reasoningEffort: 'none' } } as const
  await attemptAt('anthropic', server, { model: 'claude-opus-4-8', request })
  expect(server.requests[0]?.body).toMatchObject({ temperature: 0, thinking: { type: 'disabled' } })
})

test('Bedrock is opened by an API key, too, without anything being signed or searched for', async () => {
  await using server = await startProviderServer(dialects.bedrock, { opening: { key: opening.key } })
  const binding = { ...bindingTo('bedrock', server.origin), secret: undefined, session: undefined }
  const way = open('rig', policyWith([binding as ReturnType<typeof bindingTo>]))
  if ('kind' in way) throw new Error('there is no way')
  expect(await way.attempt(callTo('bedrock'), AbortSignal.timeout(20_000))).toMatchObject({ kind: 'answer' })
  expect(Object.keys(server.requests[0]?.headers ?? {}).filter((name) => name.startsWith('x-amz'))).toEqual([])
})

test('a thinking model of Mistral answers in chunks, of which the text counts', async () => {
  const content = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
    { type: 'text', text: 'Two days.' },
  ]
  const reply = { model: 'magistral', choices: [{ finish_reason: 'stop', message: { content } }] }
  await using server = await serve('mistral', [{ do: 'send', text: JSON.stringify(reply) }])
  expect(await attemptAt('mistral', server)).toMatchObject({ answer: { text: 'Two days.', finish: 'stop' } })
})

test.each<ProviderType>(['google', 'bedrock'])('a URL may end in a slash: %s', async (type) => {
  await using server = await serve(type, [])
  const way = open('rig', policyWith([{ ...bindingTo(type, server.origin), url: `${server.origin}/` }]))
  if ('kind' in way) throw new Error('there is no way')
  expect(await way.attempt(callTo(type), AbortSignal.timeout(20_000))).toMatchObject({ kind: 'answer' })
})

test('an endpoint without a key is asked without one', async () => {
  await using server = await serve('ollama', [])
  const way = open('rig', policyWith([{ ...bindingTo('ollama', server.origin), key: undefined }]))
  if ('kind' in way) throw new Error('there is no way')
  expect(await way.attempt(callTo('ollama'), AbortSignal.timeout(20_000))).toMatchObject({
    reason: 'refused-by-provider',
  })
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization')
})

test('a signal that is aborted before promptfoo is done sends nothing', async () => {
  await using server = await serve('google', [])
  const way = open('rig', policyTo('google', server.origin))
  if ('kind' in way) throw new Error('there is no way')
  expect(await way.attempt(callTo('google'), AbortSignal.abort())).toMatchObject({ reason: 'timeout' })
  expect(await attemptAt('google', server)).toMatchObject({ kind: 'answer' })
  expect(server.requests).toHaveLength(1)
})
