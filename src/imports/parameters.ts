import type { Json } from '../digest/digest.ts'
import { isList } from '../resources/json-shape.ts'
import type { Parameters } from '../resources/schema.gen.ts'
import type { Cursor } from './cursor.ts'
import type { Findings } from './findings.ts'

type Name = keyof Parameters

/** What providers and formats call our parameters. */
const aliases: { readonly [alias: string]: Name } = {
  temperature: 'temperature',
  topP: 'topP',
  top_p: 'topP',
  maxTokens: 'maxTokens',
  max_tokens: 'maxTokens',
  maxOutputTokens: 'maxTokens',
  max_output_tokens: 'maxTokens',
  maxCompletionTokens: 'maxTokens',
  max_completion_tokens: 'maxTokens',
  num_predict: 'maxTokens',
  seed: 'seed',
  stop: 'stop',
  stopSequences: 'stop',
  stop_sequences: 'stop',
  frequencyPenalty: 'frequencyPenalty',
  frequency_penalty: 'frequencyPenalty',
  presencePenalty: 'presencePenalty',
  presence_penalty: 'presencePenalty',
  reasoningEffort: 'reasoningEffort',
  reasoning_effort: 'reasoningEffort',
}

const efforts: readonly Json[] = ['none', 'minimal', 'low', 'medium', 'high']

/** Whether a value is one that our schema takes. */
const fits: { readonly [name in Name]: (value: Json) => boolean } = {
  temperature: (value) => isBetween(value, 0, 2),
  topP: (value) => isBetween(value, 0, 1),
  maxTokens: (value) => Number.isSafeInteger(value) && isBetween(value, 1, Number.MAX_SAFE_INTEGER),
  seed: (value) => Number.isSafeInteger(value),
  stop: (value) => isList(value) && value.length <= 4 && value.every((one) => typeof one === 'string' && one !== ''),
  frequencyPenalty: (value) => isBetween(value, -2, 2),
  presencePenalty: (value) => isBetween(value, -2, 2),
  reasoningEffort: (value) => efforts.includes(value),
}

function isBetween(value: Json, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

/** Sampling parameters in a mapping of settings. `others` are settings that somebody else reads; the rest is lost. */
export function readParameters(
  settings: Cursor | undefined,
  findings: Findings,
  others: ReadonlySet<string> = new Set(),
): Parameters {
  const read = (settings?.fields() ?? []).flatMap((setting): readonly (readonly [Name, Json])[] => {
    if (others.has(setting.name) || setting.value === null) return []
    const name = Object.hasOwn(aliases, setting.name) ? aliases[setting.name] : undefined
    const value = name === 'stop' && typeof setting.value === 'string' ? [setting.value] : setting.value
    if (name !== undefined && fits[name](value)) return [[name, value]]
    const why = name === undefined ? 'no counterpart' : 'unusable'
    findings.report(setting.keyPlace, { code: 'import-lost', what: setting.name, why })
    return []
  })
  return Object.fromEntries(read)
}
