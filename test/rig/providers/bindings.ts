import type { NativeBinding } from '../../../src/adapters/promptfoo/protocols/protocol.ts'
import type { Policy } from '../../../src/resources/policy.ts'
import { policyWith } from '../../evaluation/fixtures.ts'
import type { dialects } from './list.ts'

export type ProviderType = keyof typeof dialects

export const opening = {
  key: 'sk-test-0123456789abcdef',
  secret: 'secret/test+0123456789abcdef',
  session: 'session+token/test==',
} as const

/** Variables as a binding of `bindingTo` names them. */
export const environment = { RIG_KEY: opening.key, RIG_SECRET: opening.secret, RIG_SESSION: opening.session }

/** A binding of the provider `rig` to a server. */
export function bindingTo(type: ProviderType, origin: string): NativeBinding {
  const endpoint = { name: 'rig', url: origin, key: 'RIG_KEY', concurrency: 8, timeoutMs: 60_000 }
  if (type === 'azure') return { ...endpoint, type, apiVersion: '2024-10-21' }
  if (type === 'bedrock')
    return { ...endpoint, type, region: 'eu-central-1', secret: 'RIG_SECRET', session: 'RIG_SESSION' }
  return { ...endpoint, type, url: type === 'mistral' ? `${origin}/v1` : origin }
}

export function policyTo(type: ProviderType, origin: string): Policy {
  return policyWith([bindingTo(type, origin)])
}
