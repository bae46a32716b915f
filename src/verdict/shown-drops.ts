import { digestOfJson, type Digest, type Json } from '../digest/digest.ts'
import type { LookAt, LookRecord, PastLooks } from './look-record.ts'

/** What a look may show that fails a gate: a drop, or a score below a floor. */
export type Shown = { readonly kind: 'drop' } | { readonly kind: 'below'; readonly floor: number }

/**
 * Whether another look at the same subjects by the same measure showed it. A claim of one look is not withdrawn because
 * another, which leaves less to chance, cannot repeat it: else whoever looks often enough turns any drop green. That some
 * look claims falsely is what `lookAlpha` bounds, so a claim that stands costs no further chance.
 */
export function wasShown(what: Shown, look: LookAt, looks: PastLooks): boolean {
  const shown = looks.lookedAt(shownAgainst(what, look.against))
  return shown.some(({ head, seen }) => head === look.head && seen !== look.seen)
}

/** Remembers that this look shows it. */
export function keepShown(what: Shown, look: LookAt, looks: Pick<LookRecord, 'take'>): void {
  looks.take({ ...look, against: shownAgainst(what, look.against) })
}

/** What was shown is kept as looks are, and beside them: so layers, shards and merges carry it, too. */
function shownAgainst(what: Shown, against: Digest): Digest {
  const shown: Json = what.kind === 'drop' ? ['shown worse'] : ['shown below', what.floor]
  return digestOfJson([...shown, against])
}
