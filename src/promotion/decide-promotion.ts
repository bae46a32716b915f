import type { Digest } from '../digest/digest.ts'
import type { LedgerRecord, TargetState } from './ledger.ts'

/** What is known of a target before anything is evaluated. */
export interface PromotionQuestion {
  /** What the source commit would deploy. */
  readonly digest: Digest
  readonly state: TargetState | undefined
  /** Whether the source commit is an ancestor of the newest whose turn it was (`newestSource`). */
  readonly isOlder: boolean
  /** The targets that must hold the artifact first. */
  readonly after: readonly Predecessor[]
  /** Epoch ms. */
  readonly now: number
}

/** What is known of the target that comes before. */
export interface Predecessor {
  readonly target: string
  /** How long the artifact must have been there, in ms. */
  readonly soakMs: number
  /** What it holds, by the ledger, and since when (epoch ms). */
  readonly digest: Digest | undefined
  readonly since: number
  /** Why the ledger is not to be believed about it: it drifted, or cannot be looked at. Text from outside. */
  readonly trouble: string | undefined
}

/** Why nothing is promoted, or that it may be, should its gates hold. */
export type PromotionAnswer =
  | { readonly kind: 'evaluate' }
  /** The target holds it already. */
  | { readonly kind: 'current' }
  /** A later commit had its turn already. */
  | { readonly kind: 'superseded'; readonly by: string }
  /** It was rolled back; only `rollback --to` brings it again. */
  | { readonly kind: 'held-back'; readonly rollback: LedgerRecord }
  /** The target before it does not hold it yet; or should, but is in `trouble`. */
  | { readonly kind: 'waits-for'; readonly target: string; readonly trouble: string | undefined }
  /** The target before it holds it, but not long enough; `until` in epoch ms. */
  | { readonly kind: 'soaks'; readonly target: string; readonly until: number }

/** Whether a target's artifact is to be evaluated for promotion at all. The first that applies. Pure. */
export function decidePromotion(question: PromotionQuestion): PromotionAnswer {
  const { digest, state, isOlder } = question
  if (state?.held?.release.digest === digest) return { kind: 'current' }
  if (isOlder && state?.newestSource !== undefined) return { kind: 'superseded', by: state.newestSource }
  const rollback = holdAgainst(digest, state)
  if (rollback !== undefined) return { kind: 'held-back', rollback }
  return (
    question.after.map((one) => waitingFor(one, question)).find((answer) => answer !== undefined) ?? {
      kind: 'evaluate',
    }
  )
}

/** The rollback that took this artifact away, unless it was delivered again on purpose since. */
export function holdAgainst(digest: Digest, state: TargetState | undefined): LedgerRecord | undefined {
  const committed = (state?.history ?? []).filter((record) => record.state === 'committed')
  const taken = committed.findLast(({ holdsAgainst }) => holdsAgainst === digest)
  const back = committed.findLast(({ release }) => release.digest === digest)
  return taken !== undefined && (back === undefined || back.release.sequence < taken.release.sequence)
    ? taken
    : undefined
}

function waitingFor(after: Predecessor, { digest, now }: PromotionQuestion): PromotionAnswer | undefined {
  if (after.digest !== digest) return { kind: 'waits-for', target: after.target, trouble: undefined }
  if (after.trouble !== undefined) return { kind: 'waits-for', target: after.target, trouble: after.trouble }
  const until = after.since + after.soakMs
  return now < until ? { kind: 'soaks', target: after.target, until } : undefined
}
