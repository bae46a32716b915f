import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { breachesOf, type ComplianceRule, type KnownFacts } from '../resources/compliance.ts'
import { catalogued } from '../resources/catalogue.ts'
import type { ProjectDraft, YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { Compliance } from '../resources/schema.gen.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt, judgementAt } from '../source/error-at.ts'
import { type AskedModel, askedModels } from './asked-models.ts'

interface Demands {
  readonly by: 'own' | 'base'
  readonly rules: Compliance
  /** Where a rule stands; undefined on base. */
  readonly placeOf: ((rule: ComplianceRule) => YamlPlace) | undefined
}

/** Every model that is asked satisfies what the Project demands, and what base's does. */
export const compliance: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const demands = demandsOn(project, draft)
  for (const asked of demands.length === 0 ? [] : askedModels(draft)) {
    const told = new Set<ComplianceRule>()
    for (const demand of demands) {
      for (const diagnostic of problemsOf(asked, demand, project)) {
        const { rule } = diagnostic.problem
        if (!told.has(rule)) yield diagnostic
        told.add(rule)
      }
    }
  }
}

function demandsOn(
  { fields, placeOf }: ProjectDraft,
  { demandedCompliance: ofBase, inherited }: WholeDraft,
): readonly Demands[] {
  const { compliance: own } = fields
  const theirs = inherited.state === 'read' ? inherited.organisation.project : undefined
  const at = (rule: ComplianceRule) => {
    const isTheirs = theirs?.fields.compliance?.[rule] !== undefined
    return (isTheirs ? theirs.placeOf : placeOf)(['compliance', rule], 'key')
  }
  return [
    ...(own === undefined ? [] : [{ by: 'own', rules: own, placeOf: at } as const]),
    ...(ofBase === undefined ? [] : [{ by: 'base', rules: ofBase, placeOf: undefined } as const]),
  ]
}

type Found = Diagnostic & { readonly problem: { readonly code: 'compliance' | 'compliance-unknown' } }

function problemsOf(asked: AskedModel, { by, rules, placeOf }: Demands, project: ProjectDraft): readonly Found[] {
  const { name: model, own, place } = asked
  return breachesOf(factsOf(asked, project), rules).map(({ rule, found, allowed }): Found => {
    const field = rule === 'licences' ? 'licence' : rule
    const related = placeOf && [{ label: 'demanded here', place: placeOf(rule) }]
    const at = own?.fields[field] === undefined ? place : own.placeOf([field])
    if (found === undefined) {
      const problem = { code: 'compliance-unknown', model, rule, by } as const
      return { ...judgementAt(at, problem), problem, ...(related && { related }) }
    }
    const problem = { code: 'compliance', model, rule, found, allowed, by } as const
    return { ...errorAt(at, problem, related), problem }
  })
}

/** What the Model says; else what its provider's entry, or the catalogue, lets us know. */
function factsOf({ model: { facts = {}, provider, id } }: AskedModel, { fields }: ProjectDraft): KnownFacts {
  const { providers = {} } = fields
  const region = Object.hasOwn(providers, provider) ? providers[provider]?.region : undefined
  return {
    licence: facts.licence ?? catalogued(`${provider}/${id}`)?.licence,
    regions: facts.regions ?? (region === undefined ? undefined : [region]),
    retention: facts.retention,
    certifications: facts.certifications,
  }
}
