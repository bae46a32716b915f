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
import type { TrialLog } from './trial-log.ts'
import { summarizeTrial } from './trial-summary.ts'
import type { TrialSummary } from './trial-summary.ts'
import type { Evaluation, EvaluationResult, Trial } from './trial.ts'

export interface EvaluateOptions {
  /** Ends the evaluation: what was done is kept, the rest is missing as `interrupted`. */
  readonly signal: AbortSignal
  /** Decides the assertions that are not ours. */
  readonly engine: AssertionEngine
  /** Requests that providers take at once, all together: so many trials are under way, within limits. Default: few. */
  readonly concurrency?: number
  /** Keeps the whole trials: the results hold what comparing needs of them. */
  readonly log: TrialLog
  /** Told of each trial as it ends, in no particular order. */
  readonly onTrial?: (evaluation: Evaluation, trial: Trial) => void
}

/** Enough to fill the requests that embed; what is under way takes memory. */
const fewestAtOnce = 64
const mostAtOnce = 512

/**
 * Runs every trial of every evaluation. The trials of a result are in the order of the measure's cases, then trials,
 * whatever ended first; a case that is not to be run (`inputOf`) has none. Rejects only on a defect.
 */
export async function evaluate(
  evaluations: readonly Evaluation[],
  ask: Ask,
  options: EvaluateOptions,
): Promise<readonly EvaluationResult[]> {
  const { log, signal, engine, onTrial, concurrency = fewestAtOnce } = options
  const plans = evaluations.map(planOf)
  const jobs = inTurn(plans)
  const asker = until(signal, ask)
  const ports = { ask: asker, library: createLibrary(asker) }
  async function work(): Promise<void> {
    for (const { plan, run, place } of jobs) {
      const { evaluation, index, trials } = plan
      const trial = await runTrial(evaluation, run, ports, engine)
      trials[place] = summarizeTrial(trial, log.append({ evaluation: index, place }, trial))
      onTrial?.(evaluation, trial)
    }
  }
  const atOnce = Math.min(Math.max(concurrency, fewestAtOnce), mostAtOnce)
  await Promise.all(Array.from({ length: atOnce }, work))
  const whole = ({ kept }: TrialSummary): Trial => log.read(kept)
  return plans.map(({ evaluation, trials }) =>
    withShared({ evaluation, trials, whole }, ports.library.claim(evaluation.subject)),
  )
}

function withShared(result: EvaluationResult, shared: NonNullable<EvaluationResult['shared']>): EvaluationResult {
  return shared.length === 0 ? result : { ...result, shared }
}

/** How many trials `evaluate` will run. */
export function countTrials(evaluations: readonly Evaluation[]): number {
  return evaluations.reduce((total, evaluation) => total + runnable(evaluation).length * evaluation.measure.trials, 0)
}

interface Run {
  readonly row: Case
  readonly trial: number
}

/** The cases that are to be run. */
function runnable(evaluation: Evaluation): readonly Case[] {
  return evaluation.measure.cases.filter((row) => inputFor(evaluation, row) !== undefined)
}

interface Plan {
  readonly evaluation: Evaluation
  /** Of the evaluation, in the run. */
  readonly index: number
  readonly cases: readonly Case[]
  readonly trials: TrialSummary[]
}

function planOf(evaluation: Evaluation, index: number): Plan {
  return { evaluation, index, cases: runnable(evaluation), trials: [] }
}

/** Each case's trials follow each other. */
function runAt({ evaluation, cases }: Plan, place: number): Run | undefined {
  const { trials } = evaluation.measure
  const row = cases[Math.floor(place / trials)]
  return row && { row, trial: (place % trials) + 1 }
}

interface Job {
  readonly plan: Plan
  readonly run: Run
  readonly place: number
}

/**
 * The first run of each evaluation, then the second of each: a budget that runs out leaves whole pairs. A worker that
 * throws closes the generator, and with it the other workers end.
 */
function* inTurn(plans: readonly Plan[]): Generator<Job> {
  const longest = plans.reduce(
    (most, { cases, evaluation }) => Math.max(most, cases.length * evaluation.measure.trials),
    0,
  )
  for (let place = 0; place < longest; place += 1) {
    for (const plan of plans) {
      const run = runAt(plan, place)
      if (run !== undefined) yield { plan, run, place }
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
