import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** What is shown with other models asks models. */
export const shownModels: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('EvalSuite')) {
    const { subject } = fields
    if (fields.models === undefined || draft.find('Application', subject).state !== 'found') continue
    yield errorAt(placeOf(['models'], 'key'), { code: 'subject-cannot', subject, kind: 'Application', what: 'models' })
  }
}
