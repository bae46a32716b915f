import type { SuiteComparison } from '../../verdict/comparison.ts'
import type { CheckReport, Headline } from '../../verdict/reports.ts'
import type { Mark } from '../mark.ts'
import { counted, percent, points, share } from '../numbers.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { gatingMetrics } from './focus.ts'
import { incompleteHeadline } from './incomplete-headline.ts'
import { removedSuites } from './removed-suites.ts'

export interface Headlined {
  readonly mark: Mark
  readonly says: Phrase
}

/** What a first line is made of; of a result that is incomplete also why. */
type Found = Pick<CheckReport, 'headline'> & Partial<Pick<CheckReport, 'notEvaluated' | 'plan'>>

/** The first line of a check. */
export function checkHeadline({
  headline,
  comparisons,
  notEvaluated,
  plan,
}: Found & Pick<CheckReport, 'comparisons'>): Headlined {
  switch (headline.state) {
    case 'cannot-tell':
      return { mark: 'unsure', says: [cannotTell(headline.cases, comparisons)] }
    case 'no-worse':
      return { mark: 'good', says: ['no regression, every gate holds'] }
    case 'first-measurement':
      return first(headline.subjects, comparisons, removedSuites(plan))
    default:
      return commonHeadline(headline, notEvaluated)
  }
}

function cannotTell(cases: number, comparisons: readonly SuiteComparison[]): string {
  const open = gatingMetrics(comparisons).some(({ metric }) => metric.gate.maxDrop.decision === 'cannot-tell')
  return open ? `no regression shown, but ${counted(cases, 'case')} cannot rule one out` : floorsOpen(cases)
}

function floorsOpen(cases: number): string {
  return `${counted(cases, 'case')} cannot tell whether a floor holds`
}

/** New, or not comparable with what was there before. */
function first(
  subjects: readonly string[],
  comparisons: readonly SuiteComparison[],
  removed: readonly string[],
): Headlined {
  const reasons = gatingMetrics(comparisons).flatMap(({ metric: { verdict } }) =>
    verdict.kind === 'not-comparable' && !verdict.reason.startsWith('new ') ? [verdict.reason] : [],
  )
  if (reasons.length === 0 && removed.length > 0) {
    const suites: Phrase = [`${removed.length === 1 ? 'suite' : 'suites'} `, ...listed(removed)]
    const gone: Phrase = ['; head removes ', ...suites, ', so nothing is compared']
    return { mark: 'unsure', says: ['first measurement', ...listedAfter(' of ', subjects), ...gone] }
  }
  if (reasons.length === 0) {
    return {
      mark: 'first',
      says: ['first measurement', ...listedAfter(' of ', subjects), '. Nothing to compare with yet'],
    }
  }
  const why = [...new Set(reasons)].join(', ')
  return {
    mark: 'unsure',
    says: [...listedAfter('', subjects), ` cannot be compared with base: ${why}. Floors decide`],
  }
}

/** The first line of an evaluation of one snapshot, where only floors decide. */
export function evalHeadline({ headline, notEvaluated }: Found): Headlined {
  switch (headline.state) {
    case 'cannot-tell':
      return { mark: 'unsure', says: [floorsOpen(headline.cases)] }
    case 'no-worse':
      return { mark: 'good', says: ['every floor holds'] }
    case 'first-measurement':
      return { mark: 'good', says: ['measured', ...listedAfter(' ', headline.subjects)] }
    default:
      return commonHeadline(headline, notEvaluated)
  }
}

type Own = 'cannot-tell' | 'no-worse' | 'first-measurement'

function commonHeadline(
  headline: Exclude<Headline, { readonly state: Own }>,
  notEvaluated: Found['notEvaluated'],
): Headlined {
  switch (headline.state) {
    case 'invalid':
      return { mark: 'bad', says: [`${counted(headline.errors, 'error')}, so nothing was evaluated`] }
    case 'regression':
      return { mark: 'bad', says: [name(headline.subject), ' got worse. ', ...moved(headline)] }
    case 'below-floor':
      return { mark: 'bad', says: [name(headline.subject), ' is below its floor. ', ...missed(headline)] }
    case 'incomplete':
      return { mark: 'incomplete', says: incompleteHeadline(notEvaluated) }
    case 'improvement':
      return { mark: 'good', says: [name(headline.subject), ' got better. ', ...moved(headline)] }
    case 'nothing-to-evaluate':
      return { mark: 'good', says: ['nothing to evaluate'] }
  }
}

function moved({ metric, delta }: { readonly metric: string; readonly delta: number }): Phrase {
  return [name(metric), ` ${points(delta)} points`]
}

function missed(headline: Headline & { readonly state: 'below-floor' }): Phrase {
  return [name(headline.metric), ` ${percent(headline.mean)}, floor ${share(headline.floor)}`]
}

function listedAfter(before: string, subjects: readonly string[]): Phrase {
  return subjects.length === 0 ? [] : [before, ...listed(subjects)]
}
