import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Each name in a chain stands for one thing: an input, or a step. */
export const duplicateStep: Rule = function* (draft) {
  for (const { steps, fields, placeOf } of draft.of('Chain')) {
    const inputs = fields.input ?? []
    for (const [index, step] of steps.entries()) {
      const { id } = step.fields
      const first = steps.slice(0, index).find((other) => other.fields.id === id)
      if (first !== undefined) {
        const related = [{ label: 'first here', place: first.placeOf(['id']) }]
        yield errorAt(step.placeOf(['id']), { code: 'duplicate-step', id, of: 'step' }, related)
      } else if (inputs.includes(id)) {
        const related = [{ label: 'the input', place: placeOf(['input', inputs.indexOf(id)]) }]
        yield errorAt(step.placeOf(['id']), { code: 'duplicate-step', id, of: 'input' }, related)
      }
    }
  }
}
