import type { CatalogueEntry } from './catalogue.ts'

type Entry = Omit<CatalogueEntry, 'id' | 'source' | 'licence'>

const openai = 'https://developers.openai.com/api/docs/pricing'
const anthropic = 'https://platform.claude.com/docs/en/about-claude/pricing'
const google = 'https://ai.google.dev/gemini-api/docs/pricing'
const mistral = 'https://mistral.ai/pricing'

/** USD per million tokens: input, input from the provider's cache, output. */
function price(input: number, cachedInput: number, output: number): CatalogueEntry['price'] {
  return { input, cachedInput, output }
}

const vision = ['text', 'image'] as const
const documents = ['text', 'image', 'file'] as const
const everything = ['text', 'image', 'audio', 'video', 'file'] as const

const fromOpenai: { readonly [id: string]: Entry } = {
  'gpt-5.5': entry(price(5, 0.5, 30), 1_050_000, documents, '2026-06-01', ['2026-04-23']),
  'gpt-5.4': entry(price(2.5, 0.25, 15), 1_050_000, documents, '2026-06-01', ['2026-03-05']),
  'gpt-5.4-mini': entry(price(0.75, 0.075, 4.5), 400_000, vision, '2026-06-01'),
  'gpt-5.2': entry(price(1.75, 0.175, 14), 400_000, vision, '2026-03-21', ['2025-12-11']),
  'gpt-5.1': entry(price(1.25, 0.125, 10), 400_000, vision, '2026-03-21', ['2025-11-13']),
  'gpt-5': entry(price(1.25, 0.125, 10), 400_000, vision, '2026-03-21', ['2025-08-07']),
  'gpt-5-mini': entry(price(0.25, 0.025, 2), 400_000, vision, '2026-03-21', ['2025-08-07']),
  'gpt-5-nano': entry(price(0.05, 0.005, 0.4), 400_000, vision, '2026-03-21', ['2025-08-07']),
  'gpt-4.1': entry(price(2, 0.5, 8), 1_047_576, vision, '2026-03-21', ['2025-04-14']),
  'gpt-4.1-mini': entry(price(0.4, 0.1, 1.6), 1_047_576, vision, '2026-03-21', ['2025-04-14']),
  'gpt-4.1-nano': entry(price(0.1, 0.025, 0.4), 1_047_576, vision, '2026-03-21', ['2025-04-14']),
  'gpt-4o': entry(price(2.5, 1.25, 10), 128_000, vision, '2026-03-21', ['2024-08-06', '2024-11-20']),
  'gpt-4o-mini': entry(price(0.15, 0.075, 0.6), 128_000, vision, '2026-03-21', ['2024-07-18']),
  o3: entry(price(2, 0.5, 8), 200_000, documents, '2026-03-21', ['2025-04-16']),
  'o4-mini': entry(price(1.1, 0.275, 4.4), 200_000, vision, '2026-03-21', ['2025-04-16']),
  'text-embedding-3-small': embedding(0.02, 8_192, '2026-07-03'),
  'text-embedding-3-large': embedding(0.13, 8_192, '2026-07-03'),
}

const fromAnthropic: { readonly [id: string]: Entry } = {
  'claude-sonnet-5': entry(price(2, 0.2, 10), 1_000_000, documents, '2026-09-01'),
  'claude-opus-4-6': entry(price(5, 0.5, 25), 1_000_000, documents, '2026-10-15'),
  'claude-sonnet-4-6': entry(price(3, 0.3, 15), 1_000_000, documents, '2026-10-15'),
  'claude-opus-4-5': entry(price(5, 0.5, 25), 200_000, documents, '2026-03-21', ['20251101']),
  'claude-sonnet-4-5': entry(price(3, 0.3, 15), 200_000, documents, '2026-03-21', ['20250929']),
  'claude-haiku-4-5': entry(price(1, 0.1, 5), 200_000, documents, '2026-10-03', ['20251001']),
}

const fromGoogle: { readonly [id: string]: Entry } = {
  'gemini-2.5-pro': entry(price(1.25, 0.125, 10), 1_048_576, everything, '2026-05-19'),
  'gemini-2.5-flash': entry(price(0.3, 0.03, 2.5), 1_048_576, everything, '2026-05-19'),
  'gemini-2.5-flash-lite': entry(price(0.1, 0.01, 0.4), 1_048_576, everything, '2026-05-19'),
}

const fromMistral: { readonly [id: string]: Entry } = {
  'mistral-large-2512': entry({ input: 0.5, output: 1.5 }, 262_144, vision, '2026-03-21'),
}

/** Models whose price, window and modalities are public beyond doubt. One that is not here needs a Model with a price. */
export const catalogueEntries: readonly CatalogueEntry[] = [
  ...of('openai', openai, 'proprietary', fromOpenai),
  ...of('anthropic', anthropic, 'proprietary', fromAnthropic),
  ...of('google', google, 'proprietary', fromGoogle),
  ...of('mistral', mistral, 'Apache-2.0', fromMistral),
]

function entry(
  listPrice: CatalogueEntry['price'],
  contextWindow: number,
  modalities: CatalogueEntry['modalities'],
  date: string,
  snapshots: readonly string[] = [],
): Entry {
  return { price: listPrice, contextWindow, modalities, date, snapshots }
}

/** Nothing is asked for what it gives out. */
function embedding(input: number, contextWindow: number, date: string): Entry {
  return { ...entry({ input, output: 0 }, contextWindow, ['text'], date), output: 'embedding' }
}

function of(
  provider: string,
  source: string,
  licence: string,
  entries: { readonly [id: string]: Entry },
): readonly CatalogueEntry[] {
  return Object.entries(entries).map(([id, rest]) => ({ id: `${provider}/${id}`, source, licence, ...rest }))
}
