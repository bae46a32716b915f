import { casesToRun } from '../cases-to-run.ts'
import type { CallPlan, PlannedCalls, PlannedEvaluation } from '../plan-calls.ts'
import type { Evaluation } from '../trial.ts'
import type { Journal, ReadTrial, UnreadableJournal } from './read-journal.ts'

/**
 * What of a journal does not fit the work that its shard had: a trial that it was not to run, a score that the measure does
 * not know, an end before all was run. Undefined: nothing.
 * @param planned the shard's part of the run
 */
export function misfitOfWork(journal: Journal, planned: readonly PlannedEvaluation[]): UnreadableJournal | undefined {
  const refuse = (number: number, why: string): UnreadableJournal => ({
    file: journal.source.file,
    head: journal.head,
    why: `${journal.source.file}:${number}: ${why}`,
  })
  if (!isPlanOf(journal.head.plan, planned)) return refuse(1, 'plans other evaluations than the run has')
  const plans = planned.map(({ evaluation }) => planOf(evaluation))
  for (const trial of journal.trials) {
    const plan = plans[trial.evaluation]
    const why = plan === undefined ? 'belongs to no evaluation of the run' : misfitOf(trial, plan)
    if (why !== undefined) return refuse(trial.number, why)
  }
  if (journal.shared.some(({ evaluation }) => plans[evaluation] === undefined))
    return refuse(1, 'shares calls with no evaluation of the run')
  const expected = plans.reduce((sum, { cases, trials }) => sum + cases.length * trials, 0)
  const places = new Set(journal.trials.map(({ evaluation, place }) => `${evaluation}/${place}`)).size
  if (journal.head.trials !== expected || (isWhole(journal) && places !== expected))
    return refuse(1, `has ${places} of ${journal.head.trials} trials, and the shard had to run ${expected}`)
  return undefined
}

/** A run that might stop early has an end without having run all. */
function isWhole({ head, end }: Journal): boolean {
  return end !== undefined && head.stopEarly !== true
}

function isPlanOf({ calls }: CallPlan, planned: readonly PlannedEvaluation[]): boolean {
  if (calls.length !== planned.length) return false
  return planned.every(({ evaluation, side, measure }, at) => {
    const { suite, subject, side: plannedSide, measure: by } = calls[at] as PlannedCalls // as many of them as evaluations
    return suite === evaluation.suite && subject === evaluation.label && plannedSide === side && by === measure
  })
}

interface Plan {
  readonly cases: readonly string[]
  readonly trials: number
  readonly metrics: ReadonlySet<string>
  /** Whether somebody has to answer before anything can be scored: a Chain may do no more than search. */
  readonly asks: boolean
}

function planOf(evaluation: Evaluation): Plan {
  const { trials, metrics } = evaluation.measure
  return {
    cases: casesToRun(evaluation).map(({ id }) => id),
    trials,
    metrics: new Set(metrics.map(({ name }) => name)),
    asks: evaluation.subject.kind !== 'Chain',
  }
}

function misfitOf({ place, summary }: ReadTrial, { cases, trials, metrics, asks }: Plan): string | undefined {
  const { caseId, trial, outcome, scores, steps } = summary
  if (cases[Math.floor(place / trials)] !== caseId || (place % trials) + 1 !== trial)
    return 'is of a case that this shard was not dealt'
  if (asks && outcome.kind === 'scored' && !steps.some(({ kind }) => kind === 'answered'))
    return 'has scores, and no answer that they are of'
  const wanted = outcome.kind === 'missing' ? 0 : metrics.size
  const known = new Set(scores.map(({ metric }) => metric).filter((metric) => metrics.has(metric)))
  return known.size === wanted && scores.length === wanted ? undefined : 'has other scores than the measure has metrics'
}
