import type { Digest } from '../digest/digest.ts'
import { holdAgainst } from './decide-promotion.ts'
import type { Release } from './driver.ts'
import type { LedgerRecord, TargetState } from './ledger.ts'

/** What a rollback comes to. */
export type RollbackChoice =
  | { readonly kind: 'deliver'; readonly release: Release }
  /** It was begun by an earlier run, and is finished now. */
  | { readonly kind: 'done'; readonly record: LedgerRecord; readonly from: Digest }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * What to go back to: what is named, or what was there before. Safe to repeat: where what is held is the result of a rollback
 * already, only a name leads further. Pure.
 * @param state of a target that holds something
 * @param to a digest, or its beginning, with or without `sha256:`
 * @param finished the rollback that an earlier run claimed and this one finished
 */
export function rollbackChoice(
  state: TargetState,
  to: string | undefined,
  finished: LedgerRecord | undefined,
): RollbackChoice {
  if (to !== undefined) return named(state, to)
  const { held } = state
  if (held?.kind !== 'rollback') return previous(state)
  const from = replacedBy(held, state)
  if (finished?.release.sequence === held.release.sequence && from !== undefined)
    return { kind: 'done', record: held, from: from.release.digest }
  const when = `no. ${held.release.sequence}, by ${held.by}, ${held.at}`
  return refused(`${state.target} was rolled back already (${when}). To go elsewhere, say where`, state)
}

/** The newest committed artifact that differs from what is live and was not itself taken away. */
function previous(state: TargetState): RollbackChoice {
  const found = committedIn(state).findLast(
    ({ release: { digest } }) => digest !== state.held?.release.digest && holdAgainst(digest, state) === undefined,
  )
  if (found !== undefined) return { kind: 'deliver', release: found.release }
  return { kind: 'refused', why: `${state.target} held nothing before; there is nothing to go back to` }
}

function named(state: TargetState, to: string): RollbackChoice {
  const wanted = to.startsWith('sha256:') ? to : `sha256:${to}`
  const releases = committedIn(state).map(({ release }) => release)
  const found = new Map(
    releases.filter(({ digest }) => digest.startsWith(wanted)).map((release) => [release.digest, release]),
  )
  const [only] = found.values()
  if (only !== undefined && found.size === 1) return { kind: 'deliver', release: only }
  const many = found.size === 0 ? 'no' : 'more than one'
  return refused(`${many} artifact '${to}' was promoted to ${state.target}`, state)
}

function refused(why: string, state: TargetState): RollbackChoice {
  const live = state.held?.release.digest
  const others = [...new Set(committedIn(state).map(({ release }) => release.digest))].filter((one) => one !== live)
  const choices = others.toReversed().map((digest) => `  --to ${digest}${noteOn(digest, state)}`)
  const list = choices.length === 0 ? 'it held nothing else' : ['it also held:', ...choices].join('\n')
  return { kind: 'refused', why: `${why}; ${list}` }
}

function noteOn(digest: Digest, state: TargetState): string {
  const last = committedIn(state).findLast(({ release }) => release.digest === digest)
  const taken = holdAgainst(digest, state) === undefined ? '' : ', rolled back since'
  return ` (no. ${last?.release.sequence}${taken})`
}

function replacedBy(record: LedgerRecord, state: TargetState): LedgerRecord | undefined {
  return committedIn(state).findLast(({ release }) => release.sequence < record.release.sequence)
}

function committedIn({ history }: TargetState): readonly LedgerRecord[] {
  return history.filter((record) => record.state === 'committed')
}
