import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { today } from '../adapters/system-clock.ts'
import { changeCommits } from '../commands/change-commits.ts'
import { check } from '../commands/check.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { runPage } from '../commands/run-page.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import { pendingStatus } from '../publishing/status-of.ts'
import { checkMarker } from '../report/markdown/marker.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { CheckAssignment } from './assignment.ts'
import { type Addressee, leave, nothingLeftToTell } from './handover.ts'
import { fetchMemory, saveMemory } from './memory.ts'
import { projectOfChange } from './project-of-change.ts'
import { publish, told } from './publish.ts'
import { statusContext } from './status-context.ts'
import { repositoryOptions, tellerOf } from './surroundings.ts'
import { showAnnotations, showInRun, shown, tellingOf } from './tell-report.ts'
import type { Run } from './world.ts'

export interface Checked {
  readonly exitCode: ExitCode
  /** Whether comment and status, where they were wanted, got through. */
  readonly told: boolean
}

/** Checks a change and tells the result: in the run, on the pull request, on the commit. */
export async function runCheck(assignment: CheckAssignment, run: Run): Promise<Checked> {
  const { world, inputs, desk } = run
  await tellPending(expectResult(assignment, undefined, run), run)
  const request = await requestOf(assignment, run)
  const { root, folder } = await projectOfChange(request)
  const place = expectResult(assignment, folder, run)
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memoryOf(assignment, join(root, folder)), world, desk) }),
  }
  const rendered = await check({ ...request, dir: root, project: folder, fresh: inputs.fresh }, needs)
  const result = shown(rendered, run)
  const telling = tellingOf(result, { place, annotations: showAnnotations(result, assignment) })
  leave(desk, 'telling', telling)
  showInRun(result, desk)
  const isTold = !world.signal.aborted && (await tell(telling, place, run))
  await saveMemory(world, desk)
  return { exitCode: result.report.exitCode, told: isTold }
}

async function requestOf(assignment: CheckAssignment, run: Run): Promise<SnapshotRequest> {
  const { dir, env } = run.world
  const place = { dir, repository: repositoryOptions(run), today: today(env) }
  return { ...place, ...(await changeCommits(assignment, place)), project: run.inputs.project }
}

/**
 * From now on somebody is told, whatever happens; whose token may not write, nothing beside the run itself.
 * @param folder of the project; undefined while it is not known: then no comment is its
 */
export function expectResult(
  { told, outsider }: CheckAssignment,
  folder: string | undefined,
  { inputs, desk }: Run,
): Addressee {
  const writes = outsider === undefined && inputs.token !== undefined
  const comments = writes && inputs.comment && told.pullRequest !== undefined
  const place = {
    ...told,
    writes,
    marker: comments && folder !== undefined ? checkMarker(folder) : undefined,
    status: writes ? statusContext(inputs, told) : undefined,
  }
  leave(desk, 'place', place)
  return place
}

/** Each reads main's answers; a pull request adds to its own, and never to main's. */
function memoryOf({ told: { pullRequest }, outsider }: CheckAssignment, folder: string) {
  const own = pullRequest && { pullRequest: pullRequest.number }
  return {
    folder,
    reads: ['main', ...(own === undefined ? [] : [own])] as const,
    saves: outsider === undefined ? own : undefined,
  }
}

async function tellPending({ status, commit }: Addressee, run: Run): Promise<void> {
  if (status === undefined) return
  const teller = await tellerOf(run.world, run.inputs.token)
  const pending = pendingStatus('is being checked', { context: status, url: runPage(run.world.env) })
  await told(`the status ${status} was not set`, teller, () => teller.forge.setStatus(commit, pending))
}

async function tell(telling: Parameters<typeof publish>[0], place: Addressee, run: Run): Promise<boolean> {
  const done = !place.writes || (await publish(telling, place, await tellerOf(run.world, run.inputs.token)))
  nothingLeftToTell(run.desk)
  return done
}
