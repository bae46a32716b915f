import type { Digest } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import type { Assertion, Case, Price } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
import { expectedValue, see } from './assertions/seen.ts'
import type { Call, CallResult, MissingReason } from './call.ts'
import { keyOf } from './call.ts'
import { estimateRest } from './estimate-rest.ts'
import { execute } from './execute.ts'
import type { Execution } from './execute.ts'
import { foreseeJudgeCalls } from './judge/foreseen.ts'
import { missing } from './missing.ts'
import { costOf } from './price.ts'
import { promptText } from './readable-request.ts'
import type { Recalled } from './recall.ts'
import { inputFor } from './request-for.ts'
import type { Library } from './retrieval/library.ts'
import type { Evaluation, SharedCall } from './trial.ts'

/** A call that an evaluation consists of. */
export interface WantedCall {
  /**
   * Its key. Of a call that depends on an answer that is not there yet: what it will depend on, so that two sides with
   * the same request count it once.
   */
  readonly id: Digest
  readonly call: Call
  readonly price: Price | undefined
  readonly judge: boolean
  /** Undefined where it has to be asked. */
  readonly known: Recalled | undefined
  /** Whether it depends on an answer that is not there yet: then its size, and whether it will be made at all, is a guess. */
  readonly estimated: boolean
}

/** What is known before anything is asked. */
export interface Foresight {
  /** What answers a call. */
  recall(call: Call): Recalled | undefined
  /** Why a call cannot be asked; undefined where it can. */
  closed(call: Call): MissingReason | undefined
}

/** Asks nobody: what is not known is missing. Knows the prices of what it was asked. */
export interface Rehearsal {
  readonly ask: Ask
  priceOf(call: Call): Price | undefined
}

export function rehearse(foresight: Foresight): Rehearsal {
  const prices = new WeakMap<Call, Price | undefined>() // what is planned may be millions of calls: none is kept for it
  return {
    priceOf: (call) => prices.get(call),
    async ask(call, price): Promise<CallResult> {
      const key = keyOf(call)
      prices.set(call, price)
      const known = foresight.recall(call)
      // Only a provider that replays is passed over for a fallback: every other one would be asked first.
      if (known === undefined) return { ...missing(foresight.closed(call) ?? 'interrupted', 'not asked yet'), key }
      return { kind: 'answered', key, ...known, cost: costOf(known.call.answer.usage, price) }
    },
  }
}

/**
 * Every call of an evaluation, judges included: it is executed with what is known, and where that ends, the rest is
 * estimated. First those for the indexes of its knowledge bases, then those of each trial, a list each: whoever adds them
 * up as they come holds the calls of one trial at a time.
 * @param library over the same rehearsal; what it asks for an index is wanted by whom it is asked first
 * @throws UnrenderableCase as `execute`
 */
export async function* wantedCalls(
  evaluation: Evaluation,
  rehearsal: Rehearsal,
  library: Library,
  foresight: Foresight,
): AsyncGenerator<readonly WantedCall[]> {
  const { cases, trials } = evaluation.measure
  const rows = cases.filter((row) => inputFor(evaluation, row) !== undefined)
  if (rows.length > 0) await library.prepare(evaluation.subject) // what leads to a search may not be known yet
  yield library.claim(evaluation.subject).map((one) => wantedOf(one, rehearsal, foresight))
  const { ask } = rehearsal
  for (const row of rows) {
    for (let trial = 1; trial <= trials; trial += 1) {
      const execution = await execute(evaluation, row, trial, { ask, library })
      yield callsOfTrial({ evaluation, row, trial, execution }, rehearsal, foresight)
    }
  }
}

function wantedOf({ asked, result: { key } }: SharedCall, rehearsal: Rehearsal, foresight: Foresight): WantedCall {
  return {
    id: key,
    call: asked,
    price: rehearsal.priceOf(asked),
    judge: false,
    known: foresight.recall(asked),
    estimated: false,
  }
}

interface RehearsedTrial {
  readonly evaluation: Evaluation
  readonly row: Case
  readonly trial: number
  readonly execution: Execution
}

function callsOfTrial(rehearsed: RehearsedTrial, rehearsal: Rehearsal, foresight: Foresight): readonly WantedCall[] {
  const { evaluation, row, trial, execution } = rehearsed
  const own = execution.trace.steps.map((step) => wantedOf(step, rehearsal, foresight))
  if (execution.outcome.kind === 'answer-failure') return own
  const pending = pendingId(own)
  const rest = execution.outcome.kind === 'missing' ? estimateRest(evaluation.subject, row, trial, execution) : []
  const estimated = rest.map(({ call, price }, index): WantedCall => {
    const id = digestOfJson([pending, index, keyOf(call)])
    return { id, call, price, judge: false, known: undefined, estimated: true }
  })
  const assertions = evaluation.measure.metrics.flatMap((metric) => metric.assertions)
  const judged = assertions.flatMap((assertion) => judgeCallsOf(assertion, rehearsed, pending, foresight))
  return [...own, ...estimated, ...judged]
}

/** What stands for the answers that are not there yet. */
function pendingId(own: readonly WantedCall[]): Digest {
  const [only, ...others] = own.map(({ id }) => id)
  return only !== undefined && others.length === 0 ? only : digestOfJson(own.map(({ id }) => id))
}

function judgeCallsOf(
  assertion: Assertion,
  { row, trial, execution }: RehearsedTrial,
  pending: Digest,
  foresight: Foresight,
): readonly WantedCall[] {
  const { judge, type, at, step } = assertion
  if (judge === undefined) return []
  const produced = step === undefined ? execution.produced : execution.byStep.get(step)
  const seen = produced && see(produced.text, at)
  const value = expectedValue(assertion, row, produced?.text ?? '')
  if (typeof seen === 'string' || !value.ok) return []
  const asked = execution.trace.steps.at(-1)?.asked
  const judged = { prompt: produced?.prompt ?? (asked === undefined ? '' : promptText(asked)), output: seen?.text }
  const foreseen = foreseeJudgeCalls(
    { type, value: value.value, judge, trial },
    judged,
    (call) => foresight.recall(call)?.call.answer,
  )
  return foreseen.map(({ call, exact }): WantedCall => {
    const id = exact ? keyOf(call) : digestOfJson([pending, keyOf(call)])
    const known = exact ? foresight.recall(call) : undefined
    return { id, call, price: judge.price, judge: true, known, estimated: !exact }
  })
}
