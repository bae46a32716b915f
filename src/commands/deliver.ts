import type { Digest } from '../digest/digest.ts'
import type { Clock } from '../evaluation/call.ts'
import type { Artifact } from '../promotion/artifact.ts'
import { DeliveryFault, type Driver, type Holding, type ProjectName, type Release } from '../promotion/driver.ts'
import { nextInChain } from '../promotion/ledger-chain.ts'
import { firstLine } from '../promotion/ledger-message.ts'
import { recordDigest } from '../promotion/ledger-record.ts'
import type { LedgerRecord, RecordKind, RecordWrite, TargetState } from '../promotion/ledger.ts'
import { releaseFiles } from '../promotion/release-files.ts'
import { appendNext, type LedgerPorts } from './append.ts'

export interface Ports extends LedgerPorts {
  readonly driver: Driver
  /** Whose releases they are. */
  readonly project: ProjectName
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

/**
 * Claim, deliver carrying the sequence, read back, commit. Killed between any two of them, the claim is in the ledger and
 * the next run finishes it (`settleTarget`). Throws LedgerFault where the ledger cannot be reached.
 */
export async function deliver(delivery: Delivery, ports: Ports): Promise<Delivered> {
  const claim = await appendNext(ports, ({ targets }) =>
    claimAfter(targets.get(delivery.target), delivery, ports.clock),
  )
  if (claim === undefined) return { kind: 'overtaken' }
  const { record } = claim.write
  const replaces = claim.tip.targets.get(delivery.target)?.held?.release.digest
  try {
    await bring(record.release, delivery.artifact, ports)
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
    const isLatest = await conclude(record, { state: 'withdrawn', because: error.message }, ports)
    return isLatest ? { kind: 'undelivered', detail: error.message } : { kind: 'overtaken' }
  }
  const committed = await conclude(record, { state: 'committed', because: undefined }, ports)
  return committed ? { kind: 'delivered', sequence: record.release.sequence, replaces } : { kind: 'overtaken' }
}

function claimAfter(state: TargetState | undefined, delivery: Delivery, clock: Clock): RecordWrite | undefined {
  if (!delivery.stillWanted(state)) return undefined
  const { target, artifact, kind, source, by, evidence, reason, holdsAgainst } = delivery
  const { sequence, predecessor } = nextInChain(state)
  const record: LedgerRecord = {
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
    because: undefined,
    findings: undefined,
    attempt: undefined,
  }
  const { digest, document } = artifact
  return {
    record,
    artifact: { digest, document },
    ...(evidence !== undefined && { evidence: { digest: evidence.digest, statement: evidence.statement } }),
    message: firstLine(record),
  }
}

/** Delivers and reads back. Throws DeliveryFault where the target does not hold it afterwards. */
export async function bring(
  release: Release,
  artifact: Artifact,
  { driver, project }: Pick<Ports, 'driver' | 'project'>,
): Promise<void> {
  const files = releaseFiles(release, artifact, project)
  const current = await driver.read()
  await driver.apply(driver.plan(current?.release, release, files), files)
  if (isAt(await driver.read(), release)) return
  throw new DeliveryFault(`${release.target} does not hold ${release.digest} after it was delivered`)
}

/** Whether a target holds just this release, and all its bytes. */
export function isAt(found: Holding | undefined, { digest, sequence, source }: Release): boolean {
  if (found === undefined || !found.intact) return false
  return found.release.digest === digest && found.release.sequence === sequence && found.release.source === source
}

/** Says in the ledger what became of a claim; false where another claim came after it. */
export async function conclude(
  claim: LedgerRecord,
  outcome: { readonly state: 'committed' | 'withdrawn'; readonly because: string | undefined },
  ports: LedgerPorts,
): Promise<boolean> {
  let came: LedgerRecord | undefined
  const appended = await appendNext(ports, (tip) => {
    came = tip.targets.get(claim.release.target)?.latest
    if (came?.release.sequence !== claim.release.sequence || came.state !== 'claimed') return undefined
    const at = new Date(ports.clock.now()).toISOString()
    const record: LedgerRecord = { ...claim, ...outcome, predecessor: recordDigest(came), at }
    return { record, message: firstLine(record) }
  })
  const isConcluded = came?.release.sequence === claim.release.sequence && came.state === outcome.state
  return appended !== undefined || isConcluded
}
