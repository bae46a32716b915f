import type { PlannedCalls } from '../../evaluation/planned-calls.ts'
import { leftOfMonth } from '../../verdict/left-of-month.ts'
import type { CheckReport, Plan } from '../../verdict/reports.ts'
import { count, counted, usd } from '../numbers.ts'
import { baseAskedAgain } from './asked-again.ts'

/** `240 new calls, $1.25 of $10 (judge $1.12); base from the store`. */
export function spending(spent: CheckReport['spent'], plan: Plan | undefined): string {
  const of = plan === undefined ? '' : ` of ${available(plan.budget)}`
  const judges = spent.judgeUsd === undefined ? '' : ` (judge ${usd(spent.judgeUsd)})`
  const unpriced = spent.unpriced === 0 ? '' : ` (${counted(spent.unpriced, 'call')} of unknown price not in it)`
  const asked = `${counted(spent.newCalls, 'new call')}, ${usd(spent.usd)}${of}${judges}${unpriced}`
  return [asked, ...remembered(spent, plan?.calls ?? []), ...askedAgain(spent, plan?.calls ?? [])].join('; ')
}

/** What could be spent: less than the budget of one check where the month had less left. */
function available({ usd: limit, month }: Plan['budget']): string {
  const left = leftOfMonth(month)
  return left !== undefined && left < limit ? `${usd(left)} left this month` : usd(limit)
}

function askedAgain({ replaced = 0 }: CheckReport['spent'], planned: readonly PlannedCalls[]): readonly string[] {
  const found = replaced === 0 ? [] : [`${counted(replaced, 'answer')} of replaced models asked again`]
  return [baseAskedAgain(planned), ...found].filter((words) => words !== '')
}

/** In whole days; the age of today's answers says nothing. */
function baseAge({ baseAgeMs = 0 }: CheckReport['spent'], allStored: boolean): string {
  const days = Math.floor(baseAgeMs / dayMs)
  if (days === 0) return ''
  return allStored ? `, ${counted(days, 'day')} old` : `, base up to ${counted(days, 'day')} old`
}

const dayMs = 24 * 60 * 60_000

function remembered(spent: CheckReport['spent'], planned: readonly PlannedCalls[]): readonly string[] {
  const base = planned.filter(({ side }) => side === 'base')
  const allStored =
    base.length > 0 && base.every(({ newCalls, recorded, fromStore }) => newCalls + recorded === 0 && fromStore > 0)
  const store = `${allStored ? 'base' : count(spent.fromStore)} from the store${baseAge(spent, allStored)}`
  const recorded = spent.recorded > 0 ? [`${count(spent.recorded)} recorded`] : []
  return spent.fromStore > 0 ? [store, ...recorded] : recorded
}
