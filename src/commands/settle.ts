import type { Artifact } from '../promotion/artifact.ts'
import { DeliveryFault, type Driver, type Release } from '../promotion/driver.ts'
import { nextInChain } from '../promotion/ledger-chain.ts'
import { renameLine } from '../promotion/ledger-message.ts'
import { LedgerFault, type LedgerRecord, type TargetState } from '../promotion/ledger.ts'
import { stateNamed, type TargetName } from '../promotion/target-state.ts'
import { appendNext, type LedgerPorts } from './append.ts'
import { bring, conclude, isAt, type Ports } from './deliver.ts'

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
    await bring(latest.release, await artifactOf(latest.release), ports)
    return (await conclude(latest, { state: 'committed', because: undefined }, ports)) ? 'unfinished' : undefined
  }
  if (held === undefined || isAt(await ports.driver.read(), held.release)) return undefined
  await bring(held.release, await artifactOf(held.release), ports)
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

/**
 * Lets a renamed target's history go on under its name of now, and has its place say that name, so that both go on being its
 * own when `formerly` is taken out. A claim that is open has to be finished first.
 */
export async function followRename(
  name: TargetName,
  by: string,
  ports: Ports,
  artifactOf: (release: Release) => Promise<Artifact>,
): Promise<void> {
  if (name.formerly === undefined) return
  await carryOver(name.name, name.formerly, by, ports)
  const held = stateNamed(await ports.ledger.read(), name)?.held?.release
  const found = held && (await ports.driver.read())
  if (held === undefined || found?.release.target === name.name || !isAt(found, held)) return
  await bring({ ...held, target: name.name }, await artifactOf(held), ports)
}

async function carryOver(name: string, formerly: string, by: string, ports: LedgerPorts): Promise<void> {
  await appendNext(ports, ({ targets }) => {
    const before = targets.get(formerly)
    if (before === undefined || targets.has(name)) return undefined
    if (before.renamedTo !== undefined || before.latest.state === 'claimed') return undefined
    const record = renaming(name, before, { by, at: new Date(ports.clock.now()).toISOString() })
    return { record, message: renameLine(formerly, record) }
  })
}

function renaming(
  target: string,
  before: TargetState,
  { by, at }: { readonly by: string; readonly at: string },
): LedgerRecord {
  const { sequence, predecessor } = nextInChain(before)
  return {
    version: 1,
    state: 'renamed',
    kind: 'promotion',
    release: { ...(before.held ?? before.latest).release, target, sequence },
    evidence: undefined,
    predecessor,
    at,
    by,
    reason: undefined,
    holdsAgainst: undefined,
    because: undefined,
    findings: undefined,
    attempt: undefined,
  }
}
