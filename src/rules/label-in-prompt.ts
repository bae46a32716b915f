import { inputUses, isLabel } from '../resources/inputs.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { placeWithin } from '../source/snippet.ts'

/** A prompt that saw what assertions compare with would be told the answer. */
export const labelInPrompt: Rule = function* (draft) {
  for (const prompt of draft.of('Prompt')) {
    for (const use of inputUses(prompt).filter((one) => isLabel(one, prompt))) {
      const { content } = use.message
      const place = placeWithin(content.place, content.text, use.start, use.end)
      yield errorAt(place, { code: 'label-in-prompt', name: use.text })
    }
  }
}
