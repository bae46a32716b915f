import { UsageFault } from '../diagnostic/fault.ts'
import type { Digest } from '../digest/digest.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import { holdAgainst } from '../promotion/decide-promotion.ts'
import type { LedgerRecord, TargetState } from '../promotion/ledger.ts'
import type { DeploymentTarget } from '../resources/project.ts'
import type { RollbackReport } from '../verdict/promotion-reports.ts'
import { deliver, type Delivered, type Ports, requireKnown, settleTarget } from './deliver.ts'
import { driverOf } from './drivers.ts'
import type { Needs } from './needs.ts'
import { artifactFrom, openReleaseSpace, type ReleaseRequest, type ReleaseSpace } from './release-space.ts'
import { keysOf, projectName, type Rendered } from './validate.ts'

export interface RollbackRequest extends ReleaseRequest {
  readonly target: string
  /** Digest of an earlier artifact, or its beginning; default: the one before what is live. */
  readonly to: string | undefined
  readonly reason: string | undefined
  /** Who rolls back, for the ledger. */
  readonly by: string
}

/** Delivers an earlier artifact, and holds against the one that was live until somebody brings it back on purpose. */
export async function rollback(request: RollbackRequest, needs: Needs): Promise<Rendered<RollbackReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope)
  const before = (await space.ledger.read()).targets.get(request.target)
  const target = declaredTarget(request.target, space, before)
  const ports = {
    ledger: space.ledger,
    driver: await driverOf(target, space.repository),
    clock: needs.clock,
    signal: needs.signal,
  }
  const state = await settledState(request.target, before, ports)
  const live = state?.held?.release
  if (state === undefined || live === undefined) throw new UsageFault(`nothing was ever promoted to ${request.target}`)
  const back = request.to === undefined ? previous(state) : named(request.to, state)
  const outcome: RollbackReport['outcome'] =
    back.digest === live.digest
      ? { kind: 'current', digest: live.digest }
      : outcomeOf(
          await deliver(
            {
              target: request.target,
              artifact: await artifactFrom(space.ledger, back.digest, back.subject),
              kind: 'rollback',
              source: back.source,
              by: request.by,
              evidence: undefined,
              reason: request.reason,
              // Bringing back what was taken away lifts that; what is live meanwhile was never said to be bad.
              holdsAgainst: holdAgainst(back.digest, state) === undefined ? live.digest : undefined,
              stillWanted: (now) => now?.held?.release.digest === live.digest,
            },
            ports,
          ),
          { from: live.digest, to: back.digest },
        )
  const report: RollbackReport = {
    version: 1,
    command: 'rollback',
    project: projectName(space.tree, { ...space, head: space.source }),
    target: request.target,
    outcome,
    exitCode: outcome.kind === 'undelivered' ? 3 : 0,
  }
  return { report, sources: space.tree.sources, keys: keysOf(space.policy) }
}

function outcomeOf(
  delivered: Delivered,
  change: { readonly from: Digest; readonly to: Digest },
): RollbackReport['outcome'] {
  switch (delivered.kind) {
    case 'delivered':
      return { kind: 'rolled-back', sequence: delivered.sequence, ...change }
    case 'undelivered':
      return { kind: 'undelivered', detail: asUntrusted(delivered.detail) }
    case 'overtaken':
      return { kind: 'undelivered', detail: asUntrusted('somebody else delivered meanwhile; look at llmops status') }
  }
}

/** The target as the commit declares it. Throws UsageFault, with what to do, where it does not. */
function declaredTarget(
  name: string,
  { tree, source }: ReleaseSpace,
  state: TargetState | undefined,
): DeploymentTarget {
  const target = tree.loaded.project?.targets.get(name)
  if (target !== undefined) return target
  const live = state?.held?.release.source
  const why =
    tree.loaded.project === undefined
      ? `the project of ${source.label} is invalid (llmops validate)`
      : `no DeploymentTarget '${name}' in ${source.label}`
  throw new UsageFault(
    live === undefined
      ? why
      : `${why}; with the commit that is live: llmops rollback ${name} --head ${live.slice(0, 12)}`,
  )
}

/** The target's state once a claim that was left open is finished: what is taken back has to be what is really live. */
async function settledState(
  target: string,
  state: TargetState | undefined,
  ports: Ports,
): Promise<TargetState | undefined> {
  await requireKnown(state, ports.driver)
  if (state === undefined) return undefined
  await settleTarget(state, ports, (release) => artifactFrom(ports.ledger, release.digest, release.subject))
  return (await ports.ledger.read()).targets.get(target)
}

/** The newest committed artifact that differs from what is live and was not itself taken away. */
function previous(state: TargetState): LedgerRecord['release'] {
  const live = state.held?.release.digest
  const committed = state.history.filter((record) => record.state === 'committed')
  const found = committed.findLast(
    ({ release }) => release.digest !== live && holdAgainst(release.digest, state) === undefined,
  )
  if (found === undefined) throw new UsageFault(`${state.target} held nothing before; there is nothing to go back to`)
  return found.release
}

function named(to: string, state: TargetState): LedgerRecord['release'] {
  const committed = state.history.filter((record) => record.state === 'committed').map(({ release }) => release)
  const wanted = to.startsWith('sha256:') ? to : `sha256:${to}`
  const found = new Map(
    committed.filter(({ digest }) => digest.startsWith(wanted)).map((release) => [release.digest, release]),
  )
  const [only] = found.values()
  if (only !== undefined && found.size === 1) return only
  const known = [...new Set(committed.map(({ digest }) => digest))].join(', ')
  throw new UsageFault(
    `${found.size === 0 ? 'no' : 'more than one'} artifact '${to}' was promoted to ${state.target}; there are: ${known}`,
  )
}
