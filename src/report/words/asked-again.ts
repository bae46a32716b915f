import type { WhyAgain } from '../../evaluation/asked-again.ts'
import type { PlannedCalls } from '../../evaluation/planned-calls.ts'
import { youngDays } from '../../evaluation/young.ts'
import { counted } from '../numbers.ts'

/** `base asked again: 118 answers older than 14 days, 2 of a replaced model`; empty where it is not. */
export function baseAskedAgain(planned: readonly PlannedCalls[]): string {
  const reasons = whys.flatMap((why) => {
    const calls = planned.reduce((total, { askedAgain }) => total + (askedAgain?.[why] ?? 0), 0)
    return calls === 0 ? [] : [words[why](calls)]
  })
  return reasons.length === 0 ? '' : `base asked again: ${reasons.join(', ')}`
}

const words: Readonly<Record<WhyAgain, (calls: number) => string>> = {
  old: (calls) => `${counted(calls, 'answer')} older than ${youngDays} days`,
  replaced: (calls) => `${counted(calls, 'answer')} of a replaced model`,
  origin: (calls) => `${counted(calls, 'answer')} from another address`,
  fresh: (calls) => `${counted(calls, 'answer')} on request`,
  judged: (calls) => `${counted(calls, 'judgement')} by a changed judge or rubric`,
}

const whys = Object.keys(words) as readonly WhyAgain[]
