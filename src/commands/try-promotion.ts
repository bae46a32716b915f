import { asUntrusted } from '../evaluation/untrusted.ts'
import type { Artifact } from '../promotion/artifact.ts'
import { DeliveryFault, type DeliveryStep } from '../promotion/driver.ts'
import { type Evidence, evidenceOf } from '../promotion/evidence.ts'
import { LedgerFault, type TargetState } from '../promotion/ledger.ts'
import { nextInChain } from '../promotion/ledger-chain.ts'
import { releaseFiles } from '../promotion/release-files.ts'
import { stopReason } from '../promotion/stop-reason.ts'
import { subjectOfArtifact } from '../promotion/subject-of-document.ts'
import type { TargetGate } from '../promotion/target-gate.ts'
import { attemptsAt } from '../promotion/target-state.ts'
import type { Policy } from '../resources/policy.ts'
import type { DeploymentTarget, Subject } from '../resources/project.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import type { PromotionOutcome, TargetPromotion } from '../verdict/promotion-reports.ts'
import { deliver } from './deliver.ts'
import { evaluateForTarget, type TargetEvaluation } from './evaluate-for-target.ts'
import type { HeldMeasure } from './held-measure.ts'
import { type KeptAttempt, keepStopped } from './keep-attempt.ts'
import { basePrices } from './known-models.ts'
import type { Run } from './promotion-run.ts'
import { driverIn, portsOf } from './release-ports.ts'
import { artifactFrom } from './release-space.ts'

/** What became of a try; `overtaken` where it has to be decided again. */
export type Attempt = Omit<TargetPromotion, 'target' | 'subject' | 'digest'> | 'overtaken'

/** An artifact that may go to a target, should its gates hold. */
export interface Candidate {
  readonly target: DeploymentTarget
  readonly artifact: Artifact
  readonly held: TargetState | undefined
  /** By which what is held was promoted. */
  readonly measure: HeldMeasure | undefined
  readonly gate: TargetGate
}

/** What a candidate's evaluation came to. */
interface Findings {
  readonly evaluation: TargetEvaluation
  readonly evidence: Evidence
  /** Which attempt at this artifact it is. */
  readonly attempt: number
}

/** Evaluates against what the target holds, and delivers and records what the gates let through. */
export async function evaluateAndDeliver(run: Run, candidate: Candidate): Promise<Attempt> {
  const { target, held, measure, gate } = candidate
  const { policy } = run.space
  const evaluation = await evaluateForTarget(
    {
      target: { ...target, whenUnsure: gate.whenUnsure },
      project: run.project,
      policy,
      held: await heldSubject(run, held),
      before: measure?.project === undefined ? undefined : measure,
      looks: run.looks,
    },
    run.asking,
    run.needs,
  )
  run.evaluated.push(...evaluation.evaluated)
  const attempt = attemptsAt(candidate.artifact.digest, held).length + 1
  const findings = { evaluation, evidence: evidenceFor(run, candidate, { evaluation, attempt }), attempt }
  const result =
    exitCodeOf(evaluation.headline) === 0 ? await pass(run, candidate, findings) : await stop(run, candidate, findings)
  if (result === 'overtaken') return result
  const { comparisons, notEvaluated } = evaluation
  return { ...result, comparisons, notEvaluated, unreadMeasure: unreadIn(measure) }
}

type Result = Pick<TargetPromotion, 'outcome' | 'evidence'> | 'overtaken'

async function pass(run: Run, candidate: Candidate, { evidence }: Findings): Promise<Result> {
  if (run.request.dryRun) return { outcome: await rehearse(run, candidate), evidence: undefined }
  const outcome = await carryOut(run, candidate, evidence)
  return outcome === 'overtaken' ? outcome : { outcome, evidence: evidence.digest }
}

/** The stop stands, whether or not its evidence can be kept. */
async function stop(run: Run, candidate: Candidate, findings: Findings): Promise<Result> {
  const { headline } = findings.evaluation
  if (run.request.dryRun) return { outcome: { kind: 'stopped', headline, attempt: undefined }, evidence: undefined }
  const kept = await keep(run, candidate, findings)
  if (kept === 'overtaken') return kept
  return { outcome: { kind: 'stopped', headline, attempt: kept?.attempt }, evidence: kept?.evidence }
}

async function keep(
  run: Run,
  { target, artifact, held }: Candidate,
  { evaluation, evidence, attempt }: Findings,
): Promise<KeptAttempt | 'overtaken' | undefined> {
  const { headline, notEvaluated } = evaluation
  const stopped = {
    target: target.name,
    artifact,
    source: run.space.source.commit,
    evidence,
    attempt,
    because: stopReason(headline, notEvaluated),
    by: run.request.by,
    stillTrue: isStillHeld(held),
  }
  try {
    return await keepStopped(stopped, await portsOf(target, run.project, run.space, run.needs))
  } catch (error) {
    if (!(error instanceof LedgerFault)) throw error
    run.needs.log(`the evidence of the stop is not kept: ${error.message}`)
    return undefined
  }
}

/** What the target holds, from the ledger: the commit it came from may be gone. */
async function heldSubject({ space, project }: Run, state: TargetState | undefined): Promise<Subject | undefined> {
  const release = state?.held?.release
  if (release === undefined) return undefined
  return subjectOfArtifact(await artifactFrom(space.ledger, release.digest, release.subject), basePrices(project))
}

function unreadIn(measure: HeldMeasure | undefined): TargetPromotion['unreadMeasure'] {
  if (measure === undefined || measure.project !== undefined) return undefined
  return { commit: measure.commit, because: asUntrusted(measure.why) }
}

function evidenceFor(
  { request, needs, space, project }: Run,
  { target, artifact, held, measure }: Candidate,
  { evaluation, attempt }: Pick<Findings, 'evaluation' | 'attempt'>,
): Evidence {
  const against = held?.held?.release
  return evidenceOf({
    artifact,
    target: target.name,
    project: { name: project.name, folder: project.folder },
    source: space.source.commit,
    policy: { ...policyOrigin(space.policy), commit: space.source.commit },
    comparedWith: against && {
      digest: against.digest,
      source: against.source,
      measure: measure?.project === undefined ? undefined : measure.commit,
    },
    suites: evaluation.suites,
    run: { id: request.by, at: new Date(needs.clock.now()).toISOString() },
    attempt,
    version: request.version,
  })
}

function policyOrigin({ source, extends: extended }: Policy): Pick<Policy, 'source' | 'extends'> {
  return { source, ...(extended !== undefined && { extends: extended }) }
}

async function carryOut(
  run: Run,
  { target, artifact, held }: Candidate,
  evidence: Evidence,
): Promise<PromotionOutcome | 'overtaken'> {
  const delivered = await deliver(
    {
      target: target.name,
      artifact,
      kind: 'promotion',
      source: run.space.source.commit,
      by: run.request.by,
      evidence,
      reason: undefined,
      holdsAgainst: undefined,
      stillWanted: isStillHeld(held),
    },
    await portsOf(target, run.project, run.space, run.needs),
  )
  if (delivered.kind === 'overtaken') return 'overtaken'
  if (delivered.kind === 'undelivered') return { kind: 'undelivered', detail: asUntrusted(delivered.detail) }
  return { kind: 'promoted', sequence: delivered.sequence, replaces: delivered.replaces }
}

/** What it was compared with is what is held, and no later commit had its turn. */
function isStillHeld(decided: TargetState | undefined): (now: TargetState | undefined) => boolean {
  return (now) =>
    now?.held?.release.digest === decided?.held?.release.digest && now?.newestSource === decided?.newestSource
}

/** What delivering would do; nothing is done. */
export async function rehearse(
  { space, project }: Pick<Run, 'space' | 'project'>,
  { target, artifact, held }: Pick<Candidate, 'target' | 'artifact' | 'held'>,
): Promise<PromotionOutcome> {
  const driver = await driverIn(target, project, space)
  const release = {
    target: target.name,
    subject: artifact.subject,
    digest: artifact.digest,
    sequence: nextInChain(held).sequence,
    source: space.source.commit,
  }
  try {
    const steps = driver.plan((await driver.read())?.release, release, releaseFiles(release, artifact, project))
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
