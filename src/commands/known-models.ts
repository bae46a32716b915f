import type { RateLimit } from '../evaluation/pace.ts'
import { catalogued, dearestPrice } from '../resources/catalogue.ts'
import type { Model, Price, Project } from '../resources/project.ts'

/**
 * What a call is charged at least, whatever head says: base's price, else the catalogue's. A model that neither knows is
 * charged as the dearest one of the catalogue: a price from a pull request limits nothing.
 */
export function trustedPrices(project: Project | undefined): PriceOf {
  const own = ownPrices(project)
  return (provider, model) => {
    const id = `${provider}/${model}`
    return own.has(id) ? own.get(id) : (catalogued(id)?.price ?? dearestPrice)
  }
}

/** The prices that a project knows. */
export function basePrices(project: Project | undefined): PriceOf {
  const own = ownPrices(project)
  return (provider, model) => own.get(`${provider}/${model}`)
}

type PriceOf = (provider: string, model: string) => Price | undefined

/** By `provider/id`. */
function ownPrices(project: Project | undefined): ReadonlyMap<string, Price | undefined> {
  return new Map(modelsIn(project).map(({ provider, id, price }) => [`${provider}/${id}`, price]))
}

/** Every model that a project names, as a resource, in a prompt, or in a suite as shown or as a judge. */
function modelsIn(project: Project | undefined): readonly Model[] {
  if (project === undefined) return []
  const suites = [...project.suites.values()]
  const judges = suites.flatMap(({ measure }) =>
    measure.metrics.flatMap(({ assertions }) => assertions.flatMap(({ judge }) => judge ?? [])),
  )
  const prompted = [...project.prompts.values()].map(({ model }) => model)
  const indexed = [...project.knowledgeBases.values()].flatMap((base) =>
    base.from === 'files' ? (base.embed ?? []) : [],
  )
  const named = [...judges, ...suites.flatMap((suite) => suite.models), ...prompted, ...indexed]
  return [...named, ...project.models.values()].flatMap((model) => [model, ...(model.fallbacks ?? [])])
}

/** What a provider allows of a model in a minute, by what the projects say: the least of it. */
export function rateLimits(
  ...projects: readonly (Project | undefined)[]
): (provider: string, model: string) => RateLimit | undefined {
  const limits = new Map<string, RateLimit>()
  for (const { provider, id, facts } of projects.flatMap(modelsIn)) {
    const key = `${provider}/${id}`
    if (facts?.rateLimit !== undefined) limits.set(key, smaller(facts.rateLimit, limits.get(key) ?? {}))
  }
  return (provider, model) => limits.get(`${provider}/${model}`)
}

function smaller(a: RateLimit, b: RateLimit): RateLimit {
  const fields = ['requests', 'tokens'] as const
  return Object.fromEntries(
    fields.flatMap((field) => {
      const known = [a[field], b[field]].filter((limit) => limit !== undefined)
      return known.length === 0 ? [] : [[field, Math.min(...known)]]
    }),
  )
}
