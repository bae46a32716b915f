import { type LookRecord, numberLook, type PastLooks } from './look-record.ts'

type OnFault = (fault: unknown) => void

/** Looks of which those that cannot be read do not end the run: they are taken for none, and `onFault` is told. */
export function tolerantPast(looks: PastLooks, onFault: OnFault): PastLooks {
  return {
    lookedAt(against) {
      try {
        return looks.lookedAt(against)
      } catch (fault) {
        onFault(fault)
        return []
      }
    },
  }
}

/** The same of a record: a look that cannot be kept is numbered by what is known elsewhere. */
export function tolerantRecord(looks: LookRecord, onFault: OnFault): LookRecord {
  return {
    ...tolerantPast(looks, onFault),
    take(look, elsewhere = []) {
      try {
        return looks.take(look, elsewhere)
      } catch (fault) {
        onFault(fault)
        return numberLook(look, elsewhere)
      }
    },
  }
}
