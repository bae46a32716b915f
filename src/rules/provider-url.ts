import { ownEndpoint, providerType } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { refusedUrl } from '../resources/origin.ts'
import type { Provider } from '../resources/schema.gen.ts'
import { errorAt } from '../source/error-at.ts'

/** A provider that is asked has a URL that keys may be sent to, its own or a known one. */
export const providerUrl: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Project')) {
    for (const [name, provider] of Object.entries(fields.providers ?? {})) {
      const { url } = provider
      if (url === undefined && needsUrl(name, provider))
        yield errorAt(placeOf(['providers', name], 'key'), { code: 'missing-field', field: 'url' })
      const why = url === undefined ? undefined : refusedUrl(url)
      if (url !== undefined && why !== undefined)
        yield errorAt(placeOf(['providers', name, 'url']), { code: 'origin-not-allowed', url, why })
    }
  }
}

/** Bedrock is where its region says, and `provider-fields.ts` sees to that. */
function needsUrl(name: string, provider: Provider): boolean {
  const type = providerType(name, provider)
  return type !== 'replay' && type !== 'bedrock' && ownEndpoint(name, provider) === undefined
}
