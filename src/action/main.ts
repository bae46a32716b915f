import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { log } from '../adapters/actions/log.ts'
import { fail, giveOutput, mask, saveState } from '../adapters/actions/step.ts'
import { explainFault } from '../commands/explain-fault.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { Assignment, CheckAssignment } from './assignment.ts'
import { concludeWithout } from './conclude.ts'
import { assignmentOf } from './event.ts'
import { basicCredentials } from './git-credentials.ts'
import { leave } from './handover.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { outputsWithout } from './outputs.ts'
import { runCheck } from './run-check.ts'
import { runPlan } from './run-plan.ts'
import { runPromote } from './run-promote.ts'
import { runRelease } from './run-release.ts'
import { runSecondStage } from './run-second-stage.ts'
import { runShard } from './run-shard.ts'
import type { Run, World } from './world.ts'

/** The first step of the action, to its exit code. Nothing is thrown; whatever happens, `post` knows how far it came. */
export async function main(world: World): Promise<ExitCode> {
  const desk = mkdtempSync(join(world.temporary, 'llmops-'))
  saveState('desk', desk)
  const exitCode = await concluded(world, desk)
  leave(desk, 'ended', exitCode)
  return exitCode
}

async function concluded(world: World, desk: string): Promise<ExitCode> {
  try {
    const inputs = readInputs()
    hideCredentials(inputs)
    return await carryOut(assignmentFor(inputs, world), { world, inputs, desk })
  } catch (fault) {
    const { exitCode, message } = explainFault(fault)
    for (const [name, value] of Object.entries(outputsWithout(exitCode))) giveOutput(name, value)
    fail(message, exitCode)
    await concludeWithout({ exitCode, why: message }, world, desk)
    return exitCode
  }
}

function hideCredentials({ token }: Inputs): void {
  if (token === undefined) return
  mask(token)
  mask(basicCredentials(token))
}

function assignmentFor({ command }: Inputs, { env }: World): Assignment {
  const event = env['GITHUB_EVENT_NAME']
  const file = env['GITHUB_EVENT_PATH']
  if (event === undefined || file === undefined) throw new UsageFault('the action runs in a workflow of GitHub Actions')
  return assignmentOf({ payload: { event, content: JSON.parse(readFileSync(file, 'utf8')) }, env, command })
}

async function carryOut(assignment: Assignment, run: Run): Promise<ExitCode> {
  if (assignment.do !== 'nothing') requireCheckout(run.world)
  switch (assignment.do) {
    case 'check':
      return deferred(assignment, await aboutChange(assignment, run), run.inputs)
    case 'second stage':
      return runSecondStage(assignment, run)
    case 'promote':
      return runPromote(assignment, run)
    case 'status':
    case 'rollback':
      return runRelease(assignment, run)
    case 'nothing':
      log(`Nothing to do: ${assignment.because}.`)
      return 0
  }
}

async function aboutChange(assignment: CheckAssignment, run: Run): Promise<ExitCode> {
  const { command, shard } = run.inputs
  if (command === 'plan') return runPlan(assignment, run)
  return shard === undefined ? (await runCheck(assignment, run)).exitCode : runShard(assignment, shard, run)
}

function requireCheckout({ dir }: World): void {
  if (existsSync(join(dir, '.git'))) return
  throw new UsageFault(
    'nothing is checked out here: put a step `uses: actions/checkout` before this one, without `path`',
  )
}

/** Without keys a first stage cannot decide; what is invalid, or makes no sense, no second stage will mend. */
function deferred({ outsider }: CheckAssignment, exitCode: ExitCode, { defer }: Inputs): ExitCode {
  const waits = defer && outsider !== undefined && (exitCode === 1 || exitCode === 3 || exitCode === 4)
  if (!waits) return exitCode
  log(`This comes from ${outsider}, so the second stage decides: it has the keys.`)
  return 0
}
