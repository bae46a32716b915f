import { log } from '../adapters/actions/log.ts'
import { today } from '../adapters/system-clock.ts'
import { changeCommits } from '../commands/change-commits.ts'
import { type ProjectsOfChange, projectsOfChange } from '../commands/projects-of-change.ts'
import { runPage } from '../commands/run-page.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import type { Annotation } from '../publishing/forge.ts'
import { pendingStatus, statusOf } from '../publishing/status-of.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { CheckAssignment } from './assignment.ts'
import { checkProject, type EndedProject, tell } from './check-project.ts'
import { expectComments, expectResult } from './expect-result.ts'
import { type Addressee, leave, nothingLeftToTell } from './handover.ts'
import { type EndedProjects, outcomeOf } from './outcome-of-projects.ts'
import { told } from './publish.ts'
import { repositoryOptions, tellerOf } from './surroundings.ts'
import { tellOthers } from './tell-others.ts'
import { giveOutputs } from './tell-report.ts'
import type { Run } from './world.ts'

export interface Checked {
  readonly exitCode: ExitCode
  /** Whether comments and status, where they were wanted, got through. */
  readonly told: boolean
  /** Whether a fault kept a project from having a result. */
  readonly faulted: boolean
}

/** Checks a change and tells the result: in the run, on the pull request, on the commit. Of several projects the worst counts. */
export async function runCheck(assignment: CheckAssignment, run: Run): Promise<Checked> {
  const place = expectResult(assignment, run)
  await tellPending(place, run)
  const request = await requestOf(assignment, run)
  const projects = await projectsOfChange(request)
  const ended = await checkAll(assignment, { request, projects }, run)
  const outcome = outcomeOf(ended, projects.touched.length)
  giveOutputs(outcome.outputs)
  const isTold = await tellEnd(outcome, place, run)
  return {
    exitCode: outcome.exitCode,
    told: isTold && ended.every(({ told }) => told),
    faulted: ended.some(({ result }) => result === undefined),
  }
}

/** Which trees the change compares. */
export async function requestOf(assignment: CheckAssignment, run: Run): Promise<SnapshotRequest> {
  const { dir, env } = run.world
  const place = { dir, repository: repositoryOptions(run), today: today(env) }
  return { ...place, ...(await changeCommits(assignment, place)), project: run.inputs.project }
}

interface Work {
  readonly request: SnapshotRequest
  readonly projects: ProjectsOfChange
}

/** One after another, each within its own policy. What a cancelled job does not come to is told by `post`. */
async function checkAll(
  assignment: CheckAssignment,
  { request, projects }: Work,
  run: Run,
): Promise<readonly EndedProject[]> {
  const { root, touched } = projects
  const annotated: Annotation[] = []
  const ended: EndedProject[] = []
  if (isSeveral(projects)) log(sayWhich(projects))
  for (const expected of expectComments(assignment, touched, run)) {
    if (run.world.signal.aborted) break
    if (isSeveral(projects)) log(`\n${nameOf(expected.folder)}:`)
    ended.push(await checkProject({ assignment, root, expected, request, annotated }, run))
  }
  if (!run.world.signal.aborted) await tellOthers(assignment, projects, run)
  return ended
}

function isSeveral({ touched, untouched, removed }: ProjectsOfChange): boolean {
  return touched.length + untouched.length + removed.length > 1
}

/** `This change touches apps/a; not apps/b. It removes old.` */
function sayWhich({ touched, untouched, removed }: ProjectsOfChange): string {
  const named = (folders: readonly string[]): string => folders.map(nameOf).join(', ')
  const gone = removed.length === 0 ? '' : ` It removes ${named(removed)}.`
  const others = untouched.length === 0 ? '' : `; not ${named(untouched)}`
  return `This change touches ${touched.length === 0 ? 'no project' : named(touched)}${others}.${gone}`
}

function nameOf(folder: string): string {
  return folder === '' ? 'the project at the root' : folder
}

async function tellPending({ status, commit }: Addressee, run: Run): Promise<void> {
  if (status === undefined) return
  const teller = await tellerOf(run.world, run.inputs.token)
  const pending = pendingStatus('is being checked', { context: status, url: runPage(run.world.env) })
  await told(`the status ${status} was not set`, teller, () => teller.forge.setStatus(commit, pending))
}

/** The one status of all projects; left to `post` where the job is being cancelled. */
async function tellEnd(outcome: EndedProjects, place: Addressee, run: Run): Promise<boolean> {
  const { status: context } = place
  const status = context === undefined ? undefined : statusOf(outcome, { context, url: runPage(run.world.env) })
  const telling = { comment: undefined, status, checkRun: undefined }
  leave(run.desk, 'telling', telling)
  if (run.world.signal.aborted) return false
  const isTold = await tell(telling, place, run)
  nothingLeftToTell(run.desk)
  return isTold
}
