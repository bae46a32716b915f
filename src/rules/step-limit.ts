import type { Rule } from '../resources/load.ts'
import { stepLimits } from '../resources/step-limits.ts'
import { errorAt } from '../source/error-at.ts'

/** A chain can come to its end within the steps that a case may take. */
export const stepLimit: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Chain')) {
    const limit = fields.stepLimit ?? stepLimits.chain
    const steps = fields.steps.length
    if (steps <= limit) continue
    const place = fields.stepLimit === undefined ? placeOf(['steps'], 'key') : placeOf(['stepLimit'])
    yield errorAt(place, { code: 'too-many-steps', steps, limit })
  }
}
