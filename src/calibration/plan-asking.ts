import { expectedValue, see } from '../evaluation/assertions/seen.ts'
import type { ModelCall } from '../evaluation/call.ts'
import { keyOf } from '../evaluation/call.ts'
import { assumedOutputTokens, estimatedInput } from '../evaluation/estimated-tokens.ts'
import { type Foreseen, foreseeJudgeCalls } from '../evaluation/judge/foreseen.ts'
import { costOf, higherPrice } from '../evaluation/price.ts'
import type { CallSources, Recalled } from '../evaluation/recall.ts'
import { sum } from '../statistics/sum.ts'
import type { JudgedOutput } from './ask-about.ts'
import type { JudgedAssertion } from './judged-assertion.ts'
import { showsPrompt } from './known-prompts.ts'

/** What putting outputs to a judge will ask and cost, before anything is asked. */
export interface PlannedAsking {
  readonly calls: number
  /** Those that nothing answers yet. */
  readonly newCalls: number
  /** Of the new ones, about; undefined where the price of the judge is unknown. */
  readonly usd: number | undefined
}

/** @param known what is remembered of a call */
export function planAsking(
  judged: JudgedAssertion,
  outputs: readonly JudgedOutput[],
  { known, basePrice }: { readonly known: (call: ModelCall) => Recalled | undefined } & Pick<CallSources, 'basePrice'>,
): PlannedAsking {
  const { judge } = judged.assertion
  const foreseen = outputs.flatMap((output) => foresee(judged, output, known))
  const calls = [...new Map(foreseen.map((one) => [keyOf(one.call), one])).values()]
  const fresh = calls.filter(({ call, exact }) => !exact || known(call) === undefined)
  const price = higherPrice(judge.price, basePrice?.(judge.provider, judge.id))
  const costs = fresh.map(({ call }) => costOf(usageOf(call), price))
  const isPriced = costs.every((cost) => cost !== undefined)
  return {
    calls: calls.length,
    newCalls: fresh.length,
    usd: isPriced ? sum(costs.map((cost) => cost ?? 0)) : undefined,
  }
}

function foresee(
  { assertion }: JudgedAssertion,
  { row, output, prompt }: JudgedOutput,
  known: (call: ModelCall) => Recalled | undefined,
): readonly Foreseen[] {
  const { type, judge, at } = assertion
  const seen = see(output, at)
  const value = expectedValue(assertion, row, output)
  if (typeof seen === 'string' || !value.ok || (prompt === undefined && showsPrompt(type))) return []
  const question = { type, value: value.value, judge, trial: 1 }
  return foreseeJudgeCalls(question, { prompt: prompt ?? '', output: seen.text }, (call) => known(call)?.call.answer)
}

function usageOf(call: ModelCall): { readonly inputTokens: number; readonly outputTokens: number } {
  const { maxTokens = assumedOutputTokens } = call.request.parameters
  return { inputTokens: estimatedInput(call), outputTokens: Math.min(maxTokens, assumedOutputTokens) }
}
