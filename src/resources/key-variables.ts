import type { ProviderBinding } from './policy.ts'

/** Environment variables that hold a secret of a provider. */
export function keyVariables(binding: ProviderBinding): readonly string[] {
  if (binding.type === 'replay') return []
  const variables = binding.type === 'bedrock' ? [binding.key, binding.secret, binding.session] : [binding.key]
  return variables.filter((name) => name !== undefined)
}
