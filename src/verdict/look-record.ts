import type { Digest } from '../digest/digest.ts'

/** One time that the scores of an experiment are judged: the same three digests are the same look. */
export interface LookAt {
  /** Base's subject, the measure and the metric. */
  readonly against: Digest
  /** Head's subject. */
  readonly head: Digest
  /** The scores of both sides, trial by trial. */
  readonly seen: Digest
}

/** Which look and which attempt it is, both from 1. */
export interface LookNumbers {
  /** At the same subjects by the same measure and metric. */
  readonly look: number
  /** Of heads that were judged against the same base by the same measure and metric. */
  readonly attempt: number
}

export type TakenLook = LookAt & LookNumbers

/** What was looked at earlier, by whom is no matter. */
export interface PastLooks {
  lookedAt(against: Digest): readonly TakenLook[]
}

/** Remembers every look. Scores that were seen once are the look that they were then. */
export interface LookRecord extends PastLooks {
  /** Numbers a look, and keeps it before it returns. @param elsewhere what this record does not know */
  take(look: LookAt, elsewhere?: readonly TakenLook[]): LookNumbers
}

/** The numbers of a look, given those that were taken at the same base, measure and metric. */
export function numberLook({ head, seen }: LookAt, taken: readonly TakenLook[]): LookNumbers {
  const own = taken.filter((one) => one.head === head)
  const same = own.filter((one) => one.seen === seen)
  return {
    look: same.length > 0 ? most(same, 'look') : 1 + Math.max(most(own, 'look'), distinct(own, 'seen')),
    attempt: own.length > 0 ? most(own, 'attempt') : 1 + Math.max(most(taken, 'attempt'), distinct(taken, 'head')),
  }
}

/** One record over others that are only read. */
export function layeredLooks(own: LookRecord, ...earlier: readonly PastLooks[]): LookRecord {
  const elsewhere = (against: Digest): readonly TakenLook[] => earlier.flatMap((layer) => layer.lookedAt(against))
  return {
    lookedAt: (against) => [...own.lookedAt(against), ...elsewhere(against)],
    take: (look, more = []) => own.take(look, [...elsewhere(look.against), ...more]),
  }
}

/** A record that ends with the process. */
export function looksInMemory(): LookRecord {
  const taken: TakenLook[] = []
  const lookedAt = (against: Digest): readonly TakenLook[] => taken.filter((one) => one.against === against)
  return {
    lookedAt,
    take(look, elsewhere = []) {
      const numbers = numberLook(look, [...lookedAt(look.against), ...elsewhere])
      if (!lookedAt(look.against).some(({ head, seen }) => head === look.head && seen === look.seen))
        taken.push({ ...look, ...numbers })
      return numbers
    },
  }
}

function most(taken: readonly TakenLook[], of: keyof LookNumbers): number {
  return taken.reduce((largest, one) => Math.max(largest, one[of]), 0)
}

function distinct(taken: readonly TakenLook[], of: 'seen' | 'head'): number {
  return new Set(taken.map((one) => one[of])).size
}
