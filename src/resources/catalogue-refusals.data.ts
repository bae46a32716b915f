import type { Parameters } from './subject.ts'

/** A parameter that the API refuses for a model, though it has a word for it. */
export interface Refusal {
  readonly parameter: keyof Parameters
  /** The only values that it takes; absent: none at all. */
  readonly only?: readonly (number | string)[]
  /** It is refused only beside this other one. */
  readonly beside?: keyof Parameters
  /** It is refused only where the model is told to reason. */
  readonly whileReasoning?: true
}

/** What holds for several models, where it is documented, and the day for which that is attested. */
interface Family {
  readonly models: readonly string[]
  readonly refuses: readonly Refusal[]
  readonly source: string
  readonly date: string
}

const reasoning = 'https://platform.openai.com/docs/guides/reasoning'
const efforts = 'https://platform.openai.com/docs/api-reference/chat/create#chat_create-reasoning_effort'

const sampling: readonly Refusal[] = [
  { parameter: 'temperature', only: [1] },
  { parameter: 'topP', only: [1] },
  { parameter: 'frequencyPenalty', only: [0] },
  { parameter: 'presencePenalty', only: [0] },
]

const families: readonly Family[] = [
  {
    models: ['openai/gpt-4o', 'openai/gpt-4o-mini', 'openai/gpt-4.1', 'openai/gpt-4.1-mini', 'openai/gpt-4.1-nano'],
    refuses: [{ parameter: 'reasoningEffort' }],
    source: reasoning,
    date: '2026-03-21',
  },
  {
    models: ['openai/o3', 'openai/o4-mini'],
    refuses: [...sampling, { parameter: 'stop' }, { parameter: 'reasoningEffort', only: ['low', 'medium', 'high'] }],
    source: efforts,
    date: '2026-03-21',
  },
  {
    models: ['openai/gpt-5', 'openai/gpt-5-mini', 'openai/gpt-5-nano'],
    refuses: [...sampling, { parameter: 'reasoningEffort', only: ['minimal', 'low', 'medium', 'high'] }],
    source: efforts,
    date: '2026-03-21',
  },
  {
    models: ['openai/gpt-5.1', 'openai/gpt-5.2', 'openai/gpt-5.4', 'openai/gpt-5.4-mini'],
    refuses: [
      { parameter: 'temperature', only: [1], whileReasoning: true },
      { parameter: 'topP', only: [1], whileReasoning: true },
      { parameter: 'reasoningEffort', only: ['none', 'low', 'medium', 'high'] },
    ],
    source: efforts,
    date: '2026-06-01',
  },
  {
    models: ['anthropic/claude-sonnet-5'],
    refuses: [{ parameter: 'temperature', only: [1] }, { parameter: 'topP' }],
    source: 'https://platform.claude.com/docs/en/about-claude/models/migration-guide',
    date: '2026-08-11',
  },
  {
    models: [
      'anthropic/claude-opus-4-5',
      'anthropic/claude-opus-4-6',
      'anthropic/claude-sonnet-4-5',
      'anthropic/claude-sonnet-4-6',
      'anthropic/claude-haiku-4-5',
    ],
    refuses: [{ parameter: 'topP', beside: 'temperature' }],
    source: 'https://platform.claude.com/docs/en/about-claude/models/migration-guide',
    date: '2026-03-21',
  },
]

/** By `provider/id`. */
export const refusals: ReadonlyMap<string, readonly Refusal[]> = new Map(
  families.flatMap(({ models, refuses }) => models.map((model) => [model, refuses] as const)),
)
