import { expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { callOf, openai, policyWith } from '../evaluation/fixtures.ts'
import { policyTo } from '../rig/providers/bindings.ts'
import { startModelServer } from '../rig/model-server.ts'

const url = 'https://models.example.com/v1'
const policy = policyWith([openai(url, { key: 'RIG_KEY' }), { type: 'replay', name: 'example' }])

test.each([
  ['nobody', {}, 'unknown-provider', 'nobody'],
  ['example', {}, 'not-recorded', 'example'],
  ['rig', {}, 'no-key', 'RIG_KEY'],
  ['rig', { RIG_KEY: ' \n' }, 'no-key', 'RIG_KEY'],
  ['rig', { OPENAI_API_KEY: 'sk-1' }, 'no-key', 'RIG_KEY'],
  ['rig', { RIG_KEY: 'two\nlines' }, 'no-key', 'RIG_KEY holds what cannot be a key'],
])('there is no way to %s with %j: %s', (provider, env, reason, detail) => {
  expect(openTransportWith(env)(provider, policy)).toEqual({ kind: 'missing', reason, detail })
})

test.each([
  [{}, 'RIG_KEY'],
  [{ RIG_KEY: 'id' }, 'RIG_SECRET'],
  [{ RIG_KEY: 'id', RIG_SECRET: 's', AWS_SESSION_TOKEN: 't' }, 'RIG_SESSION'],
])('a provider that signs needs all of its variables: %j', (env, variable) => {
  const signing = policyTo('bedrock', 'https://bedrock.example.com')
  expect(openTransportWith(env)('rig', signing)).toMatchObject({ reason: 'no-key', detail: variable })
})

test('an inherited property of the environment is no key', () => {
  const env = Object.create({ RIG_KEY: 'inherited' }) as Record<string, string>
  expect(openTransportWith(env)('rig', policy)).toMatchObject({ reason: 'no-key' })
})

test('the way has the origin that policy binds, and the key by the name that policy says, trimmed', async () => {
  await using server = await startModelServer()
  const bound = policyWith([openai(server.url, { key: 'RIG_KEY' })])
  const way = openTransportWith({ RIG_KEY: 'sk-right\n', OPENAI_API_KEY: 'sk-wrong' })('rig', bound)
  if ('kind' in way) throw new Error('there should be a way')
  expect(way.origin).toBe(server.origin)
  expect(await way.attempt(callOf('a'), AbortSignal.timeout(1_000))).toMatchObject({ kind: 'answer' })
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-right'])
})
