import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { modelReferences } from './model-references.ts'

/** A check always has a budget in USD; a model without a price cannot be held to it. Replayed answers cost nothing. */
export const unknownPrice: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const reported = new Set<string>()
  for (const { name, place } of modelReferences(draft)) {
    const found = modelNamed(draft, name)
    if (found.state !== 'found' || found.value.price !== undefined || reported.has(name)) continue
    if (project.fields.providers?.[found.value.provider]?.type === 'replay') continue
    reported.add(name)
    const own = draft.find('Model', name)
    const at = own.state === 'found' ? own.value.placeOf(['id']) : place
    yield { severity: 'warning', problem: { code: 'unknown-price', model: name }, place: at }
  }
}
