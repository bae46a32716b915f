import { modelsOf } from '../resources/subjects.ts'
import { type CallHistory, nameOfAsked } from './call-history.ts'
import type { CallGroup } from './call-tally.ts'
import { type CallCount, countCalls, type CountedEvaluation } from './count-calls.ts'
import { forecast } from './forecast.ts'
import { createForesight } from './foresight.ts'
import { foreseenMinutes } from './foreseen-minutes.ts'
import { memoized } from './memoized.ts'
import {
  type Assumption,
  type CallPlan,
  moneyOf,
  type PlannedCalls,
  type PlannedEvaluation,
  type PlannedPart,
  type PlannedTotal,
  type Purpose,
} from './planned-calls.ts'
import { type CallSources, sourcesOf } from './recall.ts'
import { createLibrary } from './retrieval/library.ts'
import type { Evaluation, Side } from './trial.ts'
import { rehearse, wantedCalls } from './wanted-calls.ts'

export type * from './planned-calls.ts'

/**
 * What evaluating would ask, judges included, in the order given. A call that two evaluations make is new for the first of
 * them alone. A text to embed counts as a call, though a request carries many. What follows an answer that is not there yet is
 * estimated: what is judged, and what goes into a later step, is taken to be of usual length. Tokens and money are those of
 * `forecast`, by the answers that are remembered for these very evaluations. Of a model with fallbacks the model alone is
 * counted. Calls no model; of a call no more is kept than its digest.
 * @throws UnrenderableCase as `execute`
 */
export async function planCalls(planned: readonly PlannedEvaluation[], sources: CallSources): Promise<CallPlan> {
  const counted = await countPlanned(planned, sources)
  const outdated = counted.models.replaced()
  return planOf(outdated.size === 0 ? counted : await countPlanned(planned, { ...sources, outdated }), sources)
}

/** What each evaluation asks. Base may remember less than head does. */
async function countPlanned(planned: readonly PlannedEvaluation[], sources: CallSources): Promise<CallCount> {
  const sides = memoized((side: Side) => {
    const foresight = createForesight(sourcesOf(side, sources))
    return { foresight, rehearsal: rehearse(foresight) }
  })
  const library = createLibrary(sides('head').rehearsal.ask)
  const counted = countCalls(sources)
  for (const one of planned) {
    const add = counted.begin(one)
    const { foresight, rehearsal } = sides(one.side)
    for await (const calls of wantedCalls(one.evaluation, rehearsal, library, foresight))
      for (const call of calls) add(call)
  }
  return counted
}

function planOf({ evaluations, purposes, merge, history }: CallCount, sources: CallSources): CallPlan {
  const groups = evaluations.flatMap(({ tally }) => tally.groups)
  const asksAgain = evaluations.some(({ planned }) => planned.again)
  return {
    calls: evaluations.map((one) => plannedCalls(one, history)),
    total: totalOf(evaluations, groups, history, sources),
    purposes: inOrder.flatMap((purpose) => {
      const tally = purposes.get(purpose)
      return tally === undefined ? [] : [{ purpose, ...partOf(tally.groups, history) }]
    }),
    ...(asksAgain && { merge: partOf(merge.groups, history) }),
    assumptions: assumptionsOf(groups, history),
  }
}

const inOrder: readonly Purpose[] = ['base', 'head', 'judges', 'measure']

function plannedCalls(counted: CountedEvaluation, history: CallHistory): PlannedCalls {
  const { planned, calls, fromStore, recorded, shared, newCalls, estimated, tally, askedAgain } = counted
  const { evaluation, side, measure } = planned
  const foreseen = forecast(tally.groups, history)
  const { inputTokens, outputTokens } = foreseen
  return {
    suite: evaluation.suite,
    subject: evaluation.label,
    side,
    measure,
    calls,
    fromStore,
    recorded,
    shared,
    newCalls,
    inputTokens,
    outputTokens,
    ...moneyOf(foreseen),
    ...(estimated > 0 && { estimated }),
    ...(newCalls > 0 && hasFallbacks(evaluation) && { fallbacks: true }),
    ...(askedAgain.size > 0 && { askedAgain: Object.fromEntries(askedAgain) }),
  }
}

function hasFallbacks({ subject, model }: Evaluation): boolean {
  const models = model === undefined ? modelsOf(subject) : [model]
  return models.some(({ fallbacks = [] }) => fallbacks.length > 0)
}

function partOf(groups: readonly CallGroup[], history: CallHistory): PlannedPart {
  const foreseen = forecast(groups, history)
  return { newCalls: foreseen.calls, ...moneyOf(foreseen) }
}

function totalOf(
  evaluations: readonly CountedEvaluation[],
  groups: readonly CallGroup[],
  history: CallHistory,
  sources: CallSources,
): PlannedTotal {
  const foreseen = forecast(groups, history)
  const { calls: newCalls, inputTokens, outputTokens } = foreseen
  return {
    calls: evaluations.reduce((total, { calls }) => total + calls, 0),
    newCalls,
    inputTokens,
    outputTokens,
    ...moneyOf(foreseen),
    ...(newCalls > 0 && { minutes: foreseenMinutes(groups, history, sources) }),
  }
}

/** Each model once, by name. */
function assumptionsOf(groups: readonly CallGroup[], history: CallHistory): readonly Assumption[] {
  const byModel = [...Map.groupBy(groups, nameOfAsked)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return byModel.flatMap(([name, [group]]) => {
    if (group === undefined) return []
    const length = group.kind === 'chat' && history.lengthOf(group, undefined) === undefined ? ['length' as const] : []
    const latency = history.latencyOf(group) === undefined ? ['latency' as const] : []
    const about = [...length, ...latency]
    return about.length === 0 ? [] : [{ model: group.kind === 'post' ? group.model : name, about }]
  })
}
