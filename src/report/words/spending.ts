import type { PlannedCalls } from '../../evaluation/plan-calls.ts'
import type { CheckReport, Plan } from '../../verdict/reports.ts'
import { count, counted, usd } from '../numbers.ts'

/** `240 new calls, $1.25 of $10 (judges $1.12); base from the store`. */
export function spending(spent: CheckReport['spent'], plan: Plan | undefined): string {
  const of = plan === undefined ? '' : ` of ${usd(plan.budget.usd)}`
  const judges = spent.judgeUsd === undefined ? '' : ` (judges ${usd(spent.judgeUsd)})`
  const unpriced = spent.unpriced === 0 ? '' : ` (${counted(spent.unpriced, 'call')} of unknown price not in it)`
  const asked = `${counted(spent.newCalls, 'new call')}, ${usd(spent.usd)}${of}${judges}${unpriced}`
  return [asked, ...remembered(spent, plan?.calls ?? [])].join('; ')
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
