import type { Missing, OpenTransport, Transport } from '../../evaluation/call.ts'
import { missing } from '../../evaluation/missing.ts'
import type { ProviderBinding } from '../../resources/policy.ts'
import { openAITransport } from './transport.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The ways that policy binds, with keys from `env` by the names that policy says and from nowhere else. */
export function openTransportWith(env: Environment): OpenTransport {
  return (provider, policy) => {
    const binding = policy.providers.get(provider)
    if (binding === undefined) return missing('unknown-provider', provider)
    if (binding.type === 'replay') return missing('not-recorded', provider)
    return openBound(binding, env)
  }
}

function openBound(binding: ProviderBinding & { readonly type: 'openai' }, env: Environment): Transport | Missing {
  const { url, timeoutMs, key: variable } = binding
  if (variable === undefined) return openAITransport({ url, timeoutMs, key: undefined })
  const key = Object.hasOwn(env, variable) ? env[variable]?.trim() : undefined
  if (key === undefined || key === '') return missing('no-key', variable)
  if (!/^[\x21-\x7e]+$/.test(key)) return missing('no-key', `${variable} holds what cannot be a key`)
  return openAITransport({ url, timeoutMs, key })
}
