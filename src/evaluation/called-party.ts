import { providerOf } from '../resources/http-provider.ts'
import type { HttpBinding, Policy } from '../resources/policy.ts'
import { type Call, isPost } from './call.ts'

/** Who answers a call, as it is stored beside the answer. */
export interface CalledParty {
  /** Name of the provider in the Project. */
  readonly provider: string
  /** The model's id; of an address its path. */
  readonly model: string
}

/** Who answers a call; undefined for an address that policy does not bind. */
export function calledParty(call: Call, { providers }: Pick<Policy, 'providers'>): CalledParty | undefined {
  if (!isPost(call)) return { provider: call.provider, model: call.model }
  const bindings = [...providers.values()].filter((binding): binding is HttpBinding => binding.type === 'http')
  const binding = providerOf(call.url, bindings)
  if (binding === undefined) return undefined
  const { pathname, search } = new URL(call.url)
  return { provider: binding.name, model: `${pathname}${search}` }
}
