import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { promote, type PromoteRequest } from '../commands/promote.ts'
import { version } from '../commands/version.ts'
import { commentOf } from '../report/comment.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { PromoteAssignment } from './assignment.ts'
import { fetchMemory, saveMemory } from './memory.ts'
import { projectOfChange } from './project-of-change.ts'
import { told, writeComment } from './publish.ts'
import { releaseRequest, whoRuns } from './release-request.ts'
import { tellerOf } from './surroundings.ts'
import { showAnnotations, showInRun, type Shown, shown } from './tell-report.ts'
import type { ActionReport } from './outputs.ts'
import type { Run } from './world.ts'

/** Promotes a commit of the default branch, and tells it where that was merged. */
export async function runPromote(assignment: PromoteAssignment, run: Run): Promise<ExitCode> {
  const { world, inputs, desk } = run
  const request = await located(assignment, run)
  const memory = { folder: join(request.dir, request.project ?? ''), reads: ['main'], saves: 'main' } as const
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memory, world, desk) }),
  }
  const result = shown(await promote(request, needs), run)
  showAnnotations(result, { isSecondStage: false })
  showInRun(result, desk)
  await saveMemory(world, desk)
  if (inputs.comment && !world.signal.aborted) await commentOnMerge(assignment, result, run)
  return result.report.exitCode
}

async function located(assignment: PromoteAssignment, run: Run): Promise<PromoteRequest> {
  const request = releaseRequest(assignment, run)
  const { root, folder } = await projectOfChange({ ...request, base: undefined })
  const { target, dryRun } = run.inputs
  return { ...request, dir: root, project: folder, target, dryRun, by: whoRuns(run.world.env), version }
}

/** A direct push has no pull request, and nobody is told. */
async function commentOnMerge(
  { commit }: PromoteAssignment,
  { report, rendering }: Shown<ActionReport>,
  { world, inputs }: Run,
): Promise<void> {
  const comment = commentOf(report, rendering, inputs.target)
  if (comment?.create !== true || inputs.token === undefined) return
  const teller = await tellerOf(world, inputs.token)
  await told('the comment on the merged pull request was not written', teller, async () => {
    const pull = await teller.forge.pullRequestOfMerge(commit)
    if (pull !== undefined) await writeComment(comment, pull.number, teller.forge)
  })
}
