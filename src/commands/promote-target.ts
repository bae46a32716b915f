import { isAncestor } from '../adapters/git/commits.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import type { Artifact } from '../promotion/artifact.ts'
import { buildArtifact } from '../promotion/build-artifact.ts'
import { decidePromotion, type Predecessor, type PromotionAnswer } from '../promotion/decide-promotion.ts'
import type { LedgerTip, TargetState } from '../promotion/ledger.ts'
import { stateNamed } from '../promotion/target-state.ts'
import { gateOfTarget, type Soak, type TargetGate } from '../promotion/target-gate.ts'
import { targetName } from '../promotion/target-name.ts'
import type { DeploymentTarget } from '../resources/project.ts'
import type { PromotionOutcome, TargetPromotion } from '../verdict/promotion-reports.ts'
import { confirmHeld } from './confirm-held.ts'
import { measureOfHeld } from './held-measure.ts'
import type { Run } from './promotion-run.ts'
import { driverIn, lookAt, portsOf, type Reality } from './release-ports.ts'
import { type Attempt, evaluateAndDeliver, rehearse } from './try-promotion.ts'

/** Somebody may deliver while we evaluate; then everything is decided again, against what is held by then. */
const rounds = 5
const pauseMs = 500

const nothing = { comparisons: [], notEvaluated: [], evidence: undefined, unreadMeasure: undefined }

/** Decides one target, and promotes what its gates let through. `unsettled`: why it is not as the ledger says. */
export async function promoteTarget(
  run: Run,
  target: DeploymentTarget,
  unsettled: string | undefined,
): Promise<TargetPromotion> {
  const artifact = buildArtifact(target.subject)
  const named = { target: target.name, subject: target.subject.name, digest: artifact.digest }
  if (unsettled !== undefined)
    return { ...named, ...nothing, outcome: { kind: 'undelivered', detail: asUntrusted(unsettled) } }
  for (let round = 1; round <= rounds; round++) {
    const attempt = await decideAndTry(run, target, artifact)
    if (attempt !== 'overtaken') return { ...named, ...attempt }
    run.needs.log(`${target.name}: somebody else delivered meanwhile; deciding again`)
    await run.needs.clock.sleep(round * pauseMs, run.needs.signal)
  }
  const detail = asUntrusted(`others delivered ${rounds} times meanwhile`)
  return { ...named, ...nothing, outcome: { kind: 'undelivered', detail } }
}

async function decideAndTry(run: Run, target: DeploymentTarget, artifact: Artifact): Promise<Attempt> {
  const { request, space, project } = run
  const tip = await space.ledger.read()
  const held = stateNamed(tip, targetName(target.name, project))
  const isOlder = await comesBefore(run, held?.newestSource)
  const isThereAlready = held?.held?.release.digest === artifact.digest
  const measure = isThereAlready ? undefined : await measureOfHeld(space, held)
  const gate = gateOfTarget(target, measure?.project === undefined ? undefined : measure.target, project)
  const { soaks, loosened } = gate
  const answer = await decideNow(run, { soaks, artifact, held, tip, isOlder })
  if (answer.kind === 'evaluate') {
    return withLoosened(await evaluateAndDeliver(run, { target, artifact, held, measure, gate }), loosened)
  }
  if (answer.kind === 'current' && held !== undefined) {
    if (request.dryRun && !(await isThere(run, target, held)))
      return { ...nothing, outcome: await rehearse(run, { target, artifact, held }) }
    if (!request.dryRun && !isOlder && (await confirm(run, target, held)) === 'overtaken') return 'overtaken'
  }
  return withLoosened({ ...nothing, outcome: outcomeOf(answer, held) }, loosened)
}

/** Said where it may have made the difference. */
function withLoosened(attempt: Attempt, loosened: TargetGate['loosened']): Attempt {
  if (attempt === 'overtaken' || loosened.length === 0) return attempt
  return ['waits-for', 'soaks', 'stopped'].includes(attempt.outcome.kind) ? { ...attempt, loosened } : attempt
}

/** Whether the commit comes before another one, and is not it. */
async function comesBefore({ space }: Run, newest: string | undefined): Promise<boolean> {
  const { commit } = space.source
  return newest !== undefined && newest !== commit && (await isAncestor(space.repository, commit, newest))
}

async function confirm(
  { request, needs, space, project }: Run,
  target: DeploymentTarget,
  decided: TargetState,
): Promise<'confirmed' | 'overtaken'> {
  const source = space.source.commit
  if (decided.newestSource === source) return 'confirmed'
  const ports = await portsOf(target, project, space, needs)
  return confirmHeld({ target: target.name, source, by: request.by, decided }, ports)
}

/** Whether the target holds what the ledger says. Where it cannot be looked at, the rehearsal says so. */
async function isThere({ space, project }: Run, target: DeploymentTarget, held: TargetState): Promise<boolean> {
  return (await lookAt(await driverIn(target, project, space), held)).reality === 'agrees'
}

interface Question {
  readonly soaks: TargetGate['soaks']
  readonly artifact: Artifact
  readonly held: TargetState | undefined
  readonly tip: LedgerTip
  readonly isOlder: boolean
}

async function decideNow(run: Run, { soaks, artifact, held, tip, isOlder }: Question): Promise<PromotionAnswer> {
  const { digest } = artifact
  const after = await Promise.all(soaks.map((soak) => predecessor(run, soak, digest, tip)))
  return decidePromotion({ digest, state: held, isOlder, after, now: run.needs.clock.now() })
}

/** The target before: what the ledger says of it, and where that would let the artifact through, what it really holds. */
async function predecessor(
  { space, project }: Run,
  { target: name, soakMs }: Soak,
  wanted: Artifact['digest'],
  tip: LedgerTip,
): Promise<Predecessor> {
  const state = stateNamed(tip, targetName(name, project))
  const known = { target: name, soakMs, digest: state?.held?.release.digest, since: Date.parse(state?.held?.at ?? '') }
  const target = project.targets.get(name)
  if (target === undefined || known.digest !== wanted) return { ...known, trouble: undefined }
  if (state?.latest.state === 'claimed') return { ...known, trouble: 'a delivery to it is not finished' }
  return { ...known, trouble: troubleIn(await lookAt(await driverIn(target, project, space), state)) }
}

function troubleIn({ reality, detail }: Reality): string | undefined {
  switch (reality) {
    case 'agrees':
      return undefined
    case 'other-artifact':
      return `it really holds ${detail}`
    case 'tampered':
      return 'its files were changed'
    case 'empty':
      return 'it is really empty'
    case 'unreachable':
      return `it cannot be looked at: ${detail}`
  }
}

function outcomeOf(
  answer: Exclude<PromotionAnswer, { kind: 'evaluate' }>,
  state: TargetState | undefined,
): PromotionOutcome {
  switch (answer.kind) {
    case 'current':
      return { kind: 'current', sequence: state?.held?.release.sequence ?? 0 }
    case 'held-back': {
      const { by, reason = '' } = answer.rollback
      return { kind: 'held-back', by: asUntrusted(by), reason: asUntrusted(reason) }
    }
    case 'soaks':
      return { kind: 'soaks', target: answer.target, until: new Date(answer.until).toISOString() }
    case 'waits-for': {
      const { target, trouble } = answer
      return { kind: 'waits-for', target, trouble: trouble === undefined ? undefined : asUntrusted(trouble) }
    }
    case 'superseded':
      return answer
  }
}
