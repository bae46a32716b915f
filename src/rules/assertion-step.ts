import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'

/** An assertion about a step names one of the subject. */
export const assertionStep: Rule = function* (draft) {
  for (const { fields, assertions } of draft.of('EvalSuite')) {
    const found = draft.findSubject(fields.subject)
    if (found.state !== 'found') continue
    const known = found.value.kind === 'Chain' ? found.value.steps.map((step) => step.fields.id) : []
    for (const { fields: written, placeOf } of assertions) {
      const { step: name } = written
      if (name === undefined || known.includes(name)) continue
      yield errorAt(placeOf(['step']), { code: 'unknown-step', name, nearest: nearest(name, known), known })
    }
  }
}
