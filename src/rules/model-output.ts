import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { errorAt } from '../source/error-at.ts'
import { modelReferences } from './model-references.ts'

/** A prompt is answered with text, an index is made of embeddings; where nobody knows what a model gives, it may be right. */
export const modelOutput: Rule = function* (draft) {
  for (const { name, place, wanted } of modelReferences(draft)) {
    const found = modelNamed(draft, name)
    const output = found.state === 'found' ? found.value.modalities?.output : undefined
    if (output === undefined || output.includes(wanted)) continue
    const problem = {
      code: 'model-output',
      model: name,
      gives: words[output[0] ?? 'text'],
      wanted: words[wanted],
    } as const
    yield errorAt(place, problem)
  }
}

const words = { text: 'text', image: 'pictures', audio: 'sound', embedding: 'embeddings' } as const
