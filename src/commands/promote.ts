import { isAncestor } from '../adapters/git/commits.ts'
import type { Ask } from '../evaluation/ask-model.ts'
import { spentOn } from '../evaluation/expense.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import type { Artifact } from '../promotion/artifact.ts'
import { buildArtifact } from '../promotion/build-artifact.ts'
import { decidePromotion, type PromotionAnswer } from '../promotion/decide-promotion.ts'
import { deliveryOrder } from '../promotion/delivery-order.ts'
import { DeliveryFault, type DeliveryStep } from '../promotion/driver.ts'
import { type Evidence, evidenceOf } from '../promotion/evidence.ts'
import type { LedgerTip, TargetState } from '../promotion/ledger.ts'
import { releaseFiles } from '../promotion/release-files.ts'
import { subjectOfArtifact } from '../promotion/subject-of-document.ts'
import type { DeploymentTarget, Project, Subject } from '../resources/project.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { exitCodeOf, worstExitCode } from '../verdict/exit-code.ts'
import type { PromoteReport, PromotionOutcome, TargetPromotion } from '../verdict/promotion-reports.ts'
import type { ExitCode } from '../verdict/reports.ts'
import { askWithin } from './asking.ts'
import { openMemory } from './call-memory.ts'
import { deliver, isAt, requireKnown, settleTarget } from './deliver.ts'
import { driverOf } from './drivers.ts'
import { evaluateForTarget, type TargetEvaluation } from './evaluate-for-target.ts'
import type { Needs } from './needs.ts'
import { basePrices } from './planned-work.ts'
import { recordedStore } from './recorded-answers.ts'
import {
  artifactFrom,
  heldSince,
  openReleaseSpace,
  type ReleaseRequest,
  requireMerged,
  type ReleaseSpace,
} from './release-space.ts'
import { hasErrors, keysOf, nameOf, projectName, type Rendered } from './validate.ts'

export interface PromoteRequest extends ReleaseRequest {
  /** Only this target; default: all. */
  readonly target: string | undefined
  /** Says what would be done; evaluates, but delivers and records nothing. */
  readonly dryRun: boolean
  /** Who promotes, for the ledger. */
  readonly by: string
  /** Version of this program, for the evidence. */
  readonly version: string
}

/** The merge's job: evaluate the commit, decide each target against what it holds, deliver and record. */
export async function promote(request: PromoteRequest, needs: Needs): Promise<Rendered<PromoteReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope)
  const { project } = space.tree.loaded
  const run: Run = {
    request,
    needs,
    space,
    evaluated: [],
    unsettled: new Map(),
    ask: await askerOf(space, scope, needs),
  }
  const valid = project !== undefined && !hasErrors(space.tree.diagnostics)
  if (valid) await requireMerged(space)
  const recovered = valid && !request.dryRun ? await settle(run, project) : []
  const targets: TargetPromotion[] = []
  if (valid)
    for (const target of chosen(project, request.target)) targets.push(await promoteTarget(run, project, target))
  const report: PromoteReport = {
    version: 1,
    command: 'promote',
    project: projectName(space.tree, { ...space, head: space.source }),
    source: nameOf(space.source),
    dryRun: request.dryRun,
    diagnostics: space.tree.diagnostics,
    targets,
    recovered,
    spent: spentOn(run.evaluated),
    exitCode: valid ? worstExitCode(targets.map(({ outcome }) => exitCodeOfOutcome(outcome))) : 2,
  }
  return { report, sources: space.tree.sources, keys: keysOf(space.policy) }
}

interface Run {
  readonly request: PromoteRequest
  readonly needs: Needs
  readonly space: ReleaseSpace
  readonly ask: Ask
  /** Everything that was evaluated so far. */
  readonly evaluated: EvaluationResult[]
  /** Why a target could not be brought to what the ledger says. */
  readonly unsettled: Map<string, string>
}

async function askerOf(space: ReleaseSpace, scope: AsyncDisposableStack, needs: Needs): Promise<Ask> {
  const { tree, policy } = space
  const recorded = recordedStore([tree.recorded])
  const store = await openMemory(space, scope, needs.log)
  const basePrice = basePrices(tree.loaded.project)
  return askWithin(
    { policy, store, recorded, notBefore: undefined, openTransport: needs.openTransport, basePrice },
    needs,
    false,
  )
}

/** Somebody may deliver while we evaluate; then everything is decided again, against what is held by then. */
const rounds = 5

async function promoteTarget(run: Run, project: Project, target: DeploymentTarget): Promise<TargetPromotion> {
  const artifact = buildArtifact(target.subject)
  const named = { target: target.name, subject: target.subject.name, digest: artifact.digest }
  const nothing = { comparisons: [], notEvaluated: [], evidence: undefined }
  const unsettled = run.unsettled.get(target.name)
  if (unsettled !== undefined)
    return { ...named, ...nothing, outcome: { kind: 'undelivered', detail: asUntrusted(unsettled) } }
  for (let round = 0; round < rounds; round++) {
    const tip = await run.space.ledger.read()
    const answer = await decideNow(run, target, artifact, tip)
    if (answer.kind === 'current' && run.request.dryRun && !(await isThere(run, target, tip)))
      return {
        ...named,
        ...nothing,
        outcome: await rehearse(run, { project, target, artifact, held: tip.targets.get(target.name) }),
      }
    if (answer.kind !== 'evaluate')
      return { ...named, ...nothing, outcome: outcomeOf(answer, tip.targets.get(target.name)) }
    const attempt = await evaluateAndDeliver(run, { project, target, artifact, held: tip.targets.get(target.name) })
    if (attempt !== 'overtaken') return { ...named, ...attempt }
    run.needs.log(`${target.name}: somebody else delivered meanwhile; deciding again`)
  }
  const detail = asUntrusted(`others delivered ${rounds} times meanwhile`)
  return { ...named, ...nothing, outcome: { kind: 'undelivered', detail } }
}

/** Whether the target holds what the ledger says. Where it cannot be looked at, the rehearsal says so. */
async function isThere({ space }: Run, target: DeploymentTarget, tip: LedgerTip): Promise<boolean> {
  const held = tip.targets.get(target.name)?.held
  const driver = await driverOf(target, space.repository)
  const found = await driver.read().catch((error: unknown) => {
    if (!(error instanceof DeliveryFault)) throw error
    return undefined
  })
  return held !== undefined && isAt(found, held.release)
}

async function decideNow(
  { needs, space }: Run,
  target: DeploymentTarget,
  { digest }: Artifact,
  tip: LedgerTip,
): Promise<PromotionAnswer> {
  const state = tip.targets.get(target.name)
  const live = state?.held?.release.source
  const before = target.after
  return decidePromotion({
    digest,
    state,
    isOlder:
      live !== undefined &&
      live !== space.source.commit &&
      (await isAncestor(space.repository, space.source.commit, live)),
    after:
      before === undefined
        ? undefined
        : { target: before, digest: tip.targets.get(before)?.held?.release.digest, since: heldSince(tip, before) },
    soakMs: target.soakMs,
    now: needs.clock.now(),
  })
}

interface Candidate {
  readonly project: Project
  readonly target: DeploymentTarget
  readonly artifact: Artifact
  readonly held: TargetState | undefined
}

type Attempt = Pick<TargetPromotion, 'outcome' | 'comparisons' | 'notEvaluated' | 'evidence'> | 'overtaken'

async function evaluateAndDeliver(run: Run, candidate: Candidate): Promise<Attempt> {
  const { project, target, held } = candidate
  const { policy } = run.space
  const evaluation = await evaluateForTarget(
    { target, project, policy, held: await heldSubject(run, project, held) },
    run.ask,
    run.needs,
  )
  run.evaluated.push(...evaluation.evaluated)
  const { comparisons, notEvaluated, headline } = evaluation
  const stopped = exitCodeOf(headline) !== 0
  if (stopped) return { outcome: { kind: 'stopped', headline }, comparisons, notEvaluated, evidence: undefined }
  const evidence = evidenceFor(run, candidate, evaluation)
  const outcome = run.request.dryRun ? await rehearse(run, candidate) : await carryOut(run, candidate, evidence)
  if (outcome === 'overtaken') return outcome
  return { outcome, comparisons, notEvaluated, evidence: run.request.dryRun ? undefined : evidence.digest }
}

/** What the target holds, from the ledger: the commit it came from may be gone. */
async function heldSubject(
  { space }: Run,
  project: Project,
  state: TargetState | undefined,
): Promise<Subject | undefined> {
  const release = state?.held?.release
  if (release === undefined) return undefined
  return subjectOfArtifact(await artifactFrom(space.ledger, release.digest, release.subject), basePrices(project))
}

function evidenceFor(
  { request, needs, space }: Run,
  { project, target, artifact, held }: Candidate,
  evaluation: TargetEvaluation,
): Evidence {
  const against = held?.held?.release
  return evidenceOf({
    artifact,
    target: target.name,
    project: { name: project.name, folder: project.folder },
    source: space.source.commit,
    policy: { source: space.policy.source, commit: space.source.commit },
    comparedWith: against && { digest: against.digest, source: against.source },
    suites: evaluation.suites,
    run: { id: request.by, at: new Date(needs.clock.now()).toISOString() },
    version: request.version,
  })
}

async function carryOut(
  { request, needs, space }: Run,
  { target, artifact, held }: Candidate,
  evidence: Evidence,
): Promise<PromotionOutcome | 'overtaken'> {
  const comparedWith = held?.held?.release.digest
  const delivered = await deliver(
    {
      target: target.name,
      artifact,
      kind: 'promotion',
      source: space.source.commit,
      by: request.by,
      evidence,
      reason: undefined,
      holdsAgainst: undefined,
      stillWanted: (state) => state?.held?.release.digest === comparedWith,
    },
    {
      ledger: space.ledger,
      driver: await driverOf(target, space.repository),
      clock: needs.clock,
      signal: needs.signal,
    },
  )
  if (delivered.kind === 'overtaken') return 'overtaken'
  if (delivered.kind === 'undelivered') return { kind: 'undelivered', detail: asUntrusted(delivered.detail) }
  return { kind: 'promoted', sequence: delivered.sequence, replaces: delivered.replaces }
}

async function rehearse({ space }: Run, { target, artifact, held }: Candidate): Promise<PromotionOutcome> {
  const driver = await driverOf(target, space.repository)
  const sequence = (held?.latest.release.sequence ?? 0) + 1
  const release = {
    target: target.name,
    subject: artifact.subject,
    digest: artifact.digest,
    sequence,
    source: space.source.commit,
  }
  try {
    const steps = driver.plan((await driver.read())?.release, release, releaseFiles(release, artifact))
    return { kind: 'would-promote', replaces: held?.held?.release.digest, steps: steps.map(stepText) }
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
    return { kind: 'undelivered', detail: asUntrusted(error.message) }
  }
}

function stepText(step: DeliveryStep): string {
  if (step.do === 'put') return `put ${step.files.length} files of ${step.release.digest}`
  return `activate ${step.release.digest}${step.replaces === undefined ? '' : ` in place of ${step.replaces}`}`
}

/**
 * Claims that earlier runs left behind, finished; and targets that no longer hold what the ledger says, set right. One that
 * is gone from the project stays as it is; one that cannot be reached is said so when its turn comes.
 */
async function settle(
  { needs, space, request, unsettled }: Run,
  project: Project,
): Promise<PromoteReport['recovered']> {
  const { ledger, repository } = space
  const settled: PromoteReport['recovered'][number][] = []
  for (const { name } of chosen(project, request.target)) {
    const target = project.targets.get(name)
    const state = (await ledger.read()).targets.get(name)
    if (target === undefined) continue
    const ports = { ledger, driver: await driverOf(target, repository), clock: needs.clock, signal: needs.signal }
    await requireKnown(state, ports.driver)
    if (state === undefined) continue
    const why = await settleTarget(state, ports, (release) =>
      artifactFrom(ledger, release.digest, release.subject),
    ).catch((error: unknown) => {
      if (!(error instanceof DeliveryFault)) throw error
      unsettled.set(name, error.message)
      return undefined
    })
    const { digest, sequence } = (why === 'unfinished' ? state.latest : (state.held ?? state.latest)).release
    if (why !== undefined) settled.push({ target: name, sequence, digest, why })
  }
  return settled
}

function chosen(project: Project, name: string | undefined): readonly DeploymentTarget[] {
  const all = deliveryOrder(project.targets)
  if (name === undefined) return all
  const target = all.find((one) => one.name === name)
  if (target === undefined)
    throw new UsageFault(`no DeploymentTarget '${name}'; there are: ${all.map((one) => one.name).join(', ') || 'none'}`)
  return [target]
}

function outcomeOf(
  answer: Exclude<PromotionAnswer, { kind: 'evaluate' }>,
  state: TargetState | undefined,
): PromotionOutcome {
  switch (answer.kind) {
    case 'current':
      return { kind: 'current', sequence: state?.held?.release.sequence ?? 0 }
    case 'held-back':
      return {
        kind: 'held-back',
        by: asUntrusted(answer.rollback.by),
        reason: asUntrusted(answer.rollback.reason ?? ''),
      }
    case 'soaks':
      return { kind: 'soaks', target: answer.target, until: new Date(answer.until).toISOString() }
    case 'superseded':
    case 'waits-for':
      return answer
  }
}

function exitCodeOfOutcome(outcome: PromotionOutcome): ExitCode {
  if (outcome.kind === 'stopped') return exitCodeOf(outcome.headline)
  return outcome.kind === 'undelivered' ? 3 : 0
}
