import { UsageFault } from '../diagnostic/fault.ts'
import { nearest } from '../source/nearest.ts'
import type { Assignment, CheckAssignment, Outsider, SecondStage } from './assignment.ts'
import {
  branchAt,
  branchOfRefAt,
  commitAt,
  isBranch,
  isCommit,
  loginAt,
  numberAt,
  type Payload,
  valueAt,
} from './payload.ts'

/** What `command:` may say. */
export const commands = ['auto', 'check', 'plan', 'report', 'promote', 'status', 'rollback'] as const
export type Command = (typeof commands)[number]

/** Those about a change: a check in one job, or planned, in shards, and reported. */
const ofChange: readonly Command[] = ['check', 'plan', 'report']

/** Why the action runs. */
export interface Trigger {
  readonly payload: Payload
  readonly env: Readonly<Record<string, string | undefined>>
  readonly command: Command
}

/** What to do. Pure. Throws UsageFault, with what to write, where an event and a command make no sense together. */
export function assignmentOf(trigger: Trigger): Assignment {
  const { payload, command } = trigger
  switch (payload.event) {
    case 'pull_request':
      return requires(trigger, ofChange, () => ofPullRequest(trigger))
    case 'merge_group':
      return requires(trigger, ofChange, () => ofMergeGroup(payload))
    case 'push':
      return requires(trigger, ['promote', 'status'], () => ofPush(trigger))
    case 'schedule':
      return requires(trigger, ['promote', 'status'], () => onBranch(trigger, command === 'auto' ? 'promote' : command))
    case 'workflow_dispatch':
      return onBranch(trigger, dispatched(trigger))
    case 'workflow_run':
      return requires(trigger, ['check'], () => ofWorkflowRun(payload))
    case 'pull_request_target':
      throw new UsageFault(
        'pull_request_target gives keys and a token that may write to what somebody else proposes, so nothing runs on it. ' +
          'Use `on: pull_request`; for forks add the second stage on `workflow_run` (examples/workflows/report.yml)',
      )
    default:
      throw new UsageFault(
        `nothing is known to be done on '${payload.event}'. The action runs on pull_request, merge_group, push, schedule, ` +
          'workflow_dispatch and workflow_run',
      )
  }
}

/** `value` as a command. Throws UsageFault with a suggestion. */
export function commandNamed(value: string, where: string): Command {
  const found = commands.find((command) => command === value)
  if (found !== undefined) return found
  const near = nearest(value, commands)
  throw new UsageFault(
    `${where} is '${value}'${near === undefined ? '.' : `; did you mean '${near}'?`} There are: ${commands.join(', ')}`,
  )
}

function requires(
  { payload, command }: Trigger,
  sensible: readonly Command[],
  assignment: () => Assignment,
): Assignment {
  if (command === 'auto' || sensible.includes(command)) return assignment()
  throw new UsageFault(
    `\`command: ${command}\` makes no sense on ${payload.event}; leave it out, or write ${sensible.join(' or ')}`,
  )
}

function ofPullRequest({ payload, env }: Trigger): Assignment {
  if (valueAt(payload, 'action') === 'closed') return nothing('the pull request is closed')
  const head = commitAt(payload, 'pull_request.head.sha')
  const number = numberAt(payload, 'pull_request.number')
  const outsider = outsiderIn(payload)
  const branch = branchAt(payload, 'pull_request.base.ref')
  return {
    do: 'check',
    head: commitOf(env),
    base: { from: 'first parent', branch },
    told: {
      commit: head,
      pullRequest: { number, head: headOf(payload, head, outsider) },
      otherBranch: unlessDefault(branch, payload),
    },
    outsider,
    isSecondStage: false,
  }
}

function unlessDefault(branch: string, payload: Payload): string | undefined {
  return branch === branchAt(payload, 'repository.default_branch') ? undefined : branch
}

/** The repository of a fork may be gone. */
function headOf(payload: Payload, sha: string, outsider: Outsider | undefined) {
  const gone = outsider === 'a fork' && valueAt(payload, 'pull_request.head.repo') === null
  return {
    sha,
    repositoryId: gone ? 0 : numberAt(payload, 'pull_request.head.repo.id'),
    owner: gone ? '' : loginAt(payload, 'pull_request.head.repo.owner.login'),
    branch: branchAt(payload, 'pull_request.head.ref'),
  }
}

/** By who opened it: the actor of a run is whoever pushed last, and may be made to be anybody. */
function outsiderIn(payload: Payload): Outsider | undefined {
  const own = numberAt(payload, 'repository.id')
  if (valueAt(payload, 'pull_request.head.repo.id') !== own) return 'a fork'
  return loginAt(payload, 'pull_request.user.login') === dependabot ? 'Dependabot' : undefined
}

/** The login that nobody else can have. */
export const dependabot = 'dependabot[bot]'

function ofMergeGroup(payload: Payload): CheckAssignment {
  const head = commitAt(payload, 'merge_group.head_sha')
  const branch = branchOfRefAt(payload, 'merge_group.base_ref')
  return {
    do: 'check',
    head,
    base: { from: 'commit', commit: commitAt(payload, 'merge_group.base_sha'), branch },
    told: { commit: head, pullRequest: undefined, otherBranch: unlessDefault(branch, payload) },
    outsider: undefined,
    isSecondStage: false,
  }
}

function ofPush(trigger: Trigger): Assignment {
  const { payload, command } = trigger
  if (valueAt(payload, 'deleted') === true) return nothing('a branch was deleted')
  const ref = String(valueAt(payload, 'ref'))
  if (!ref.startsWith('refs/heads/')) return nothing('a tag was pushed; promotions follow the default branch')
  const branch = branchOfRefAt(payload, 'ref')
  const main = branchAt(payload, 'repository.default_branch')
  if (branch !== main) return nothing(`${branch} was pushed; promotions follow ${main}`)
  return onBranch(trigger, command === 'auto' ? 'promote' : command)
}

/** What is done to a commit of the default branch, or of a branch that is to be compared with it. */
function onBranch({ payload, env }: Trigger, command: Command): Assignment {
  const commit = commitOf(env)
  const branch = defaultBranchIn(payload, env)
  switch (command) {
    case 'check':
    case 'plan':
    case 'report':
      return {
        do: 'check',
        head: commit,
        base: { from: 'merge base', branch },
        told: { commit, pullRequest: undefined, otherBranch: undefined },
        outsider: undefined,
        isSecondStage: false,
      }
    case 'promote':
    case 'status':
    case 'rollback':
      return { do: command, commit, branch }
    case 'auto':
      throw new UsageFault(
        'workflow_dispatch does not say what to do: write `command: promote` (or check, status, rollback) under `with:`, ' +
          'or give the workflow an input called `command`',
      )
  }
}

/** The command of `with:`, else that of the person who started it. */
function dispatched({ payload, command }: Trigger): Command {
  const asked = valueAt(payload, 'inputs.command')
  if (command !== 'auto' || asked === undefined || asked === null || asked === '') return command
  return commandNamed(typeof asked === 'string' ? asked : JSON.stringify(asked), "the workflow's input `command`")
}

/** The payload of a schedule may not say it, but its run is on that branch. */
function defaultBranchIn(payload: Payload, env: Trigger['env']): string {
  if (valueAt(payload, 'repository.default_branch') !== undefined) return branchAt(payload, 'repository.default_branch')
  const ref = env['GITHUB_REF']
  const branch = payload.event === 'schedule' ? ref?.replace(/^refs\/heads\//, '') : undefined
  if (isBranch(branch)) return branch
  throw new UsageFault(`the payload of ${payload.event} does not name the default branch`)
}

/** A run that was not approved, or was cancelled, says nothing; a later one will. */
const finished: readonly unknown[] = ['success', 'failure', 'timed_out']

function ofWorkflowRun(payload: Payload): Assignment {
  if (valueAt(payload, 'workflow_run.event') !== 'pull_request')
    return nothing('the run before this one was not that of a pull request')
  const conclusion = valueAt(payload, 'workflow_run.conclusion')
  if (!finished.includes(conclusion))
    return nothing(`the run before this one ended as '${String(conclusion)}', not on its own`)
  if (valueAt(payload, 'workflow_run.head_repository') === null) return nothing('the fork is gone')
  return secondStage(payload)
}

function secondStage(payload: Payload): SecondStage {
  const repositoryId = numberAt(payload, 'workflow_run.head_repository.id')
  return {
    do: 'second stage',
    head: {
      sha: commitAt(payload, 'workflow_run.head_sha'),
      repositoryId,
      owner: loginAt(payload, 'workflow_run.head_repository.owner.login'),
      branch: branchAt(payload, 'workflow_run.head_branch'),
    },
    fromFork: repositoryId !== numberAt(payload, 'repository.id'),
    branch: branchAt(payload, 'repository.default_branch'),
  }
}

function commitOf(env: Trigger['env']): string {
  const commit = env['GITHUB_SHA']
  if (!isCommit(commit))
    throw new UsageFault('GITHUB_SHA is no commit: the action runs in a workflow of GitHub Actions')
  return commit
}

function nothing(because: string): Assignment {
  return { do: 'nothing', because }
}
