import { stepUses } from '../resources/chain-scope.ts'
import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'

/** Every step leads to the output. */
export const unusedStep: Rule = function* (draft) {
  for (const { complete, steps } of draft.of('Chain')) {
    if (!complete || steps.some(({ fields }) => isUnknown(fields.prompt))) continue
    for (const [index, step] of steps.slice(0, -1).entries()) {
      const { id } = step.fields
      const isUsed = steps.slice(index + 1).some((later) => stepUses(later, draft).some(({ name }) => name === id))
      if (!isUsed) yield judgementAt(step.placeOf(['id']), { code: 'unused-step', id })
    }
  }

  function isUnknown(prompt: string | undefined): boolean {
    return prompt !== undefined && draft.find('Prompt', prompt).state !== 'found'
  }
}
