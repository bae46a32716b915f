/** The day on which a provider switches a model off, with all of its pinned versions. */
export interface Retirement {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** The page that says so, and the day for which it is attested. */
  readonly source: string
  readonly date: string
}

const openai = { source: 'https://developers.openai.com/api/docs/deprecations', date: '2026-10-28' }
const google = { source: 'https://ai.google.dev/gemini-api/docs/deprecations', date: '2026-11-10' }

/** By `provider/id`. Only days that are announced: `not sooner than` is none. */
export const retirements: { readonly [id: string]: Retirement } = {
  'openai/gpt-4.1-nano': { day: '2026-10-23', ...openai },
  'openai/o4-mini': { day: '2026-10-23', ...openai },
  'openai/gpt-5': { day: '2026-12-11', ...openai },
  'openai/gpt-5-mini': { day: '2026-12-11', ...openai },
  'openai/gpt-5-nano': { day: '2026-12-11', ...openai },
  'openai/o3': { day: '2026-12-11', ...openai },
  'openai/gpt-4o': { day: '2027-01-14', ...openai },
  'openai/gpt-4o-mini': { day: '2027-01-14', ...openai },
  'openai/gpt-4.1': { day: '2027-01-14', ...openai },
  'openai/gpt-4.1-mini': { day: '2027-01-14', ...openai },
  'openai/gpt-5.1': { day: '2027-04-01', ...openai },
  'google/gemini-2.5-pro': { day: '2026-12-01', ...google },
  'google/gemini-2.5-flash': { day: '2026-12-01', ...google },
}
