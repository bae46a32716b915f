import { providerType } from '../resources/known-providers.ts'
import type { EndpointBinding } from '../resources/policy.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** What a provider of models speaks, as the project binds it; undefined where its models are not asked over the network. */
export function apiTypeOf(provider: string, draft: WholeDraft): EndpointBinding['type'] | undefined {
  const [project] = draft.of('Project')
  const { providers = {} } = project?.fields ?? {}
  const bound = (Object.hasOwn(providers, provider) ? providers[provider] : undefined) ?? {}
  const type = project && providerType(provider, bound)
  return type === 'replay' || type === 'http' ? undefined : type
}
