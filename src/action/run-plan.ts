import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { giveMatrix } from '../adapters/actions/step.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { plan } from '../commands/plan.ts'
import { projectsOfChange } from '../commands/projects-of-change.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import { matrixOf } from '../evaluation/shard/choose-shards.ts'
import { worstExitCode } from '../verdict/exit-code.ts'
import type { ExitCode, PlanReport } from '../verdict/reports.ts'
import type { CheckAssignment } from './assignment.ts'
import { readingMemory } from './memory-of-change.ts'
import { fetchMemory } from './memory.ts'
import { requestOf } from './run-check.ts'
import { giveOutputs, showReport, shown } from './tell-report.ts'
import type { Run } from './world.ts'

/** Plans the check of every project that a change touches, and says into how many jobs it is dealt. */
export async function runPlan(assignment: CheckAssignment, run: Run): Promise<ExitCode> {
  const request = await requestOf(assignment, run)
  const { root, touched } = await projectsOfChange(request)
  const reports: PlanReport[] = []
  for (const folder of touched)
    reports.push(await planOfProject(assignment, { ...request, dir: root, project: folder }, run))
  const exitCode = worstExitCode(reports.map((report) => report.exitCode))
  const of = Math.max(0, ...reports.map(({ shards }) => shards?.of ?? 0))
  const result = exitCode === 2 ? 'invalid' : of === 0 ? 'nothing-to-evaluate' : 'planned'
  giveOutputs({ result, 'exit-code': String(exitCode), shards: String(of) })
  giveMatrix('matrix', matrixOf(of))
  return exitCode
}

async function planOfProject(
  assignment: CheckAssignment,
  request: SnapshotRequest & { readonly project: string },
  run: Run,
): Promise<PlanReport> {
  const { world, inputs, desk } = run
  const memory = readingMemory(assignment, join(request.dir, request.project))
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memory, world, desk) }),
  }
  const { trials, shards } = inputs
  const result = shown(await plan({ ...request, trials, shards }, needs), run)
  showReport(result, desk)
  return result.report
}
