import { mergeOutlook } from '../../verdict/merge-outlook.ts'
import type { MergeOutlook } from '../../verdict/merge-outlook.ts'
import type { CheckReport, PlannedPromotion } from '../../verdict/reports.ts'
import { period } from '../numbers.ts'
import { code, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/**
 * `Merge → staging: yes, production: after 1 day in staging.` Nothing where head declares no target, or where it is not
 * clear.
 */
export function mergeSentence(report: CheckReport): Phrase {
  const { headline, plan } = report
  if (headline.state === 'invalid') return [{ strong: ['A merge promotes nothing.'] }]
  const promotions = plan?.promotions
  if (headline.state === 'first-measurement') return firstMerge(report, promotions)
  if (promotions === undefined) return []
  return promotions.length === 0 ? ['A merge promotes nothing.'] : following(report, promotions, 'Merge')
}

function firstMerge(report: CheckReport, promotions: readonly PlannedPromotion[] = []): Phrase {
  const baseline = 'A merge makes this the baseline'
  return promotions.length === 0 ? [`${baseline}.`] : following(report, promotions, baseline)
}

function following(report: CheckReport, promotions: readonly PlannedPromotion[], merge: string): Phrase {
  const fates = promotions.map((promotion) => ({ promotion, outlook: mergeOutlook(promotion, report) }))
  const outlooks = new Set(fates.map(({ outlook }) => outlook))
  const each = fates.flatMap(({ promotion, outlook }, at) => [at === 0 ? '' : ', ', ...fate(promotion, outlook)])
  if (outlooks.has('delivered') || outlooks.has('waits')) return [`${merge} → `, ...each, '.']
  if (outlooks.has('held') || outlooks.has('held-back'))
    return [{ strong: ['A merge promotes nothing:'] }, ' ', ...each, '.']
  return [{ strong: [nothing(outlooks)] }]
}

function nothing(outlooks: ReadonlySet<MergeOutlook>): string {
  const isMissing = outlooks.has('incomplete')
  return isMissing ? 'While that is missing, a merge promotes nothing.' : 'A merge promotes nothing.'
}

function fate(promotion: PlannedPromotion, outlook: MergeOutlook): Phrase {
  const target: Phrase = [word(promotion.target), ': ']
  switch (outlook) {
    case 'delivered':
      return [
        { strong: [...target, ...(promotion.after === undefined ? ['yes'] : afterWhich(promotion))] },
        ...asBefore(promotion),
      ]
    case 'waits':
      return [{ strong: [...target, 'waits'] }, ' (', code('whenUnsure: block'), ')', ...asBefore(promotion)]
    case 'incomplete':
      return [{ strong: [...target, 'not while its scores are missing'] }]
    case 'held':
      return [...target, heldAlready]
    case 'held-back':
      return [...target, heldBack]
    case 'stopped':
      return [{ strong: [...target, 'no'] }]
  }
}

/** What the ledger says against a promotion. */
export const heldAlready = 'holds it already'
export const heldBack = 'no, held back by a rollback'

/** ` (`soak` as before: …)`; empty where nothing is loosened. */
export function asBefore({ loosened = [] }: Pick<PlannedPromotion, 'loosened'>): Phrase {
  if (loosened.length === 0) return []
  const fields = loosened.flatMap((field, at): Phrase => [at === 0 ? '' : ', ', code(field)])
  return [' (', ...fields, ' as before: what a merge loosens holds from the next one on)']
}

/** `after staging`, `after 1 day in staging`; empty where the target waits for none. */
export function afterWhich({ after, soakMs }: Pick<PlannedPromotion, 'after' | 'soakMs'>): Phrase {
  if (after === undefined) return []
  return soakMs === 0 ? ['after ', word(after)] : [`after ${period(soakMs)} in `, word(after)]
}
