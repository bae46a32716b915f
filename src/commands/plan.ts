import type { PlanReport } from '../verdict/reports.ts'
import { renewal } from './asking.ts'
import { peekMemory } from './call-memory.ts'
import type { Needs } from './needs.ts'
import { planWork, trustedPrices } from './planned-work.ts'
import { loadTrees, type Trees } from './projects.ts'
import { recordedStore } from './recorded-answers.ts'
import { keysOf, nameOf, projectName, requireProject, type Rendered } from './validate.ts'
import { openWorkspace, type SnapshotRequest } from './workspace.ts'
import type { CallStore } from '../evaluation/call.ts'
import type { CallSources } from '../evaluation/recall.ts'

/** What a check would do and cost. Calls no model and leaves nothing behind but what it fetched for `extends`. */
export async function plan(
  request: SnapshotRequest,
  needs: Pick<Needs, 'openTransport' | 'clock'>,
): Promise<Rendered<PlanReport>> {
  await using scope = new AsyncDisposableStack()
  const workspace = await openWorkspace(request, scope)
  const trees = await loadTrees(workspace)
  requireProject(trees.head, workspace)
  const project = trees.head.loaded.project
  const memory = await peekMemory(workspace, scope)
  const sources = { ...callSources(trees, memory, needs), ...renewal({ fresh: false }, needs.clock.now()) }
  const work = project && (await planWork(trees, project, workspace, sources))
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
    exitCode: work === undefined ? 2 : work.plan.notAvailable === undefined ? 0 : 3,
  }
  return { report, sources: trees.head.sources, keys: keysOf(trees.policy) }
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
  }
}
