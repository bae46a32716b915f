import { describe, expect, test } from 'vitest'
import { tell } from '../../src/adapters/promptfoo/compose.ts'
import { lacking } from '../../src/evaluation/lacking.ts'
import { digestOf } from '../../src/digest/digest.ts'
import type { ModelCall } from '../../src/evaluation/call.ts'
import type { ProviderBinding } from '../../src/resources/policy.ts'
import type { Model } from '../../src/resources/project.ts'
import { measureWith, openai, policyWith, someModel } from './fixtures.ts'
import { asking, chainWith, evaluationOf, knowledgeOf, saying, text } from './subjects.ts'

const bound = (name: 'anthropic' | 'bedrock' | 'mistral') =>
  ({ ...openai('http://rig'), name, type: name }) as ProviderBinding
const policy = policyWith([
  openai('http://rig/v1'),
  bound('anthropic'),
  bound('bedrock'),
  bound('mistral'),
  { type: 'replay', name: 'tape' },
])
const at = (provider: string, more: Partial<Model> = {}): Model => ({ ...someModel, provider, ...more })
const shown = (type: 'image' | 'audio' | 'file') => {
  return { messages: [{ role: 'user', content: [{ type, source: text('{{photo}}') }] } as const] }
}

function lackingOf(subject: Parameters<typeof evaluationOf>[0], more = {}): string | undefined {
  return lacking(evaluationOf(subject, measureWith([]), more), policy)
}

const asked = (model: Model, more = {}) => saying('a', 'q', [], { model, ...more })
const tools = [{ name: 'look', description: undefined, parameters: { type: 'object' } }]
const output = { type: 'object' }

describe('what a provider cannot be asked', () => {
  test.each([
    asked(at('anthropic'), { tools, output, ...shown('image') }),
    asked(at('anthropic', { stream: true }), shown('file')),
    asked(at('bedrock'), { tools }),
    asked(at(someModel.provider, { api: 'responses', stream: true }), { tools, output, ...shown('file') }),
    asked(at('tape', { api: 'responses', stream: true }), shown('audio')),
  ])('is nothing: %#', (subject) => {
    expect(lackingOf(subject)).toBeUndefined()
  })

  test.each([
    [asked(at('anthropic'), shown('audio')), 'sound with a provider of type anthropic'],
    [asked(at('mistral'), shown('file')), 'documents with a provider of type mistral'],
    [asked(at(someModel.provider, { api: 'responses' }), shown('audio')), 'sound with a provider of type openai'],
    [asked(at('mistral', { api: 'responses' })), 'the Responses API with a provider of type mistral'],
    [asked(at('bedrock', { stream: true })), 'streaming with a provider of type bedrock'],
    [asked(at('bedrock'), { output }), 'an output schema with a provider of type bedrock'],
    [
      asked(at(someModel.provider, { fallbacks: [at('bedrock')] }), { output }),
      'an output schema with a provider of type bedrock',
    ],
    [chainWith([asking('a', asked(at('bedrock'), { output }))]), 'an output schema with a provider of type bedrock'],
  ])('is told of the first: %#', (subject, told) => {
    expect(lackingOf(subject)).toBe(told)
  })

  test('is told of the model that a suite shows the subject with', () => {
    expect(lackingOf(asked(at(someModel.provider), { output }), { model: at('bedrock') })).toContain('type bedrock')
  })

  test('is embeddings of some', () => {
    const step = (provider: string) => {
      const from = knowledgeOf({ 'a.md': 'a' }, { embed: at(provider) })
      return chainWith([{ id: 'p', does: 'retrieve', from, query: text('q'), top: 1 }])
    }
    expect(lackingOf(step('anthropic'))).toBe('embeddings of a provider of type anthropic')
    expect(lackingOf(step('mistral'))).toBeUndefined()
  })

  test('is refused where it is asked all the same, never left out', () => {
    const url = 'data:audio/wav;base64,AA=='
    const messages = [{ role: 'user', content: [{ type: 'audio', url, digest: digestOf(url) }] }] as const
    const call: ModelCall = { provider: 'anthropic', model: 'm', request: { messages, parameters: {} }, trial: 1 }
    const credentials = { key: 'k', secret: undefined, session: undefined }
    const told = tell({ call, binding: bound('anthropic') as never, credentials }, 'x')
    expect(told).toBe('the API of anthropic is shown no sound here')
  })
})
