import { log } from '../adapters/actions/log.ts'
import { testMerge } from '../commands/change-commits.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'
import type { PullRequest } from '../publishing/forge.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { SecondStage } from './assignment.ts'
import { dependabot } from './event.ts'
import { nothingLeftToTell } from './handover.ts'
import { expectResult } from './expect-result.ts'
import { runCheck } from './run-check.ts'
import { repositoryOptions, tellerOf } from './surroundings.ts'
import type { Run } from './world.ts'

/**
 * Checks what comes from outside where keys are: what the first stage found is not believed, for whoever proposes a change
 * writes its workflow, too. Only commits are read, as data. The job passes where the result was told, whatever it is: it
 * stands on the pull request and its commit, and this run belongs to the default branch.
 *
 * Only what is proposed to that branch is checked: policy says where keys go, and the one of another branch may be anybody's.
 */
export async function runSecondStage(stage: SecondStage, run: Run): Promise<ExitCode> {
  const { forge } = await tellerOf(run.world, run.inputs.token)
  const open = await forge.pullRequestsAt(stage.head)
  if (open.length === 0) return nothing(`no open pull request stands at ${shortOf(stage)} any more`)
  const pull = open.find(({ baseBranch }) => baseBranch === stage.branch)
  if (pull === undefined)
    return nothing(`pull request ${open[0]?.number} is to change another branch than ${stage.branch}`)
  if (!stage.fromFork && pull.author !== dependabot)
    return nothing(`pull request ${pull.number} is of this repository, so its own run has told everything`)
  return checkOutsider(stage, pull, run)
}

async function checkOutsider(stage: SecondStage, pull: PullRequest, run: Run): Promise<ExitCode> {
  expectResult(checkOf(stage, pull, stage.head.sha), run)
  const place = { dir: run.world.dir, repository: repositoryOptions(run) }
  const head = await testMerge({ number: pull.number, pullHead: stage.head.sha }, place)
  if (head === undefined) {
    nothingLeftToTell(run.desk)
    return nothing(`pull request ${pull.number} has no test merge of ${shortOf(stage)}: a newer commit, or a conflict`)
  }
  const { exitCode, told, faulted } = await runCheck(checkOf(stage, pull, head), run)
  if (faulted) return exitCode
  if (run.world.signal.aborted) return 3 // the post step tells it
  if (!told) throw new IncompleteFault(`the result did not reach pull request ${pull.number}`)
  return 0
}

function checkOf({ head: pullHead }: SecondStage, { number, baseBranch }: PullRequest, head: string) {
  return {
    do: 'check',
    head,
    base: { from: 'first parent', branch: baseBranch },
    told: { commit: pullHead.sha, pullRequest: { number, head: pullHead }, otherBranch: undefined },
    outsider: undefined,
    isSecondStage: true,
  } as const
}

function shortOf({ head }: SecondStage): string {
  return head.sha.slice(0, 7)
}

function nothing(because: string): ExitCode {
  log(`Nothing to do: ${because}.`)
  return 0
}
