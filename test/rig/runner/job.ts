import { dirname } from 'node:path'

/** The events that start a workflow and that we know what to do with, or what not to. */
export type EventName =
  | 'pull_request'
  | 'pull_request_target'
  | 'push'
  | 'merge_group'
  | 'schedule'
  | 'workflow_dispatch'
  | 'workflow_run'
  | (string & {})

/** Where GitHub is, as the job sees it. A started fake has the shape. */
export interface GitHubPlace {
  /** The origin of REST and, under `/graphql`, of GraphQL: `http://127.0.0.1:8123`. */
  readonly url: string
}

export interface JobOptions {
  readonly event: EventName
  /** The webhook's payload; what else is known of the job is read from it where it is not said. */
  readonly payload: object
  /** The work tree: GITHUB_WORKSPACE and the working directory. */
  readonly workspace: string
  /** Default: nowhere that answers. */
  readonly github?: GitHubPlace
  /**
   * GITHUB_SERVER_URL. Default: the port of `github` at `github.localhost`. `@actions/cache` takes any other host but
   * github.com for an Enterprise Server and falls back to a service that there is no more; Git finds `*.localhost` on the
   * loopback by itself, Node does not (so the API has an address of numbers).
   */
  readonly serverUrl?: string
  /** `github.token`, masked. Default: one that nothing accepts. */
  readonly token?: string
  /** GITHUB_SHA. Default: what the payload says was pushed, queued or run; a pull request has no default. */
  readonly sha?: string
  readonly ref?: string
  readonly baseRef?: string
  readonly headRef?: string
  /** `owner/name`. Default: the payload's, else `acme/support`. */
  readonly repository?: string
  readonly actor?: string
  /** GITHUB_RUN_ATTEMPT. A re-run keeps `runId`. */
  readonly attempt?: number
  readonly runId?: number
}

/** What a job knows before its first step, by the names of the `github` context. */
export type GitHubContext = Readonly<Record<string, string>>

const nowhere = 'http://127.0.0.1:9'

/** The `github` context of a job, but for what each step has of its own. */
export function githubContext(options: JobOptions): GitHubContext {
  const payload = options.payload as Payload
  const ref = options.ref ?? refOf(options.event, payload)
  const sha = options.sha ?? shaOf(options.event, payload)
  const repository = repositoryContext(options, payload)
  return {
    action: '__self',
    action_ref: '',
    action_repository: '',
    ...actorContext(options, payload),
    ...addresses(options),
    base_ref: options.baseRef ?? payload.pull_request?.base?.ref ?? '',
    event_name: options.event,
    head_ref: options.headRef ?? payload.pull_request?.head?.ref ?? '',
    job: 'llmops',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: 'false',
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ...repository,
    retention_days: '90',
    run_attempt: String(options.attempt ?? 1),
    run_id: String(options.runId ?? 1),
    run_number: '1',
    sha,
    token: options.token ?? 'ghs_nothingAcceptsThisToken',
    workflow: 'LLMOps',
    workflow_ref: `${repository['repository']}/.github/workflows/llmops.yml@${ref}`,
    workflow_sha: sha,
    workspace: options.workspace,
  }
}

function repositoryContext(options: JobOptions, payload: Payload): GitHubContext {
  const repository = options.repository ?? payload.repository?.full_name ?? 'acme/support'
  return {
    repository,
    repository_id: String(payload.repository?.id ?? 1),
    repository_owner: repository.split('/')[0] ?? '',
    repository_owner_id: String(payload.repository?.owner?.id ?? 1),
  }
}

function actorContext(options: JobOptions, payload: Payload): GitHubContext {
  const actor = options.actor ?? payload.sender?.login ?? 'octocat'
  return { actor, actor_id: String(payload.sender?.id ?? 1), triggering_actor: actor }
}

function addresses({ github, serverUrl }: JobOptions): GitHubContext {
  const api = github?.url ?? nowhere
  const server = serverUrl ?? `http://github.localhost:${new URL(api).port}`
  return { api_url: api, graphql_url: `${api}/graphql`, server_url: server }
}

/** The variables of every step of the job: the context without the token, and the runner's own. */
export function jobVariables(context: GitHubContext, runnerTemp: string, debug: boolean): Record<string, string> {
  const { token: _, ...shown } = context
  const github = Object.entries(shown).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const)
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(github),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: runnerTemp,
    RUNNER_TOOL_CACHE: `${runnerTemp}/_tool`,
    RUNNER_WORKSPACE: dirname(context['workspace'] ?? ''),
    ...(debug ? { RUNNER_DEBUG: '1' } : {}),
  }
}

interface Payload {
  readonly ref?: string
  readonly after?: string
  readonly sender?: { readonly login?: string; readonly id?: number }
  readonly repository?: {
    readonly full_name?: string
    readonly id?: number
    readonly default_branch?: string
    readonly owner?: { readonly id?: number }
  }
  readonly pull_request?: {
    readonly number?: number
    readonly base?: { readonly ref?: string }
    readonly head?: { readonly ref?: string }
  }
  readonly merge_group?: { readonly head_ref?: string; readonly head_sha?: string }
}

function refOf(event: EventName, payload: Payload): string {
  if (event === 'pull_request') return `refs/pull/${payload.pull_request?.number ?? 1}/merge`
  if (event === 'merge_group') return payload.merge_group?.head_ref ?? ''
  if (event === 'push') return payload.ref ?? ''
  return `refs/heads/${payload.repository?.default_branch ?? 'main'}`
}

function shaOf(event: EventName, payload: Payload): string {
  const sha = event === 'merge_group' ? payload.merge_group?.head_sha : event === 'push' ? payload.after : undefined
  if (sha === undefined) throw new TypeError(`a payload of ${event} does not say GITHUB_SHA: give \`sha\``)
  return sha
}
