import { catalogueDay } from '../resources/catalogue.ts'
import { daysBetween } from '../resources/day.ts'
import type { Rule } from '../resources/load.ts'
import { judgementAt } from '../source/error-at.ts'
import { askedModels } from './asked-models.ts'

/** Days before the last one in which a model is better replaced: a prompt has to be tried with the next one. */
const soon = 90

/**
 * A model that is asked is not switched off, and not about to be. Without today's date only what was over when the catalogue
 * was made is said.
 */
export const modelRetirement: Rule = function* (draft) {
  for (const { name, model, own, place } of askedModels(draft)) {
    const { retires } = model
    if (retires === undefined) continue
    const days = daysBetween(draft.today ?? catalogueDay, retires)
    const at = own?.fields.retires === undefined ? place : own.placeOf(['retires'])
    if (days <= 0) yield judgementAt(at, { code: 'model-retired', model: name, retires })
    else if (draft.today !== undefined && days <= soon)
      yield judgementAt(at, { code: 'model-retires-soon', model: name, retires, days })
  }
}
