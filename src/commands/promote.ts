import { type Spent, spentOn } from '../evaluation/expense.ts'
import { keepNone } from '../evaluation/trial-log.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { deliveryOrder } from '../promotion/delivery-order.ts'
import { DeliveryFault, type Release } from '../promotion/driver.ts'
import { targetName } from '../promotion/target-name.ts'
import type { DeploymentTarget, Project } from '../resources/project.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import { exitCodeOf, worstExitCode } from '../verdict/exit-code.ts'
import type { PromoteReport, PromotionOutcome, TargetPromotion } from '../verdict/promotion-reports.ts'
import type { ExitCode } from '../verdict/reports.ts'
import { askWithin, renewal } from './asking.ts'
import { openMemory, rehearsalMemory } from './call-memory.ts'
import { leftOf, monthInLedger, noteExpense } from './month.ts'
import type { Needs } from './needs.ts'
import { basePrices, rateLimits } from './known-models.ts'
import { promoteTarget } from './promote-target.ts'
import type { PromoteRequest, Run } from './promotion-run.ts'
import { recordedStore } from './recorded-answers.ts'
import { portsOf } from './release-ports.ts'
import { artifactFrom, openReleaseSpace, requireMerged, type ReleaseSpace } from './release-space.ts'
import { followRename, knownState, settleTarget } from './settle.ts'
import { hasErrors, keysOf, nameOf, projectName, type Rendered } from './validate.ts'

export type { PromoteRequest } from './promotion-run.ts'

/** The merge's job: evaluate the commit, decide each target against what it holds, deliver and record. */
export async function promote(request: PromoteRequest, needs: Needs): Promise<Rendered<PromoteReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope, request.dryRun ? 'looks' : 'delivers')
  const { project } = space.tree.loaded
  const valid = project !== undefined && !hasErrors(space.tree.diagnostics)
  if (valid) await requireMerged(space)
  const evaluated: EvaluationResult[] = []
  const remembering = valid ? await rememberingOf(request, space, scope, needs) : undefined
  const { targets, recovered } =
    valid && remembering !== undefined
      ? await promoteAll({ request, needs, space, project, evaluated, ...remembering })
      : { targets: [], recovered: [] }
  const spent = remembering?.asking.spentOn(evaluated) ?? spentOn([])
  if (valid && !request.dryRun) await noteExpenses(request, space, spent, needs)
  const report: PromoteReport = {
    version: 1,
    command: 'promote',
    project: projectName(space.tree, { ...space, head: space.source }),
    source: nameOf(space.source),
    dryRun: request.dryRun,
    diagnostics: space.tree.diagnostics,
    targets,
    recovered,
    spent,
    exitCode: valid ? worstExitCode(targets.map(({ outcome }) => exitCodeOfOutcome(outcome))) : 2,
  }
  return { report, sources: space.tree.sources, keys: keysOf(space.policy) }
}

async function promoteAll(run: Run): Promise<Pick<PromoteReport, 'targets' | 'recovered'>> {
  const { request, project } = run
  const all = chosen(project, request.target)
  const unsettled = new Map<string, string>()
  const recovered = request.dryRun ? [] : await settle(run, all, unsettled)
  const targets: TargetPromotion[] = []
  for (const target of all) targets.push(await promoteTarget(run, target, unsettled.get(target.name)))
  return { targets, recovered }
}

/** Who asks, and who counts how often was looked at what was answered. */
async function rememberingOf(
  { dryRun }: PromoteRequest,
  space: ReleaseSpace,
  scope: AsyncDisposableStack,
  needs: Needs,
): Promise<Pick<Run, 'asking' | 'looks'>> {
  const { tree, policy } = space
  const recorded = recordedStore([tree.recorded])
  await needs.fetchMemory?.()
  const store = dryRun ? await rehearsalMemory(space, scope) : await openMemory(space, scope, needs)
  const basePrice = basePrices(tree.loaded.project)
  const memory = { policy, store, recorded, notBefore: undefined }
  const rateLimit = rateLimits(tree.loaded.project)
  const sources = { ...memory, openTransport: needs.openTransport, basePrice, rateLimit }
  const now = needs.clock.now()
  const left = leftOf(await monthInLedger(space.ledger, policy, now))
  const asking = askWithin({ ...sources, ...renewal({ fresh: false }, now) }, needs, keepNone(), left)
  return { asking, looks: store.looks }
}

/** Notes in the ledger what the run cost, and what the checks before it did, where somebody knows and it matters. */
async function noteExpenses(
  { by }: PromoteRequest,
  { source, ledger, policy }: ReleaseSpace,
  { usd, chargedUsd = usd, newCalls }: Spent,
  needs: Needs,
): Promise<void> {
  const ports = { ledger, clock: needs.clock, signal: needs.signal }
  const of = { source: source.commit, by }
  const calls = newCalls === 0 ? {} : { calls: newCalls }
  await noteExpense({ of: 'promotion', usd: chargedUsd, ...calls, ...of }, ports, needs.log)
  const checksUsd = policy.budget.monthUsd === undefined ? undefined : await needs.costOfChecks?.(source.commit)
  if (checksUsd !== undefined) await noteExpense({ of: 'checks', usd: checksUsd, ...of }, ports, needs.log)
}

/**
 * Claims that earlier runs left behind, finished; targets that no longer hold what the ledger says, set right; and renamed
 * ones given their history. One that cannot be reached is said so when its turn comes.
 */
async function settle(
  run: Run,
  targets: readonly DeploymentTarget[],
  unsettled: Map<string, string>,
): Promise<PromoteReport['recovered']> {
  const recovered: PromoteReport['recovered'][number][] = []
  for (const target of targets) {
    const settled = await settleOne(run, target).catch((error: unknown) => {
      if (!(error instanceof DeliveryFault)) throw error
      unsettled.set(target.name, error.message)
      return undefined
    })
    if (settled !== undefined) recovered.push(settled)
  }
  return recovered
}

async function settleOne(
  { request, needs, space, project }: Run,
  target: DeploymentTarget,
): Promise<PromoteReport['recovered'][number] | undefined> {
  const { ledger } = space
  const name = targetName(target.name, project)
  const ports = await portsOf(target, project, space, needs)
  const state = await knownState(await ledger.read(), name, ports.driver)
  if (state === undefined) return undefined
  const artifactOf = (release: Release) => artifactFrom(ledger, release.digest, release.subject)
  const why = await settleTarget(state, ports, artifactOf)
  await followRename(name, request.by, ports, artifactOf)
  if (why === undefined) return undefined
  const { digest, sequence } = (why === 'unfinished' ? state.latest : (state.held ?? state.latest)).release
  return { target: target.name, sequence, digest, why }
}

function chosen(project: Project, name: string | undefined): readonly DeploymentTarget[] {
  const all = deliveryOrder(project.targets)
  if (name === undefined) return all
  const target = all.find((one) => one.name === name)
  if (target === undefined)
    throw new UsageFault(`no DeploymentTarget '${name}'; there are: ${all.map((one) => one.name).join(', ') || 'none'}`)
  return [target]
}

function exitCodeOfOutcome(outcome: PromotionOutcome): ExitCode {
  if (outcome.kind === 'stopped') return exitCodeOf(outcome.headline)
  return outcome.kind === 'undelivered' ? 3 : 0
}
