import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'

/** What answers at an address may be another program tomorrow: its answers can be remembered where it says which one it is. */
export const unnamedDeployment: Rule = function* (draft) {
  for (const { name, fields, placeOf } of draft.of('Application')) {
    if (fields.version !== undefined) continue
    yield judgementAt(placeOf(['url'], 'key'), { code: 'unnamed-deployment', application: name })
  }
}
