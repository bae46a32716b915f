import type { Case } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
import type { AssertionEngine } from './assertion-engine.ts'
import type { Engine } from './assertions/engine-score.ts'
import { keyOf } from './call.ts'
import { executePrompt } from './execute.ts'
import type { Execution } from './execute.ts'
import { missing } from './missing.ts'
import { inputFor } from './request-for.ts'
import { scoreAnswer, scoreFailure } from './score.ts'
import type { Evaluation, EvaluationResult, MetricScore, Trial } from './trial.ts'

export interface EvaluateOptions {
  /** Ends the evaluation: what was done is kept, the rest is missing as `interrupted`. */
  readonly signal: AbortSignal
  /** Decides the assertions that are not ours. */
  readonly engine: AssertionEngine
  /** Told of each trial as it ends, in no particular order. */
  readonly onTrial?: (evaluation: Evaluation, trial: Trial) => void
}

/** Trials under way at once. How many requests a provider sees is up to the asker. */
const atOnce = 512

/**
 * Runs every trial of every evaluation. The trials of a result are in the order of the measure's cases, then trials,
 * whatever ended first; a case that is not to be run (`inputOf`) has none. Rejects only on a defect.
 */
export async function evaluate(
  evaluations: readonly Evaluation[],
  ask: Ask,
  options: EvaluateOptions,
): Promise<readonly EvaluationResult[]> {
  const plans = evaluations.map((evaluation) => ({ evaluation, runs: runsOf(evaluation), trials: [] as Trial[] }))
  const jobs = inTurn(plans)
  async function work(): Promise<void> {
    for (const { evaluation, run, place, trials } of jobs) {
      const trial = await runTrial(evaluation, run, ask, options)
      trials[place] = trial
      options.onTrial?.(evaluation, trial)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return plans.map(({ evaluation, trials }) => ({ evaluation, trials }))
}

interface Run {
  readonly row: Case
  readonly trial: number
}

function runsOf(evaluation: Evaluation): readonly Run[] {
  const { cases, trials } = evaluation.measure
  return cases
    .filter((row) => inputFor(evaluation, row) !== undefined)
    .flatMap((row) => Array.from({ length: trials }, (_, index) => ({ row, trial: index + 1 })))
}

interface Plan {
  readonly evaluation: Evaluation
  readonly runs: readonly Run[]
  readonly trials: Trial[]
}

interface Job {
  readonly evaluation: Evaluation
  readonly run: Run
  readonly place: number
  readonly trials: Trial[]
}

/**
 * The first run of each evaluation, then the second of each: a budget that runs out leaves whole pairs. A worker that
 * throws closes the generator, and with it the other workers end.
 */
function* inTurn(plans: readonly Plan[]): Generator<Job> {
  const longest = plans.reduce((most, { runs }) => Math.max(most, runs.length), 0)
  for (let place = 0; place < longest; place += 1) {
    for (const { evaluation, runs, trials } of plans) {
      const run = runs[place]
      if (run !== undefined) yield { evaluation, run, place, trials }
    }
  }
}

async function runTrial(
  evaluation: Evaluation,
  run: Run,
  asker: Ask,
  { signal, engine }: EvaluateOptions,
): Promise<Trial> {
  const ask: Ask = (call, price) => (signal.aborted ? interrupted : asker)(call, price)
  const execution = await executePrompt(evaluation, run.row, run.trial, ask)
  return { caseId: run.row.id, trial: run.trial, ...(await scored(evaluation, run, execution, { engine, ask })) }
}

const interrupted: Ask = async (call) => ({ ...missing('interrupted', 'the run was interrupted'), key: keyOf(call) })

async function scored(
  { measure }: Evaluation,
  run: Run,
  execution: Execution,
  engine: Engine,
): Promise<Execution & { readonly scores: readonly MetricScore[] }> {
  const { outcome, trace } = execution
  if (outcome.kind === 'answer-failure') return { ...execution, scores: scoreFailure(measure.metrics, outcome.reason) }
  const step = trace.steps.at(-1)
  if (outcome.kind === 'missing' || step?.result.kind !== 'answered') return { ...execution, scores: [] }
  const { call, cost } = step.result
  const answered = { ...run, messages: step.messages, answer: call.answer, cost }
  const { scores, judgeCalls } = await scoreAnswer(measure.metrics, answered, engine)
  const judgedTrace = { ...trace, judgeCalls }
  return 'kind' in scores
    ? { trace: judgedTrace, outcome: scores, scores: [] }
    : { trace: judgedTrace, outcome, scores }
}
