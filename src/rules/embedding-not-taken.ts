import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { embeddingsNotTaken } from '../resources/not-taken.ts'
import { errorAt } from '../source/error-at.ts'
import { apiTypeOf } from './api-type.ts'
import { modelReferences } from './model-references.ts'

/** An index is made by an API that embeds texts. */
export const embeddingNotTaken: Rule = function* (draft) {
  for (const { name: model, place, wanted } of modelReferences(draft)) {
    const found = wanted === 'embedding' ? modelNamed(draft, model) : undefined
    const type = found?.state === 'found' ? apiTypeOf(found.value.provider, draft) : undefined
    if (type === undefined || !embeddingsNotTaken.includes(type)) continue
    yield errorAt(place, { code: 'request-not-taken', what: 'embeddings', model, type })
  }
}
