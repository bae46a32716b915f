import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** A target waits for one that holds the same subject. */
export const predecessorSubject: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    const { after, deploy: subject } = fields
    const found = after === undefined ? undefined : draft.find('DeploymentTarget', after)
    if (after === undefined || found?.state !== 'found') continue
    const deploys = found.value.fields.deploy
    if (deploys === subject) continue
    const related = [{ label: 'what it deploys', place: found.value.placeOf(['deploy']) }]
    yield errorAt(placeOf(['after']), { code: 'predecessor-subject', after, deploys, subject }, related)
  }
}
