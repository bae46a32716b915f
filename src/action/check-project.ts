import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { fail } from '../adapters/actions/step.ts'
import { check } from '../commands/check.ts'
import type { Needs } from '../commands/needs.ts'
import { reportOfCheck } from '../commands/report.ts'
import type { Rendered } from '../commands/validate.ts'
import { explainFault } from '../commands/explain-fault.ts'
import { openNeeds } from '../commands/open-needs.ts'
import type { SnapshotRequest } from '../commands/workspace.ts'
import type { Annotation } from '../publishing/forge.ts'
import { headlineLine } from '../report/headline-line.ts'
import type { CheckReport, ExitCode } from '../verdict/reports.ts'
import type { CheckAssignment } from './assignment.ts'
import type { ExpectedProject } from './expect-result.ts'
import { type Addressee, leave, type Telling } from './handover.ts'
import { broughtJournals } from './journals.ts'
import { memoryOfChange } from './memory-of-change.ts'
import { fetchMemory, saveMemory } from './memory.ts'
import { tellingWithout } from './no-result.ts'
import { publish } from './publish.ts'
import { tellerOf } from './surroundings.ts'
import { showAnnotations, showReport, shown, tellingOf } from './tell-report.ts'
import type { Run } from './world.ts'
import { runPage } from '../commands/run-page.ts'

/** How the check of one project ended. */
export interface EndedProject {
  readonly folder: string
  readonly exitCode: ExitCode
  /** In one line of plain text. */
  readonly says: string
  /** With the path of its JSON; undefined where a fault was in the way. */
  readonly result: { readonly report: CheckReport; readonly file: string } | undefined
  /** Whether the comment, where one was wanted, got through. */
  readonly told: boolean
}

export interface ProjectCheck {
  readonly assignment: CheckAssignment
  /** Of the repository, and of this project in it. */
  readonly root: string
  readonly expected: ExpectedProject
  readonly request: SnapshotRequest
  /** Annotations of earlier projects: the runner shows few of each level. Added to. */
  readonly annotated: Annotation[]
}

/** Checks one project of a change and tells the result. A fault is told as well, and keeps no other project from its check. */
export async function checkProject(project: ProjectCheck, run: Run): Promise<EndedProject> {
  try {
    return await checked(project, run)
  } catch (fault) {
    const { exitCode, message } = explainFault(fault)
    fail(message, exitCode)
    const { place, folder } = project.expected
    const telling = tellingWithout({ exitCode, why: message }, place, runPage(run.world.env))
    const told = await tellProject(telling, project, run)
    return { folder, exitCode, says: `no result: ${message.split('\n')[0]}`, result: undefined, told }
  }
}

async function checked(project: ProjectCheck, run: Run): Promise<EndedProject> {
  const { assignment, root, expected, request, annotated } = project
  const { world, inputs } = run
  const { folder, desk, place } = expected
  const memory = memoryOfChange(assignment, join(root, folder))
  const needs = {
    ...openNeeds(world.env, { signal: world.signal, log }),
    ...(inputs.cache && { fetchMemory: () => fetchMemory(memory, world, desk) }),
  }
  const rendered = await resultOf({ ...request, dir: root, project: folder }, run, needs)
  const result = shown(rendered, run)
  const annotations = showAnnotations(result, assignment, annotated)
  const file = showReport(result, desk)
  const told = await tellProject(tellingOf(result, { place, annotations }), project, run)
  await saveMemory(world, desk)
  const { report, rendering } = result
  return {
    folder,
    exitCode: report.exitCode,
    says: headlineLine(report, rendering.secrets),
    result: { report, file },
    told,
  }
}

/** What the check finds; or what its shards found, put together, with what they asked to be remembered. */
function resultOf(request: SnapshotRequest, run: Run, needs: Needs): Promise<Rendered<CheckReport>> {
  const { command, fresh, trials, stopEarly, cache } = run.inputs
  if (command !== 'report') return check({ ...request, fresh, trials, stopEarly }, needs)
  return reportOfCheck({ ...request, paths: [broughtJournals(run)], remembers: cache }, needs)
}

/** Leaves it to `post` where the job is being cancelled. */
async function tellProject(telling: Telling, { expected }: ProjectCheck, run: Run): Promise<boolean> {
  leave(expected.desk, 'telling', telling)
  if (run.world.signal.aborted) return false
  const told = await tell(telling, expected.place, run)
  leave(expected.desk, 'told', true)
  return told
}

/** Whether it got through, where anything may be written. */
export async function tell(telling: Telling, place: Addressee, { world, inputs }: Run): Promise<boolean> {
  return !place.writes || publish(telling, place, await tellerOf(world, inputs.token))
}
