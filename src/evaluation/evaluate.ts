import type { Case } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
import type { AssertionEngine } from './assertion-engine.ts'
import type { Engine } from './assertions/engine-score.ts'
import { keyOf } from './call.ts'
import { execute } from './execute.ts'
import type { Execution } from './execute.ts'
import type { Ports } from './execution/ports.ts'
import { missing } from './missing.ts'
import { inputFor } from './request-for.ts'
import { createLibrary } from './retrieval/library.ts'
import { scoreAnswer, scoreFailure } from './score.ts'
import type { Evaluation, EvaluationResult, Trial } from './trial.ts'

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
  const asker = until(options.signal, ask)
  const ports = { ask: asker, library: createLibrary(asker) }
  async function work(): Promise<void> {
    for (const { evaluation, run, place, trials } of jobs) {
      const trial = await runTrial(evaluation, run, ports, options.engine)
      trials[place] = trial
      options.onTrial?.(evaluation, trial)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return plans.map(({ evaluation, trials }) =>
    withShared({ evaluation, trials }, ports.library.claim(evaluation.subject)),
  )
}

function withShared(result: EvaluationResult, shared: NonNullable<EvaluationResult['shared']>): EvaluationResult {
  return shared.length === 0 ? result : { ...result, shared }
}

/** How many trials `evaluate` will run. */
export function countTrials(evaluations: readonly Evaluation[]): number {
  return evaluations.reduce((total, evaluation) => total + runsOf(evaluation).length, 0)
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
  { row, trial }: Run,
  ports: Ports,
  engine: AssertionEngine,
): Promise<Trial> {
  const ask: Ask = (call, price) => ports.ask(call, price, evaluation.side)
  const execution = await execute(evaluation, row, trial, { ...ports, ask })
  return { caseId: row.id, trial, ...(await scored(evaluation, { row, trial }, execution, { engine, ask })) }
}

/** Once the run is interrupted, nothing is asked any more. */
function until(signal: AbortSignal, ask: Ask): Ask {
  return (call, price, side) => (signal.aborted ? interrupted : ask)(call, price, side)
}

const interrupted: Ask = async (call) => ({ ...missing('interrupted', 'the run was interrupted'), key: keyOf(call) })

async function scored(
  { measure }: Evaluation,
  run: Run,
  { trace, outcome, produced, byStep }: Execution,
  engine: Engine,
): Promise<Pick<Trial, 'trace' | 'outcome' | 'scores'>> {
  if (outcome.kind === 'answer-failure')
    return { trace, outcome, scores: scoreFailure(measure.metrics, outcome.reason) }
  if (produced === undefined) return { trace, outcome, scores: [] }
  const { scores, judgeCalls } = await scoreAnswer(measure.metrics, { ...run, ...produced, byStep }, engine)
  const judgedTrace = { ...trace, judgeCalls }
  return 'kind' in scores
    ? { trace: judgedTrace, outcome: scores, scores: [] }
    : { trace: judgedTrace, outcome, scores }
}
