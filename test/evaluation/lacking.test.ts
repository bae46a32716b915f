import { describe, expect, test } from 'vitest'
import { tell } from '../../src/adapters/promptfoo/compose.ts'
import { lacking } from '../../src/evaluation/lacking.ts'
import { digestOf } from '../../src/digest/digest.ts'
import type { ModelCall } from '../../src/evaluation/call.ts'
import type { ProviderBinding } from '../../src/resources/policy.ts'
import { measureWith, openai, policyWith, someModel } from './fixtures.ts'
import { asking, chainWith, evaluationOf, knowledgeOf, saying, text } from './subjects.ts'

const narrow = { ...openai('http://rig'), name: 'narrow', type: 'anthropic' } as ProviderBinding
const policy = policyWith([openai('http://rig/v1'), narrow, { type: 'replay', name: 'tape' }])
const tools = [{ name: 'look', description: undefined, parameters: { type: 'object' } }]
const at = (provider: string) => ({ ...someModel, provider })
const photo = { role: 'user', content: [{ type: 'image', source: text('{{photo}}') }] } as const

function lackingOf(subject: Parameters<typeof evaluationOf>[0], more = {}): string | undefined {
  return lacking(evaluationOf(subject, measureWith([]), more), policy)
}

describe('what a provider cannot be asked yet', () => {
  test('is nothing for texts, nor at an OpenAI-compatible endpoint or a tape', () => {
    expect(lackingOf(saying('a', 'q', [], { model: at('narrow') }))).toBeUndefined()
    expect(lackingOf(saying('a', 'q', [], { tools }))).toBeUndefined()
    expect(lackingOf(saying('a', 'q', [], { tools, model: at('tape') }))).toBeUndefined()
  })

  test('is tools, media and embeddings, in a fallback and in a step as well', () => {
    const told = 'tools with a provider of type anthropic'
    expect(lackingOf(saying('a', 'q', [], { tools, model: at('narrow') }))).toBe(told)
    expect(lackingOf(saying('a', 'q', [], { tools, model: { ...someModel, fallbacks: [at('narrow')] } }))).toBe(told)
    expect(lackingOf(saying('a', 'q', [], { tools }), { model: at('narrow') })).toBe(told)
    expect(lackingOf(chainWith([asking('a', saying('a', 'q', [], { tools, model: at('narrow') }))]))).toBe(told)
    expect(lackingOf(saying('a', 'q', [], { messages: [photo], model: at('narrow') }))).toBe(
      'pictures, sound or documents with a provider of type anthropic',
    )
    const base = knowledgeOf({ 'a.md': 'a' }, { embed: at('narrow') })
    const step = { id: 'p', does: 'retrieve', from: base, query: text('q'), top: 1 } as const
    expect(lackingOf(chainWith([step]))).toBe('embeddings of a provider of type anthropic')
  })

  test('is refused where it is asked all the same, never left out', () => {
    const call: ModelCall = {
      provider: 'narrow',
      model: 'm',
      request: { messages: [{ role: 'user', content: 'q' }], parameters: {} },
      trial: 1,
    }
    const going = { binding: narrow as never, credentials: { key: 'k', secret: undefined, session: undefined } }
    const url = 'data:image/png;base64,AA=='
    const parts = [{ role: 'user', content: [{ type: 'image', url, digest: digestOf(url) }] }] as const
    expect(tell({ ...going, call: { ...call, request: { ...call.request, messages: parts } } }, 'x')).toBe(
      'parts of messages cannot be asked of anthropic yet',
    )
    const declared = [{ name: 'look', parameters: { type: 'object' } }]
    expect(tell({ ...going, call: { ...call, request: { ...call.request, tools: declared } } }, 'x')).toBe(
      'tools cannot be asked of anthropic yet',
    )
  })
})
