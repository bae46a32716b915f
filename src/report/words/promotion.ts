import type { PromoteReport, PromotionOutcome, TargetPromotion } from '../../verdict/promotion-reports.ts'
import { moment } from '../numbers.ts'
import { code, name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { openUntrusted } from '../untrusted.ts'
import { shortCommit, shortDigest, withShortDigests } from './digest.ts'
import { checkHeadline } from './headline.ts'
import type { Headlined } from './headline.ts'
import { asBefore } from './merge.ts'
import type { SideNames } from './score-tables.ts'
import { toDecide } from './to-decide.ts'

/** Scores are compared with those of what the target holds. */
export const promotionSides: SideNames = { base: 'live', head: 'new' }

/** `staging: support sha256:51c0c3d1f2ab promoted (no. 3), in place of sha256:77aa01bc9d3e`. */
export function promotionLine(promotion: TargetPromotion): Headlined {
  const { mark, says } = fateOf(promotion)
  return { mark, says: [name(promotion.target), ': ', ...artifactOf(promotion), ' ', ...says] }
}

export function artifactOf({ subject, digest }: TargetPromotion): Phrase {
  return [name(subject), ' ', name(shortDigest(digest))]
}

/** What became of the artifact, and what to do about it. */
export function fateOf(promotion: TargetPromotion): Headlined {
  const { mark, says } = outcomeOf(promotion)
  return { mark, says: [...says, ...asBefore(promotion)] }
}

function outcomeOf({ target, digest, outcome, comparisons }: TargetPromotion): Headlined {
  switch (outcome.kind) {
    case 'promoted':
      return { mark: 'good', says: [`promoted (no. ${outcome.sequence})`, ...inPlaceOf(outcome.replaces)] }
    case 'would-promote':
      return { mark: 'good', says: ['would be promoted', ...inPlaceOf(outcome.replaces)] }
    case 'current':
      return { mark: 'same', says: [`there already (no. ${outcome.sequence})`] }
    case 'stopped': {
      const { mark, says } = checkHeadline({ headline: outcome.headline, comparisons })
      return { mark, says: ['not promoted: ', ...says, ...whyBlocked(outcome), ...whichAttempt(outcome)] }
    }
    case 'undelivered':
      return {
        mark: 'incomplete',
        says: ['not delivered: ', { said: outcome.detail }, '. The next ', code('llmops promote'), ' tries again'],
      }
    default:
      return { mark: 'unsure', says: whyNotYet(outcome, { target, digest }) }
  }
}

function inPlaceOf(replaces: string | undefined): Phrase {
  return replaces === undefined ? [', the first there'] : [', in place of ', name(shortDigest(replaces))]
}

function whyBlocked({ headline }: PromotionOutcome & { readonly kind: 'stopped' }): Phrase {
  return headline.state === 'cannot-tell' ? [', which blocks here (', code('whenUnsure: block'), ')'] : []
}

/** From the second on. */
function whichAttempt({ attempt = 1 }: PromotionOutcome & { readonly kind: 'stopped' }): Phrase {
  return attempt === 1 ? [] : [` (attempt ${attempt})`]
}

type NotYet = Extract<PromotionOutcome, { readonly kind: 'superseded' | 'held-back' | 'waits-for' | 'soaks' }>

function whyNotYet(outcome: NotYet, { target, digest }: Pick<TargetPromotion, 'target' | 'digest'>): Phrase {
  switch (outcome.kind) {
    case 'superseded':
      return ['superseded: the later commit ', name(shortCommit(outcome.by)), ' had its turn already']
    case 'held-back':
      return [
        'held back: ',
        { said: outcome.by },
        ' rolled it back',
        ...(openUntrusted(outcome.reason) === '' ? [] : [', saying: ', { said: outcome.reason }]),
        '. To bring it again: ',
        code(`llmops rollback ${target} --to ${shortDigest(digest)}`),
      ]
    case 'waits-for':
      return ['waits for ', name(outcome.target), ...whyWaiting(outcome)]
    case 'soaks':
      return ['soaks in ', name(outcome.target), ' until ', word(moment(outcome.until))]
  }
}

function whyWaiting({ trouble }: PromotionOutcome & { readonly kind: 'waits-for' }): Phrase {
  if (trouble === undefined) return [', which does not hold it yet']
  return [', which should hold it, but: ', { said: trouble }]
}

/** What a dry run would have done. */
export function stepLines({ outcome }: TargetPromotion): readonly Phrase[] {
  return outcome.kind === 'would-promote' ? outcome.steps.map((step) => [code(withShortDigests(step))]) : []
}

/** What it takes to decide, where the gates could not. */
export function stoppedToDecide({ outcome, comparisons }: TargetPromotion): readonly Phrase[] {
  return outcome.kind === 'stopped' ? toDecide({ headline: outcome.headline, comparisons }) : []
}

/** Whose measure could not be held; empty where it was, or there was none. */
export function unreadMeasureLine({ target, unreadMeasure }: TargetPromotion): Phrase {
  if (unreadMeasure === undefined) return []
  const { commit, because } = unreadMeasure
  return [
    "only this commit's measure was held: that of ",
    name(shortCommit(commit)),
    ', on which ',
    name(target),
    ' rests, cannot be read: ',
    { said: because },
  ]
}

/** The evidence that was kept; empty where none was. */
export function evidenceLine({ evidence }: TargetPromotion): Phrase {
  return evidence === undefined ? [] : ['evidence ', name(shortDigest(evidence))]
}

/** A claim of an earlier run that this one finished. */
export function recoveredLine({ target, sequence, digest, why }: PromoteReport['recovered'][number]): Phrase {
  const reason = why === 'unfinished' ? 'claimed by a run that did not finish' : 'which the target no longer held'
  return [name(target), ': ', name(shortDigest(digest)), ` (no. ${sequence}), ${reason}`]
}
