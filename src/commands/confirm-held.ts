import { confirmLine } from '../promotion/ledger-message.ts'
import { recordDigest } from '../promotion/ledger-record.ts'
import type { TargetState } from '../promotion/ledger.ts'
import { appendNext, type LedgerPorts } from './append.ts'

/** That a commit builds what the target holds. */
export interface Confirming {
  readonly target: string
  readonly source: string
  readonly by: string
  /** What it was decided on. */
  readonly decided: TargetState
}

/**
 * Notes a later commit that builds what is held, so that nothing older follows it. `overtaken` where the ledger says
 * something else by now, or somebody is delivering: then it is to be decided again.
 */
export async function confirmHeld(
  { target, source, by, decided }: Confirming,
  ports: LedgerPorts,
): Promise<'confirmed' | 'overtaken'> {
  const appended = await appendNext(ports, ({ targets }) => {
    const state = targets.get(target)
    if (state === undefined || state.latest.state === 'claimed' || !isSame(state, decided)) return undefined
    const at = new Date(ports.clock.now()).toISOString()
    const confirmation = { version: 1, target, source, predecessor: recordDigest(state.latest), at, by } as const
    return { confirmation, message: confirmLine({ target, held: state.held }) }
  })
  return appended === undefined ? 'overtaken' : 'confirmed'
}

function isSame(a: TargetState, b: TargetState): boolean {
  return a.held?.release.digest === b.held?.release.digest && a.newestSource === b.newestSource
}
