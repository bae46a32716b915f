import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Variables that a runner fills; a key must not be read from one, lest a token of the runner's be sent somewhere. */
const reservedPrefixes = ['GITHUB_', 'ACTIONS_', 'RUNNER_', 'INPUT_'] as const

export const providerKey: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Project')) {
    for (const [name, { key }] of Object.entries(fields.providers ?? {})) {
      const prefix = reservedPrefixes.find((reserved) => key?.startsWith(reserved))
      if (key === undefined || prefix === undefined) continue
      yield errorAt(placeOf(['providers', name, 'key']), { code: 'key-name-not-allowed', name: key, prefix })
    }
  }
}
