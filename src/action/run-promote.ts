import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { promote, type PromoteRequest } from '../commands/promote.ts'
import { version } from '../commands/version.ts'
import type { PullRequest } from '../publishing/forge.ts'
import { spentBy } from '../publishing/tally.ts'
import { commentOf } from '../report/comment.ts'
import { checkMarker } from '../report/markdown/marker.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { PromoteAssignment } from './assignment.ts'
import { fetchMemory, saveMemory } from './memory.ts'
import { projectToPromote } from './project-to-promote.ts'
import { told, type Teller, writeComment } from './publish.ts'
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
  const merged = mergedPullRequest(assignment, run)
  const costOfChecks = () => spentBeforeMerge(merged, request.project ?? '')
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.comment && { costOfChecks }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memory, world, desk) }),
  }
  const result = shown(await promote(request, needs), run)
  showAnnotations(result, { isSecondStage: false })
  showInRun(result, desk)
  await saveMemory(world, desk)
  if (inputs.comment && !world.signal.aborted) await commentOnMerge(merged, result, run)
  return result.report.exitCode
}

async function located(assignment: PromoteAssignment, run: Run): Promise<PromoteRequest> {
  const request = releaseRequest(assignment, run)
  const { root, folder } = await projectToPromote({ ...request, base: undefined })
  const { target, dryRun } = run.inputs
  return { ...request, dir: root, project: folder, target, dryRun, by: whoRuns(run.world.env), version }
}

/** The pull request whose merge made the commit, and who may write there; it is looked for once. */
interface Merged {
  teller(): Promise<Teller | undefined>
  /** Undefined for a direct push. Throws ForgeFault. */
  pullRequest({ forge }: Teller): Promise<PullRequest | undefined>
}

function mergedPullRequest({ commit }: PromoteAssignment, { world, inputs }: Run): Merged {
  let found: Promise<PullRequest | undefined> | undefined
  return {
    teller: async () => (inputs.token === undefined ? undefined : tellerOf(world, inputs.token)),
    pullRequest: ({ forge }) => (found ??= forge.pullRequestOfMerge(commit)),
  }
}

/** A direct push has no pull request, and nobody is told. */
async function commentOnMerge(
  merged: Merged,
  { report, rendering }: Shown<ActionReport>,
  { inputs }: Run,
): Promise<void> {
  const comment = commentOf(report, rendering, inputs.target)
  const teller = comment?.create === true ? await merged.teller() : undefined
  if (comment === undefined || teller === undefined) return
  await told('the comment on the merged pull request was not written', teller, async () => {
    const pull = await merged.pullRequest(teller)
    if (pull !== undefined) await writeComment(comment, pull.number, teller.forge)
  })
}

/** What the checks of the merged pull request cost, by their comment there; undefined where nobody knows. */
async function spentBeforeMerge(merged: Merged, folder: string): Promise<number | undefined> {
  const teller = await merged.teller()
  if (teller === undefined) return undefined
  let spent: number | undefined
  await told('what the checks cost is not known, so the budget of the month does not count it', teller, async () => {
    const pull = await merged.pullRequest(teller)
    const own = pull === undefined ? [] : await teller.forge.ownComments(pull.number)
    spent = spentBy(own.find(({ body }) => body.startsWith(checkMarker(folder)))?.body)
  })
  return spent
}
