import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Variables that a runner fills; a key must not be read from one, lest a token of the runner's be sent somewhere. */
const reservedPrefixes = ['GITHUB_', 'ACTIONS_', 'RUNNER_', 'INPUT_'] as const

/** The fields of a provider that name a variable. */
const secrets = ['key', 'secret', 'session'] as const

export const providerKey: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Project')) {
    for (const [provider, settings] of Object.entries(fields.providers ?? {})) {
      for (const field of secrets) {
        const name = settings[field]
        const prefix = reservedPrefixes.find((reserved) => name?.startsWith(reserved))
        if (name === undefined || prefix === undefined) continue
        yield errorAt(placeOf(['providers', provider, field]), { code: 'key-name-not-allowed', name, prefix })
      }
    }
  }
}
