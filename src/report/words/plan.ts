import type { PlannedCalls } from '../../evaluation/planned-calls.ts'
import type { Plan, PlanReport } from '../../verdict/reports.ts'
import { count, counted, usd } from '../numbers.ts'
import { name, prose } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { baseAskedAgain } from './asked-again.ts'
import { shortDigest } from './digest.ts'
import { findingCounts } from './finding-counts.ts'
import { policyOfOthers, whichProject } from './footer.ts'
import type { Headlined } from './headline.ts'
import { afterWhich, asBefore, heldAlready, heldBack } from './merge.ts'
import { budgetSentence } from './plan-budget.ts'
import { forecastSentences } from './plan-forecast.ts'
import { snapshots } from './snapshots.ts'
import { builtInLimits } from './summary.ts'
import { notAffected } from './unaffected.ts'

/** `240 calls, $1.25, 1 of 60 prompts affected`: the calls that have yet to be made. */
export function planHeadline({ plan, diagnostics, unaffected: others }: PlanReport): Headlined {
  if (plan === undefined) return { mark: 'bad', says: [`${findingCounts(diagnostics)}, so there is no plan`] }
  const { calls, newCalls } = plan.total
  if (plan.notAvailable !== undefined)
    return { mark: 'incomplete', says: ['incomplete, not everything can be evaluated'] }
  if (calls === 0) return { mark: 'good', says: ['nothing to evaluate, 0 calls, $0'] }
  const cost = `${counted(newCalls, 'call')}, ${price(plan.total.usd)}`
  return { mark: 'none', says: [`${cost}, ${affected(plan, others.length)}`] }
}

function affected({ prompts, changes }: Plan, others: number): string {
  if (prompts !== undefined) return `${count(prompts.affected)} of ${counted(prompts.total, 'prompt')} affected`
  return `${count(changes.suites.length)} of ${counted(changes.suites.length + others, 'suite')} affected`
}

function price(amount: number | undefined): string {
  return amount === undefined ? 'price unknown' : usd(amount)
}

/** What the plan comes to and stands under: cost, time, the budget, and built-in limits where base has no project. */
export function planLimits({ plan, policy, shards }: PlanReport): readonly Phrase[] {
  if (plan === undefined) return []
  const lacking = (plan.notAvailable ?? []).map(({ suite, what }): Phrase => {
    return [name(suite), ' cannot be carried out by this version yet: ', prose(what), '.']
  })
  const sentences = [
    ...lacking,
    ...forecastSentences(plan),
    budgetSentence(plan),
    shardSentence(shards),
    guesses(plan),
    again(plan),
    builtInLimits(policy, undefined),
  ]
  return sentences.filter((phrase) => phrase.length > 0)
}

/** Nothing for what one job does. */
function shardSentence(shards: PlanReport['shards']): Phrase {
  if (shards === undefined || shards.of < 2) return []
  const each = shards.minutes < 1 ? 'less than a minute' : `about ${counted(Math.round(shards.minutes), 'minute')}`
  return [`In ${shards.of} shards: ${each} each.`]
}

function again({ calls }: Plan): Phrase {
  const words = baseAskedAgain(calls)
  return words === '' ? [] : [`${words[0]?.toUpperCase()}${words.slice(1)}.`]
}

/** What the counts of calls cannot know. */
function guesses({ calls }: Plan): Phrase {
  const estimated = calls.reduce((sum, one) => sum + (one.estimated ?? 0), 0)
  const few =
    estimated === 0
      ? []
      : [`${count(estimated)} of the new calls are estimated: what they ask depends on answers that are not there yet.`]
  const more = calls.some(({ fallbacks }) => fallbacks)
    ? ['Fallback models may be asked, too, where a provider fails.']
    : []
  return [...few, ...more].length === 0 ? [] : [[...few, ...more].join(' ')]
}

/** One line of the table of calls. */
interface CallRow {
  readonly who: Phrase
  /** All calls; of these known already or asked once for all; new ones; their tokens and price. */
  readonly numbers: readonly [calls: string, known: string, unasked: string, tokens: string, price: string]
}

export const callColumns = ['calls', 'known', 'new', 'tokens', 'price'] as const

export function callRows({ calls }: Plan): readonly CallRow[] {
  return calls.map((planned) => ({
    who: [name(planned.suite), ' · ', name(planned.subject), ` · ${sideOf(planned)}`],
    numbers: [
      count(planned.calls),
      count(planned.calls - planned.newCalls),
      count(planned.newCalls),
      count(planned.inputTokens + planned.outputTokens),
      price(planned.usd),
    ],
  }))
}

function sideOf({ side, measure }: PlannedCalls): string {
  return measure === 'base' ? `${side}, base's measure` : side
}

export const promotionsTitle = 'Promotions that would follow, if the gates hold:'

/** `production: support sha256:51c0c3d1f2ab, after 1 day in staging`, one per target that a merge would deliver to. */
export function promotionsToFollow({ promotions = [] }: Plan): readonly Phrase[] {
  return promotions.map((promotion): Phrase => {
    const { target, subject, digest, after, already } = promotion
    const what: Phrase = [name(target), ': ', name(subject), ' ', name(shortDigest(digest))]
    if (already !== undefined)
      return [...what, ': ', already === 'held' ? heldAlready : heldBack, ' (by the ledger of this clone)']
    const when: Phrase = after === undefined ? [] : [', ', ...afterWhich(promotion)]
    return [...what, ...when, ...asBefore(promotion)]
  })
}

/** Which commits, and what the change does not concern. */
export function planFooter(report: PlanReport): readonly Phrase[] {
  const files = report.plan?.changes.formattedFiles.length ?? 0
  const facts: readonly Phrase[] = [
    snapshots(report.head, report.base),
    notAffected(report.unaffected),
    whichProject(report.project),
    policyOfOthers(report.extends),
    files === 0 ? [] : [`${counted(files, 'file')} reformatted`],
  ]
  return facts.filter((fact) => fact.length > 0)
}
