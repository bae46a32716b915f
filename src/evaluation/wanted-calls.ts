import type { Digest } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import type { Assertion, Case, Price } from '../resources/project.ts'
import { promptText } from './assertions/engine-score.ts'
import { expectedValue, see } from './assertions/seen.ts'
import type { ModelCall } from './call.ts'
import { keyOf } from './call.ts'
import { outcomeOfAnswer } from './execute.ts'
import { foreseeJudgeCalls } from './judge/foreseen.ts'
import type { Recalled } from './recall.ts'
import { inputFor, requestFor } from './request-for.ts'
import type { Evaluation } from './trial.ts'

/** A call that an evaluation consists of. */
export interface WantedCall {
  /**
   * Its key. Of a judge's call about an answer that is not there yet: what it will depend on, so that two sides with the
   * same request count it once.
   */
  readonly id: Digest
  readonly call: ModelCall
  readonly price: Price | undefined
  readonly judge: boolean
  /** Undefined where it has to be asked. */
  readonly known: Recalled | undefined
}

/** What is known to answer a call. */
export type Remember = (call: ModelCall) => Recalled | undefined

/** Every call of an evaluation, judges included. Throws UnrenderableCase as `requestFor`. */
export function wantedCalls(evaluation: Evaluation, remember: Remember): readonly WantedCall[] {
  const { cases, trials } = evaluation.measure
  return cases
    .filter((row) => inputFor(evaluation, row) !== undefined)
    .flatMap((row) => Array.from({ length: trials }, (_, index) => ({ row, trial: index + 1 })))
    .flatMap(({ row, trial }) => callsOfTrial(evaluation, row, trial, remember))
}

function callsOfTrial(evaluation: Evaluation, row: Case, trial: number, remember: Remember): readonly WantedCall[] {
  const call = requestFor(evaluation, row, trial)
  const own = { id: keyOf(call), call, price: evaluation.model.price, judge: false, known: remember(call) }
  const assertions = evaluation.measure.metrics.flatMap((metric) => metric.assertions)
  return [own, ...assertions.flatMap((assertion) => judgeCallsOf(assertion, { evaluation, row, own }, remember))]
}

interface Judged {
  readonly evaluation: Evaluation
  readonly row: Case
  readonly own: WantedCall
}

function judgeCallsOf(
  assertion: Assertion,
  { evaluation, row, own }: Judged,
  remember: Remember,
): readonly WantedCall[] {
  const { judge, type, at } = assertion
  if (judge === undefined) return []
  const answer = own.known?.call.answer
  if (answer !== undefined && outcomeOfAnswer(evaluation, answer).kind !== 'scored') return []
  const seen = answer && see(answer.text, at)
  const value = expectedValue(assertion, row, answer?.text ?? '')
  if (typeof seen === 'string' || !value.ok) return []
  const judged = { prompt: promptText(own.call.request.messages), output: seen?.text }
  const question = { type, value: value.value, judge, trial: own.call.trial }
  const foreseen = foreseeJudgeCalls(question, judged, (call) => remember(call)?.call.answer)
  return foreseen.map(({ call, exact }): WantedCall => {
    const id = exact ? keyOf(call) : digestOfJson([own.id, keyOf(call)])
    return { id, call, price: judge.price, judge: true, known: exact ? remember(call) : undefined }
  })
}
