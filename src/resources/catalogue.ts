import { catalogueEntries } from './catalogue.data.ts'
import type { Price } from './project.ts'

export type Modality = 'text' | 'image' | 'audio' | 'video' | 'file'

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
  /** What it takes in; all answer with text. */
  readonly modalities: readonly Modality[]
  /** The page that says so, and the day for which it is attested. */
  readonly source: string
  readonly date: string
}

const byId: ReadonlyMap<string, CatalogueEntry> = new Map(
  catalogueEntries.flatMap((entry) => [
    [entry.id, entry] as const,
    ...entry.snapshots.map((snapshot) => [`${entry.id}-${snapshot}`, entry] as const),
  ]),
)

/** What the catalogue knows of `provider/id`; undefined where it does not list it. */
export function catalogued(id: string): CatalogueEntry | undefined {
  return byId.get(id)
}

/** The `provider/id` of a model that is named by its id alone. */
export function withProvider(id: string): string | undefined {
  return [...byId.keys()].find((known) => known.slice(known.indexOf('/') + 1) === id)
}

/** USD per million tokens that no model of the catalogue exceeds, in any of its prices. */
export const dearestPrice: Price = {
  input: Math.max(...catalogueEntries.map(({ price }) => price.input)),
  output: Math.max(...catalogueEntries.map(({ price }) => price.output)),
}
