import type { Clock } from '../evaluation/call.ts'
import { type Ledger, LedgerFault, type LedgerTip, type LedgerWrite } from '../promotion/ledger.ts'

export interface LedgerPorts {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** A lost race is run again; so many lose at most as there are others. */
const tries = 200

/** What was written, and what it was written on. */
export interface Appended<Write> {
  readonly tip: LedgerTip
  readonly write: Write
}

/**
 * Appends what `next` makes of the ledger's newest tip, again where somebody else was first; undefined where it makes nothing
 * of it any more. Throws LedgerFault where the ledger cannot be written.
 */
export async function appendNext<Write extends LedgerWrite>(
  { ledger, clock, signal }: LedgerPorts,
  next: (tip: LedgerTip) => Write | undefined,
): Promise<Appended<Write> | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const tip = await ledger.read()
    const write = next(tip)
    if (write === undefined) return undefined
    if ((await ledger.append(tip, write)) === 'written') return { tip, write }
    await pause(attempt, clock, signal)
  }
  throw new LedgerFault(`the ledger changed ${tries} times while it was written to`)
}

/** Longer with every loss, and never the same for two processes. */
function pause(attempt: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return clock.sleep(clock.random() * Math.min(1000, 20 * 2 ** Math.min(attempt, 6)), signal)
}
