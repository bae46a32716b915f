import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'
import { askedModels } from './asked-models.ts'

/** A check always has a budget in USD; a model without a price cannot be held to it. */
export const unknownPrice: Rule = function* (draft) {
  for (const { name, model, place } of askedModels(draft)) {
    if (model.price === undefined) yield judgementAt(place, { code: 'unknown-price', model: name })
  }
}
