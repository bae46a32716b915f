import type { PlanReport } from '../verdict/reports.ts'
import { renewal } from './asking.ts'
import { peekMemory } from './call-memory.ts'
import type { Needs } from './needs.ts'
import { rateLimits, trustedPrices } from './known-models.ts'
import { affectsSuites, type PlannedWork, planWork } from './planned-work.ts'
import { loadTrees, type Trees } from './projects.ts'
import { recordedStore } from './recorded-answers.ts'
import type { RunRequest } from './run-work.ts'
import { keysOf, nameOf, projectName, requireProject, type Rendered } from './validate.ts'
import { openWorkspace, type SnapshotRequest } from './workspace.ts'
import { planCalls } from '../evaluation/plan-calls.ts'
import type { CallStore } from '../evaluation/call.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { countTrials } from '../evaluation/evaluate.ts'
import { chooseShards, type ShardPlan } from '../evaluation/shard/choose-shards.ts'
import { evaluationsIn } from './work.ts'

export interface PlanRequest extends SnapshotRequest, Pick<RunRequest, 'trials'> {
  /** Into how many shards the check is to be dealt; absent: as its expected time suggests. */
  readonly shards?: number | undefined
}

/** What a check would do and cost. Calls no model and leaves nothing behind but what it fetched for `extends`. */
export async function plan(
  request: PlanRequest,
  needs: Pick<Needs, 'openTransport' | 'clock' | 'fetchMemory'>,
): Promise<Rendered<PlanReport>> {
  await using scope = new AsyncDisposableStack()
  const workspace = await openWorkspace(request, scope)
  const trees = await loadTrees(workspace)
  requireProject(trees.head, workspace)
  const project = trees.head.loaded.project
  if (project !== undefined && (await affectsSuites(trees, project, workspace))) await needs.fetchMemory?.()
  const memory = await peekMemory(workspace, scope)
  const now = needs.clock.now()
  const sources = { ...callSources(trees, memory, needs), ...renewal({ fresh: false }, now) }
  const work =
    project &&
    (await planWork(trees, project, workspace, { plan: (of) => planCalls(of, sources), trials: request.trials }, now))
  const report: PlanReport = {
    version: 1,
    command: 'plan',
    project: projectName(trees.head, workspace),
    base: workspace.base && nameOf(workspace.base),
    head: nameOf(workspace.head),
    policy: trees.policy.source,
    ...(trees.policy.extends !== undefined && { extends: trees.policy.extends }),
    diagnostics: trees.head.diagnostics,
    plan: work?.plan,
    unaffected: work?.unaffected ?? [],
    ...(work !== undefined && { shards: shardsOf(work, trees, request.shards) }),
    exitCode: work === undefined ? 2 : work.plan.notAvailable === undefined ? 0 : 3,
  }
  return { report, sources: trees.head.sources, keys: keysOf(trees.policy) }
}

function shardsOf({ pairs, plan }: PlannedWork, { policy }: Trees, wanted: number | undefined): ShardPlan {
  const limits = [...policy.providers.values()].flatMap((one) => (one.type === 'replay' ? [] : one.concurrency))
  const atOnce = limits.length === 0 ? 1 : Math.min(...limits)
  return chooseShards(
    { trials: countTrials(evaluationsIn(pairs)), minutes: plan.total.minutes?.expected ?? 0, atOnce },
    wanted,
  )
}

/** Where answers may come from in a comparison of two trees. */
export function callSources(trees: Trees, store: CallStore, needs: Pick<Needs, 'openTransport'>): CallSources {
  return {
    policy: trees.policy,
    store,
    recorded: recordedStore([...(trees.base === undefined ? [] : [trees.base.recorded]), trees.head.recorded]),
    notBefore: undefined,
    openTransport: needs.openTransport,
    basePrice: trustedPrices(trees.policyProject),
    rateLimit: rateLimits(trees.policyProject, trees.base?.loaded.project, trees.head.loaded.project),
  }
}
