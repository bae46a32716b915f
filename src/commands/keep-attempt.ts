import type { Digest } from '../digest/digest.ts'
import type { Artifact } from '../promotion/artifact.ts'
import type { Evidence } from '../promotion/evidence.ts'
import { nextInChain } from '../promotion/ledger-chain.ts'
import { firstLine } from '../promotion/ledger-message.ts'
import type { LedgerRecord, TargetState } from '../promotion/ledger.ts'
import { attemptsAt } from '../promotion/target-state.ts'
import { appendNext, type LedgerPorts } from './append.ts'

/** A promotion that its gates did not let through. */
export interface StoppedPromotion {
  readonly target: string
  readonly artifact: Artifact
  readonly source: string
  readonly evidence: Evidence
  /** Which attempt the evidence says it is. */
  readonly attempt: number
  readonly because: string
  readonly by: string
  /** Asked with the ledger's newest state: what it was compared with has to be what is held. */
  stillTrue(state: TargetState | undefined): boolean
}

/** The evidence that is kept, of this run or of an earlier one with the same findings. */
export interface KeptAttempt {
  readonly evidence: Digest
  readonly attempt: number
}

/**
 * Keeps the evidence on which a promotion was stopped. The same findings on the same commit are the same attempt, and write
 * nothing again. Throws LedgerFault where the ledger cannot be written.
 */
export async function keepStopped(stopped: StoppedPromotion, ports: LedgerPorts): Promise<KeptAttempt | 'overtaken'> {
  let known: KeptAttempt | undefined
  const { evidence, attempt } = stopped
  const appended = await appendNext(ports, ({ targets }) => {
    const state = targets.get(stopped.target)
    known = sameAttempt(stopped, state)
    const isNext = attemptsAt(stopped.artifact.digest, state).length + 1 === attempt
    if (known !== undefined || !isNext || !stopped.stillTrue(state) || state?.latest.state === 'claimed')
      return undefined
    const record = stopRecord(stopped, state, new Date(ports.clock.now()).toISOString())
    const { digest, statement } = evidence
    return { record, evidence: { digest, statement }, message: firstLine(record) }
  })
  if (appended !== undefined) return { evidence: evidence.digest, attempt }
  return known ?? 'overtaken'
}

function sameAttempt(
  { artifact, source, evidence }: StoppedPromotion,
  state: TargetState | undefined,
): KeptAttempt | undefined {
  const same = attemptsAt(artifact.digest, state).findLast(
    ({ release, findings }) => release.source === source && findings === evidence.findings,
  )
  return same?.evidence === undefined ? undefined : { evidence: same.evidence, attempt: same.attempt ?? 1 }
}

function stopRecord(
  { target, artifact, source, evidence, attempt, because, by }: StoppedPromotion,
  state: TargetState | undefined,
  at: string,
): LedgerRecord {
  const { sequence, predecessor } = nextInChain(state)
  return {
    version: 1,
    state: 'stopped',
    kind: 'promotion',
    release: { target, subject: artifact.subject, digest: artifact.digest, sequence, source },
    evidence: evidence.digest,
    predecessor,
    at,
    by,
    reason: undefined,
    holdsAgainst: undefined,
    because,
    findings: evidence.findings,
    attempt,
  }
}
