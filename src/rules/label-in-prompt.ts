import { stepUses } from '../resources/chain-scope.ts'
import { inputUses, isLabel } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { placeWithin } from '../source/snippet.ts'

/** A subject that saw what assertions compare with would be told the answer. */
export const labelInPrompt: Rule = function* (draft) {
  for (const templated of [...draft.of('Prompt'), ...draft.of('Application')]) {
    for (const use of inputUses(templated).filter((one) => isLabel(one, templated))) {
      const { content } = use.within
      const place = placeWithin(content.place, content.text, use.start, use.end)
      yield errorAt(place, { code: 'label-in-prompt', name: use.text })
    }
  }
  for (const chain of draft.of('Chain')) {
    const uses = chain.steps.flatMap((step) => stepUses(step, draft))
    for (const { name, text, input, place } of uses) {
      if (input === undefined && isLabel({ path: [name] }, chain)) {
        yield errorAt(place, { code: 'label-in-prompt', name: text })
      }
    }
  }
}
