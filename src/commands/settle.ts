import type { Artifact } from '../promotion/artifact.ts'
import { DeliveryFault, type Driver, type Release } from '../promotion/driver.ts'
import { nextInChain } from '../promotion/ledger-chain.ts'
import { renameLine } from '../promotion/ledger-message.ts'
import { LedgerFault, type LedgerRecord, type LedgerTip, type TargetState } from '../promotion/ledger.ts'
import { isTwofold, stateNamed, type TargetName } from '../promotion/target-state.ts'
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
 * What the ledger knows of a target; undefined: nothing yet. Looks at the target before anything is claimed or paid for.
 * @throws LedgerFault where it holds a later release than the ledger knows of: what was held back may be lost, too
 * @throws DeliveryFault where it cannot be looked at, and where it has the name of another that held something
 */
export async function knownState(tip: LedgerTip, name: TargetName, driver: Driver): Promise<TargetState | undefined> {
  const found = (await driver.read())?.release
  if (isTwofold(tip, name) && found?.target !== name.name)
    throw new DeliveryFault(
      `the ledger has a history of '${name.name}' from before, which is not that of '${name.formerly}': give the target a name that none had`,
    )
  const state = stateNamed(tip, name)
  const known = state?.latest.release.sequence ?? 0
  if (found === undefined || found.sequence <= known) return state
  throw new LedgerFault(
    `${found.target} holds no. ${found.sequence}, but the ledger ends at no. ${known}: the ledger was lost or rewound, or the target was changed by hand. Restore the one that is wrong; nothing is promoted until then`,
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
  await carryOver(name, by, ports)
  const held = stateNamed(await ports.ledger.read(), name)?.held?.release
  const found = held && (await ports.driver.read())
  if (held === undefined || found?.release.target === name.name || !isAt(found, held)) return
  await bring({ ...held, target: name.name }, await artifactOf(held), ports)
}

async function carryOver(name: TargetName, by: string, ports: LedgerPorts): Promise<void> {
  await appendNext(ports, (tip) => {
    const state = stateNamed(tip, name)
    if (state === undefined || state === tip.targets.get(name.name) || state.latest.state === 'claimed')
      return undefined
    const own = tip.targets.get(name.name)?.latest.release.sequence ?? 0
    const at = new Date(ports.clock.now()).toISOString()
    const record = renaming(name.name, state, { by, at, atLeast: own + 1 })
    return { record, message: renameLine(state.target, record) }
  })
}

function renaming(
  target: string,
  before: TargetState,
  { by, at, atLeast }: { readonly by: string; readonly at: string; readonly atLeast: number },
): LedgerRecord {
  const { sequence: next, predecessor } = nextInChain(before)
  const sequence = Math.max(next, atLeast)
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
