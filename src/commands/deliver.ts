import type { Digest } from '../digest/digest.ts'
import type { Clock } from '../evaluation/call.ts'
import type { Artifact } from '../promotion/artifact.ts'
import { DeliveryFault, type Driver, type Release } from '../promotion/driver.ts'
import { nextClaim } from '../promotion/ledger-chain.ts'
import { firstLine } from '../promotion/ledger-message.ts'
import { recordDigest } from '../promotion/ledger-record.ts'
import { type Ledger, LedgerFault, type LedgerRecord, type RecordKind, type TargetState } from '../promotion/ledger.ts'
import { releaseFiles } from '../promotion/release-files.ts'

export interface Ports {
  readonly ledger: Ledger
  readonly driver: Driver
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What is to be delivered, and on what grounds. */
export interface Delivery {
  readonly target: string
  readonly artifact: Artifact
  readonly kind: RecordKind
  /** Commit that the artifact was built from. */
  readonly source: string
  readonly by: string
  readonly evidence: { readonly digest: Digest; readonly statement: string } | undefined
  readonly reason: string | undefined
  readonly holdsAgainst: Digest | undefined
  /** Asked with the ledger's newest state before every claim: somebody may have been here since it was decided. */
  stillWanted(state: TargetState | undefined): boolean
}

export type Delivered =
  | { readonly kind: 'delivered'; readonly sequence: number; readonly replaces: Digest | undefined }
  /** Somebody was later and took over, or made it unnecessary. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'undelivered'; readonly detail: string }

/** A lost race is run again; so many lose at most as there are others. */
const tries = 200

/**
 * Claim, deliver carrying the sequence, read back, commit. Killed between any two of them, the claim is in the ledger and
 * the next run finishes it (`finishClaims`). Throws LedgerFault where the ledger cannot be reached.
 */
export async function deliver(delivery: Delivery, ports: Ports): Promise<Delivered> {
  const claim = await claimTarget(delivery, ports)
  if (claim === undefined) return { kind: 'overtaken' }
  const { record, replaces } = claim
  try {
    await bring(record.release, delivery.artifact, ports.driver)
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
    return withdraw(record, error, ports)
  }
  const committed = await conclude(record, 'committed', ports)
  return committed ? { kind: 'delivered', sequence: record.release.sequence, replaces } : { kind: 'overtaken' }
}

/**
 * Brings a target to what the ledger says: a claim that nobody finished is delivered and recorded, and what is held is
 * delivered again where the target does not hold it. Undefined where there was nothing to do.
 */
export async function settleTarget(
  { latest, held }: TargetState,
  ports: Ports,
  artifactOf: (release: Release) => Promise<Artifact>,
): Promise<'unfinished' | 'drift' | undefined> {
  if (latest.state === 'claimed') {
    await bring(latest.release, await artifactOf(latest.release), ports.driver)
    return (await conclude(latest, 'committed', ports)) ? 'unfinished' : undefined
  }
  if (held === undefined || isAt(await ports.driver.read(), held.release)) return undefined
  await bring(held.release, await artifactOf(held.release), ports.driver)
  return 'drift'
}

/**
 * A target that holds a later release than the ledger knows of has lost its ledger, and with it what was held back: throws
 * LedgerFault. One that cannot be looked at is left for the delivery to say.
 */
export async function requireKnown(state: TargetState | undefined, driver: Driver): Promise<void> {
  const found = await driver.read().catch((error: unknown) => {
    if (error instanceof DeliveryFault) return undefined
    throw error
  })
  const known = state?.latest.release.sequence ?? 0
  if (found === undefined || found.release.sequence <= known) return
  const { target, sequence } = found.release
  throw new LedgerFault(
    `${target} holds no. ${sequence}, but the ledger ends at no. ${known}: it was lost or rewound. Restore the ledger's branch; nothing is promoted until then`,
  )
}

/** Whether a target holds just this release, and all its bytes. */
export function isAt(found: Awaited<ReturnType<Driver['read']>>, { digest, sequence, source }: Release): boolean {
  if (found === undefined || !found.intact) return false
  return found.release.digest === digest && found.release.sequence === sequence && found.release.source === source
}

interface Claim {
  readonly record: LedgerRecord
  readonly replaces: Digest | undefined
}

async function claimTarget(delivery: Delivery, { ledger, clock, signal }: Ports): Promise<Claim | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const tip = await ledger.read()
    const state = tip.targets.get(delivery.target)
    if (!delivery.stillWanted(state)) return undefined
    const record = claimOf(delivery, state, clock)
    const written = await ledger.append(tip, {
      record,
      artifact: { digest: delivery.artifact.digest, document: delivery.artifact.document },
      ...(delivery.evidence !== undefined && { evidence: delivery.evidence }),
      message: firstLine(record),
    })
    if (written === 'written') return { record, replaces: state?.held?.release.digest }
    await pause(attempt, clock, signal)
  }
  throw new LedgerFault(`the ledger changed ${tries} times while a claim on ${delivery.target} was written`)
}

function claimOf(
  { target, artifact, kind, source, by, evidence, reason, holdsAgainst }: Delivery,
  state: TargetState | undefined,
  clock: Clock,
): LedgerRecord {
  const { sequence, predecessor } = nextClaim(state)
  return {
    version: 1,
    state: 'claimed',
    kind,
    release: { target, subject: artifact.subject, digest: artifact.digest, sequence, source },
    evidence: evidence?.digest,
    predecessor,
    at: new Date(clock.now()).toISOString(),
    by,
    reason,
    holdsAgainst,
  }
}

/** Delivers and reads back. Throws DeliveryFault where the target does not hold it afterwards. */
async function bring(release: Release, artifact: Artifact, driver: Driver): Promise<void> {
  const files = releaseFiles(release, artifact)
  const current = await driver.read()
  await driver.apply(driver.plan(current?.release, release, files), files)
  const held = await driver.read()
  if (isAt(held, release)) return
  throw new DeliveryFault(`${release.target} does not hold ${release.digest} after it was delivered`)
}

/** Says in the ledger what became of a claim; false where another claim came after it. */
async function conclude(
  claim: LedgerRecord,
  state: 'committed' | 'withdrawn',
  { ledger, clock, signal }: Ports,
): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const tip = await ledger.read()
    const latest = tip.targets.get(claim.release.target)?.latest
    if (latest?.release.sequence !== claim.release.sequence) return false
    if (latest.state !== 'claimed') return latest.state === state
    const record = { ...claim, state, predecessor: recordDigest(latest), at: new Date(clock.now()).toISOString() }
    if ((await ledger.append(tip, { record, message: firstLine(record) })) === 'written') return true
    await pause(attempt, clock, signal)
  }
  throw new LedgerFault(`the ledger changed ${tries} times while a delivery to ${claim.release.target} was recorded`)
}

async function withdraw(claim: LedgerRecord, fault: DeliveryFault, ports: Ports): Promise<Delivered> {
  const isLatest = await conclude(claim, 'withdrawn', ports)
  return isLatest ? { kind: 'undelivered', detail: fault.message } : { kind: 'overtaken' }
}

/** Longer with every loss, and never the same for two processes. */
function pause(attempt: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return clock.sleep(clock.random() * Math.min(1000, 20 * 2 ** Math.min(attempt, 6)), signal)
}
