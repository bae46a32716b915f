import { textOf } from '../rig/chat-request.ts'
import { cloneShallow, type Files, makeRepository, type Repository } from '../rig/git.ts'
import type { Event } from '../rig/github/payloads/event.ts'
import { pullRequestEvent } from '../rig/github/payloads/pull-request.ts'
import { type GitHub, startGitHub } from '../rig/github/server.ts'
import type { Permissions } from '../rig/github/tokens.ts'
import { type ActionOptions, type ActionRun, type RunningAction, startAction } from '../rig/runner/run-action.ts'
import { type SkillServer, skillServer } from '../rig/skill-server.ts'
import { key, type ProjectOptions, projectFiles, type Question, questions } from './project.ts'

/** What `examples/workflows/pull-request.yml` grants. */
const checking: Permissions = { contents: 'read', pullRequests: 'write', checks: 'write', statuses: 'write' }
/** Of a fork, or of Dependabot: whatever the workflow says. */
export const readOnly: Permissions = { contents: 'read', pullRequests: 'read' }
export const promoting: Permissions = { contents: 'write', pullRequests: 'write' }

type Passed = 'inputs' | 'secrets' | 'env' | 'cache' | 'cacheMode' | 'attempt' | 'runId' | 'patience' | 'runnerTemp'

export interface JobOptions extends Pick<ActionOptions, Passed> {
  readonly permissions?: Permissions
  /** What actions/checkout is told. Default: the event's commit, at depth 1. */
  readonly checkout?: Checkout
}

export const careful = 'Answer from the map.\nIf two towns have one name, ask which is meant.'

/** A model that needs the second line of the prompt: without it, 30 points are lost. Other wording makes no difference. */
export function townServer(seed: string): Promise<SkillServer<Question>> {
  return skillServer({
    seed,
    cases: questions,
    keys: [key],
    skill: (request) => (textOf(request, 'system').includes('two towns') ? 0.85 : 0.55),
  })
}

interface Checkout {
  readonly ref?: string
  readonly depth?: number
  /** Leaves another token in the clone's configuration, as actions/checkout does by default. */
  readonly persistCredentials?: boolean
}

/** A repository on a fake GitHub, and somebody's clone of it. */
export interface Team extends AsyncDisposable {
  readonly github: GitHub
  readonly repo: Repository
  /** Commits on a new branch off main and pushes it. */
  change(branch: string, files: Files): Promise<string>
  /** Pushes the branches of the clone. */
  push(): Promise<void>
  /** Runs the action as a job that the event starts. */
  job(event: Event, options?: JobOptions): Promise<ActionRun>
  /** The same, for tests that cancel or kill it. */
  start(event: Event, options?: JobOptions): Promise<RunningAction>
  /** Of a pull request's event, with the key. */
  check(number: number, options?: JobOptions): Promise<ActionRun>
}

/** The project of `projectFiles`, with five cases: ten calls for a comparison, which can tell nothing. */
export function smallProject(options: ProjectOptions): Record<string, string> {
  const files = projectFiles(options)
  const rows = (files['llmops/towns.jsonl'] ?? '').split('\n').slice(0, 5)
  return { ...files, 'llmops/towns.jsonl': `${rows.join('\n')}\n` }
}

/** `files` are on main, at GitHub, too. */
export async function startTeam(files: Files): Promise<Team> {
  const scope = new AsyncDisposableStack()
  const repo = scope.use(await makeRepository({ files }))
  const remote = scope.use(await repo.bareRemote())
  const github = scope.use(await startGitHub({ repository: 'acme/support', git: remote.path }))
  const push = async (): Promise<void> =>
    void (await repo.git('push', '--force', 'origin', 'refs/heads/*:refs/heads/*'))
  const start: Team['start'] = async (event, options = {}) => {
    const { checkout, permissions = checking, ...job } = options
    const workspace = scope.use(await checkedOut(github, remote.url, event, checkout))
    return startAction({
      ...event,
      github,
      serverUrl: github.serverUrl,
      token: github.token(permissions),
      workspace: workspace.dir,
      secrets: { LOCAL_KEY: key },
      ...job,
    })
  }
  const job: Team['job'] = async (event, options) => (await start(event, options)).finished
  return {
    github,
    repo,
    push,
    start,
    job,
    async change(branch, changed) {
      await repo.git('checkout', '--quiet', '-B', branch, 'main')
      const commit = await repo.commit(`Change ${branch}`, changed)
      await push()
      await repo.checkout('main')
      return commit
    },
    check: async (number, options) => job(await pullRequestEvent(github, number, 'opened'), options),
    [Symbol.asyncDispose]: () => scope.disposeAsync(),
  }
}

/** As actions/checkout leaves it. */
async function checkedOut(
  github: GitHub,
  url: string,
  { sha }: Event,
  { ref = sha, depth = 1, persistCredentials = false }: Checkout = {},
): Promise<Repository> {
  const clone = await cloneShallow(url, depth, ref)
  await clone.git('remote', 'set-url', 'origin', `${github.serverUrl}/${github.repository}`)
  const header = `AUTHORIZATION: basic ${Buffer.from('x-access-token:ghs_another').toString('base64')}`
  if (persistCredentials) await clone.git('config', `http.${github.serverUrl}/.extraheader`, header)
  return clone
}
