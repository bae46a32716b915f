import { knownProviders } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import type { ProjectDocument } from '../resources/schema.gen.ts'
import { modelReferences } from './model-references.ts'

/** A check always has a budget in USD; a model without a price cannot be held to it. */
export const unknownPrice: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const reported = new Set<string>()
  for (const { name, place } of modelReferences(draft)) {
    const found = modelNamed(draft, name)
    if (found.state !== 'found' || found.value.price !== undefined || reported.has(name)) continue
    if (!isPaid(project.fields, found.value.provider)) continue
    reported.add(name)
    const own = draft.find('Model', name)
    const at = own.state === 'found' ? own.value.placeOf(['id']) : place
    yield { severity: 'warning', problem: { code: 'unknown-price', model: name }, place: at }
  }
}

/** Replayed answers cost nothing; a provider that is unknown has a problem of its own. */
function isPaid({ providers = {} }: ProjectDocument, name: string): boolean {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined
  return provider === undefined ? Object.hasOwn(knownProviders, name) : provider.type !== 'replay'
}
