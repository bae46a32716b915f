import { catalogueEntries } from './catalogue.data.ts'
import { type Refusal, refusals } from './catalogue-refusals.data.ts'
import { retirements } from './catalogue-retirements.data.ts'
import type { Modality, Price } from './subject.ts'

/** What a provider publishes of a model. */
export interface CatalogueEntry {
  /** `provider/id`, with the provider's name among the known providers. */
  readonly id: string
  /** Dates of its pinned versions, as they follow the id: `2025-08-07` for `gpt-5-mini-2025-08-07`. */
  readonly snapshots: readonly string[]
  /** List price in USD per million tokens, without discounts, and without surcharges on very long prompts. */
  readonly price: Price
  /** Tokens of prompt and answer together. */
  readonly contextWindow: number
  /** What it takes in. */
  readonly modalities: readonly Modality[]
  /** What it gives out; absent: text. */
  readonly output?: 'embedding'
  /** Of the weights; `proprietary` where there is only a service. */
  readonly licence: string
  /** The page that says so, and the day for which it is attested. */
  readonly source: string
  readonly date: string
}

/** What is known of a model beside its price, which other pages of its provider say. */
export interface CataloguedModel extends CatalogueEntry {
  /** The day it is switched off, as `YYYY-MM-DD`; undefined where none is announced. */
  readonly retires: string | undefined
  readonly refuses: readonly Refusal[]
}

const byId: ReadonlyMap<string, CataloguedModel> = new Map(
  catalogueEntries
    .map(withLaterFacts)
    .flatMap((entry) => [
      [entry.id, entry] as const,
      ...entry.snapshots.map((snapshot) => [`${entry.id}-${snapshot}`, entry] as const),
    ]),
)

function withLaterFacts(entry: CatalogueEntry): CataloguedModel {
  return { ...entry, retires: retirements[entry.id]?.day, refuses: refusals.get(entry.id) ?? [] }
}

/** What the catalogue knows of `provider/id`; undefined where it does not list it. */
export function catalogued(id: string): CataloguedModel | undefined {
  return byId.get(id)
}

/** The last day for which anything in the catalogue is attested: today is not before it. */
export const catalogueDay: string = [...catalogueEntries, ...Object.values(retirements)]
  .map(({ date }) => date)
  .reduce((last, date) => (date > last ? date : last))

/** The `provider/id` of a model that is named by its id alone. */
export function withProvider(id: string): string | undefined {
  return [...byId.keys()].find((known) => known.slice(known.indexOf('/') + 1) === id)
}

/** USD per million tokens that no model of the catalogue exceeds, in any of its prices. */
export const dearestPrice: Price = {
  input: Math.max(...catalogueEntries.map(({ price }) => price.input)),
  output: Math.max(...catalogueEntries.map(({ price }) => price.output)),
}
