import { deferredOpenAITransport } from '../adapters/openai/deferred-transport.ts'
import { addressTransport } from '../adapters/http/address-transport.ts'
import { createModelCalls } from '../adapters/promptfoo/model-calls.ts'
import type { Credentials } from '../adapters/promptfoo/protocols/protocol.ts'
import { promptfooTransport } from '../adapters/promptfoo/transport.ts'
import type { Missing, OpenTransport, Transport } from '../evaluation/call.ts'
import { missing } from '../evaluation/missing.ts'
import type { EndpointBinding, HttpBinding } from '../resources/policy.ts'
import { keylessTransport } from './keyless-transport.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** promptfoo's worker is started when a provider of its is first asked, not before. */
type Opening = OpenTransport & AsyncDisposable

/** The ways that policy binds, with keys from `env` by the names that policy says and from nowhere else. */
export function openTransportWith(env: Environment): Opening {
  const calls = createModelCalls()
  const open: OpenTransport = (provider, policy) => {
    const binding = policy.providers.get(provider)
    if (binding === undefined) return missing('unknown-provider', provider)
    if (binding.type === 'replay') return missing('not-recorded', provider)
    const credentials = credentialsOf(binding, env)
    if ('kind' in credentials) return credentials
    return keylessTransport(transportTo(binding, credentials, calls), secretsOf(credentials))
  }
  return Object.assign(open, { [Symbol.asyncDispose]: () => calls[Symbol.asyncDispose]() })
}

function transportTo(
  binding: EndpointBinding | HttpBinding,
  credentials: Credentials,
  calls: ReturnType<typeof createModelCalls>,
): Transport {
  if (binding.type === 'http') return addressTransport({ url: binding.url, key: credentials.key })
  if (binding.type !== 'openai') return promptfooTransport(binding, credentials, calls)
  return deferredOpenAITransport({ url: binding.url, timeoutMs: binding.timeoutMs, key: credentials.key })
}

function secretsOf({ key, secret, session }: Credentials): readonly string[] {
  return [key, secret, session].filter((one) => one !== undefined)
}

function credentialsOf(binding: EndpointBinding | HttpBinding, env: Environment): Credentials | Missing {
  const key = secretIn(env, binding.key)
  const secret = secretIn(env, binding.type === 'bedrock' ? binding.secret : undefined)
  const session = secretIn(env, binding.type === 'bedrock' ? binding.session : undefined)
  for (const one of [key, secret, session]) if (typeof one === 'object') return one
  return { key, secret, session } as Credentials
}

/** Undefined where no variable is bound. */
function secretIn(env: Environment, variable: string | undefined): string | Missing | undefined {
  if (variable === undefined) return undefined
  const value = Object.hasOwn(env, variable) ? env[variable]?.trim() : undefined
  if (value === undefined || value === '') return missing('no-key', variable)
  return /^[\x21-\x7e]+$/.test(value) ? value : missing('no-key', `${variable} holds what cannot be a key`)
}
