import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { giveOutput } from '../adapters/actions/step.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { projectsOfChange } from '../commands/projects-of-change.ts'
import { checkShard } from '../commands/shard.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import type { Shard } from '../evaluation/shard/shard.ts'
import { worstExitCode } from '../verdict/exit-code.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { ShardReport } from '../verdict/shard-report.ts'
import type { CheckAssignment } from './assignment.ts'
import { shardJournals } from './journals.ts'
import { readingMemory } from './memory-of-change.ts'
import { fetchMemory } from './memory.ts'
import { requestOf } from './run-check.ts'
import { giveOutputs, showReport, shown } from './tell-report.ts'
import type { Run } from './world.ts'

/**
 * Runs a shard of the check of every project that a change touches. Nobody is told but this run's page: the report over all
 * shards tells. Where the journals are is said first, so that they are handed on whatever happens.
 */
export async function runShard(assignment: CheckAssignment, shard: Shard, run: Run): Promise<ExitCode> {
  giveOutput('journals', shardJournals(run))
  const request = await requestOf(assignment, run)
  const { root, touched } = await projectsOfChange(request)
  const codes: ExitCode[] = []
  for (const folder of touched) {
    const report = await shardOfProject(assignment, { ...request, dir: root, project: folder }, shard, run)
    codes.push(report.exitCode)
  }
  const exitCode = worstExitCode(codes)
  giveOutputs({
    result: exitCode === 0 ? 'whole' : exitCode === 2 ? 'invalid' : 'incomplete',
    'exit-code': String(exitCode),
  })
  return exitCode
}

async function shardOfProject(
  assignment: CheckAssignment,
  request: SnapshotRequest & { readonly project: string },
  shard: Shard,
  run: Run,
): Promise<ShardReport> {
  const { world, inputs, desk } = run
  const memory = readingMemory(assignment, join(request.dir, request.project))
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memory, world, desk) }),
  }
  const { fresh, trials } = inputs
  const rendered = await checkShard({ ...request, fresh, trials, shard, journal: shardJournals(run) }, needs)
  const result = shown(rendered, run)
  showReport(result, desk)
  return result.report
}
