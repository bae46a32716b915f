import { log } from '../adapters/actions/log.ts'
import { openNeeds } from '../commands/open-needs.ts'
import { rollback } from '../commands/rollback.ts'
import { status } from '../commands/status.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { ReleaseAssignment } from './assignment.ts'
import type { Concluding } from './outputs.ts'
import { releaseRequest, whoRuns } from './release-request.ts'
import { showInRun, type Shown, shown } from './tell-report.ts'
import type { Run } from './world.ts'

/** Looks at the targets, or takes the last promotion of one back. */
export async function runRelease(assignment: ReleaseAssignment, run: Run): Promise<ExitCode> {
  const result = assignment.do === 'status' ? await statusOf(assignment, run) : await rollBack(assignment, run)
  showInRun(result, run.desk)
  return result.report.exitCode
}

async function statusOf(assignment: ReleaseAssignment, run: Run): Promise<Shown<Concluding>> {
  return shown(await status(releaseRequest(assignment, run), needsOf(run)), run)
}

async function rollBack(assignment: ReleaseAssignment, run: Run): Promise<Shown<Concluding>> {
  const { target } = run.inputs
  if (target === undefined) throw new UsageFault('which target? Write `target:` under `with:`')
  const request = { ...releaseRequest(assignment, run), target, to: undefined, reason: undefined }
  return shown(await rollback({ ...request, by: whoRuns(run.world.env) }, needsOf(run)), run)
}

function needsOf({ world: { env, signal } }: Run) {
  return openNeeds(env, { signal, log })
}
