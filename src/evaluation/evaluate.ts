import type { Case } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
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
      const trial = await runTrial(evaluation, run, ask, options.signal)
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

async function runTrial(evaluation: Evaluation, { row, trial }: Run, ask: Ask, signal: AbortSignal): Promise<Trial> {
  const execution = await executePrompt(evaluation, row, trial, signal.aborted ? interrupted : ask)
  return { caseId: row.id, trial, ...execution, scores: scoresOf(evaluation, row, execution) }
}

const interrupted: Ask = async (call) => ({ ...missing('interrupted', 'the run was interrupted'), key: keyOf(call) })

function scoresOf({ measure }: Evaluation, row: Case, { outcome, trace }: Execution): readonly MetricScore[] {
  if (outcome.kind === 'missing') return []
  if (outcome.kind === 'answer-failure') return scoreFailure(measure.metrics, outcome.reason)
  const result = trace.steps.at(-1)?.result
  return result?.kind === 'answered' ? scoreAnswer(measure.metrics, row, result.call.answer.text) : []
}
