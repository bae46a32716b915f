import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Time is counted from when the target before holds the artifact. */
export const soakWithoutAfter: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    if (fields.soak === undefined || fields.after !== undefined) continue
    yield errorAt(placeOf(['soak'], 'key'), { code: 'soak-without-after' })
  }
}
