import type {
  PromoteReport,
  PromotionOutcome,
  RollbackReport,
  TargetPromotion,
} from '../../verdict/promotion-reports.ts'
import type { Mark } from '../mark.ts'
import { name, type Phrase } from '../phrase.ts'
import { shortCommit, shortDigest } from './digest.ts'
import { checkHeadline, type Headlined } from './headline.ts'

/** What became of a target, as one line. */
export function promotionLine({ target, subject, digest, outcome, comparisons }: TargetPromotion): Headlined {
  const what: Phrase = [name(target), ': ', name(subject), ' ', name(shortDigest(digest))]
  if (outcome.kind === 'stopped') {
    const { mark, says } = checkHeadline({ headline: outcome.headline, comparisons })
    return { mark, says: [...what, ' is not promoted: ', ...says] }
  }
  return { mark: markOf(outcome), says: [...what, ' ', ...outcomeWords(outcome)] }
}

function markOf(outcome: PromotionOutcome): Mark {
  switch (outcome.kind) {
    case 'promoted':
    case 'would-promote':
    case 'current':
      return 'good'
    case 'undelivered':
      return 'incomplete'
    case 'superseded':
    case 'held-back':
    case 'waits-for':
    case 'soaks':
    case 'stopped':
      return 'unsure'
  }
}

function outcomeWords(outcome: Exclude<PromotionOutcome, { readonly kind: 'stopped' }>): Phrase {
  switch (outcome.kind) {
    case 'promoted':
      return [`is promoted (no. ${outcome.sequence})`, ...inPlaceOf(outcome.replaces)]
    case 'would-promote':
      return ['would be promoted', ...inPlaceOf(outcome.replaces)]
    case 'current':
      return [`is there already (no. ${outcome.sequence})`]
    case 'superseded':
      return ['is superseded: what is live was built from the later commit ', name(shortCommit(outcome.by))]
    case 'held-back':
      return [
        'is held back: ',
        { said: outcome.by },
        ' rolled it back, saying ',
        { said: outcome.reason },
        '. To bring it again: llmops rollback --to',
      ]
    case 'waits-for':
      return ['waits for ', name(outcome.target), ', which does not hold it']
    case 'soaks':
      return ['soaks in ', name(outcome.target), ` until ${outcome.until}`]
    case 'undelivered':
      return ['could not be delivered: ', { said: outcome.detail }]
  }
}

function inPlaceOf(replaces: string | undefined): Phrase {
  return replaces === undefined ? [', the first'] : [' in place of ', name(shortDigest(replaces))]
}

/** Claims of earlier runs that this one finished. */
export function recoveredLine({ target, sequence, digest }: PromoteReport['recovered'][number]): Phrase {
  return [
    name(target),
    `: no. ${sequence}, `,
    name(shortDigest(digest)),
    ', was claimed by an earlier run and is delivered now',
  ]
}

export function rollbackLine({ target, outcome }: RollbackReport): Headlined {
  switch (outcome.kind) {
    case 'rolled-back':
      return {
        mark: 'good',
        says: [
          name(target),
          ' is back at ',
          name(shortDigest(outcome.to)),
          ` (no. ${outcome.sequence}); `,
          name(shortDigest(outcome.from)),
          ' is held back',
        ],
      }
    case 'current':
      return { mark: 'good', says: [name(target), ' holds ', name(shortDigest(outcome.digest)), ' already'] }
    case 'undelivered':
      return { mark: 'incomplete', says: [name(target), ' was not rolled back: ', { said: outcome.detail }] }
  }
}
