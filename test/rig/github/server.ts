/**
 * A fake GitHub over HTTP on loopback, faithful where it matters: it holds every request, and every reply of its own,
 * against GitHub's published description, and adds what the description omits (permissions, limits, pages, rate limits,
 * lag, 5xx after the effect). Git is the real one.
 *
 *   await using github = await startGitHub({ repository: 'acme/support', git: remote.path })
 *   const token = github.token({ contents: 'read', pullRequests: 'write' })    // the GITHUB_TOKEN of a job
 *   const pull = await github.openPullRequest({ branch: 'shorter' })           // with refs/pull/1/head and /merge
 *   await github.openPullRequest({ branch: 'patch', fork: { owner: 'eve', git: fork.dir } })
 *   github.comment({ pullRequest: 1, body: '<!-- llmops --> forged', by: 'mallory' })
 *   github.fault({ operation: 'issues/create-comment', fails: 'after', status: 502 })
 *   // the program runs with GITHUB_API_URL = github.url, GITHUB_SERVER_URL = github.serverUrl (where Git is)
 *   await runAction({ github, token, workspace, ...(await pullRequestEvent(github, 1, 'opened')) })      // payloads/
 *   expect(github.comments.map(({ body }) => body)).toEqual(['…'])
 *
 * Where either side left the description, a sentence is in `problems`, and disposing throws those that the test has not
 * looked at. An operation that is described but not done answers 501 and is a problem, too: it belongs in `operations/`.
 */
import { createServer } from 'node:http'
import { type Exchange, listenOn, serve } from './exchange.ts'
import { type Fault, faultList } from './faults.ts'
import { gitSide } from './git-side.ts'
import { addComment } from './operations/comments.ts'
import {
  closePullRequest,
  type MergeOptions,
  mergePullRequest,
  moveHead,
  openPullRequest,
  type PullRequestSketch,
  refresh,
} from './pull-requests.ts'
import { rateLimiter } from './rate-limit.ts'
import { addArtifact, addRun, type RunSketch } from './runs.ts'
import { fullName, repositoryPage, serverUrl } from './shapes/addresses.ts'
import {
  type Artifact,
  type CheckRun,
  type Comment,
  type CommitStatus,
  type LoggedRequest,
  newState,
  type PullRequest,
  type State,
  type WorkflowRun,
} from './state.ts'
import { type Identity, issueToken, type Permissions } from './tokens.ts'

export interface GitHubOptions {
  /** owner/name */
  readonly repository: string
  /** The folder of a bare repository. Default: none, and shas are made up. */
  readonly git?: string
  /** Default true, so that reading needs permission, too. */
  readonly private?: boolean
  /** Default `main`. */
  readonly defaultBranch?: string
  /** Requests an hour. Default 1000, as `GITHUB_TOKEN` has. */
  readonly rateLimit?: number
}

export interface CommentSketch {
  readonly pullRequest: number
  readonly body: string
  /** A login, `name[bot]` for an app's. */
  readonly by: string
}

/** Everything in the order it came about. */
interface Lists {
  readonly pulls: readonly PullRequest[]
  readonly comments: readonly Comment[]
  readonly statuses: readonly CommitStatus[]
  readonly checkRuns: readonly CheckRun[]
  readonly runs: readonly WorkflowRun[]
  readonly artifacts: readonly Artifact[]
  /** To REST, GraphQL, Git and the storage of artifacts, refused and failing ones included. */
  readonly requests: readonly Readonly<LoggedRequest>[]
}

/** What there is now, and how a test arranges it. */
export interface GitHub extends AsyncDisposable, Lists {
  /** GITHUB_API_URL: http://127.0.0.1:port; GraphQL is below, at `/graphql`. */
  readonly url: string
  /** GITHUB_SERVER_URL: http://github.localhost:port, which Git finds by itself. */
  readonly serverUrl: string
  /** Where Git clones from and pushes to. */
  readonly cloneUrl: string
  /** owner/name */
  readonly repository: string
  /** For payload builders. */
  readonly state: State
  /** Every departure from the description by the client or by ourselves, and everything that is not done here. */
  readonly problems: readonly string[]
  /** Of the app `github-actions` unless `as` says whose. A person's without permissions sees no private repository. */
  token(permissions?: Permissions, as?: Identity): string
  fault(fault: Fault): void
  openPullRequest(sketch: PullRequestSketch): Promise<PullRequest>
  /** Takes in a push that did not come over HTTP: `fork` is the fork's folder, `sha` the head where there is no Git. */
  synchronize(number: number, from?: { readonly fork?: string; readonly sha?: string }): Promise<PullRequest>
  closePullRequest(number: number): PullRequest
  /** Lands it on its base branch, in Git, too. */
  mergePullRequest(number: number, options?: MergeOptions): Promise<PullRequest>
  comment(sketch: CommentSketch): Comment
  addRun(sketch?: RunSketch): Promise<WorkflowRun>
  addArtifact(artifact: Pick<Artifact, 'run' | 'name' | 'zip'> & { readonly expired?: boolean }): Artifact
}

export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const state = newState({
    repository: options.repository,
    private: options.private ?? true,
    defaultBranch: options.defaultBranch ?? 'main',
    git: options.git === undefined ? undefined : gitSide(options.git),
  })
  const exchange: Exchange = { state, faults: faultList(), limiter: rateLimiter(options.rateLimit ?? 1000) }
  const http = createServer((incoming, outgoing) => void serve(exchange, incoming, outgoing))
  const close = await listenOn(http, state)
  let seen = 0
  return {
    ...listsIn(state),
    ...arrangements(state),
    url: state.origin,
    serverUrl: serverUrl(state),
    cloneUrl: `${repositoryPage(state)}.git`,
    repository: fullName(state.repository),
    state,
    get problems() {
      seen = state.problems.length
      return state.problems
    },
    token: (permissions = {}, as = { app: 'github-actions' }) => issueToken(state, permissions, as),
    fault: (fault) => exchange.faults.add(fault),
    async [Symbol.asyncDispose]() {
      await close()
      const unseen = state.problems.slice(seen)
      if (unseen.length > 0) throw new Error(`GitHub had problems:\n${unseen.join('\n')}`)
    },
  }
}

function listsIn({ pulls, comments, statuses, checkRuns, runs, artifacts, requests }: State): Lists {
  return { pulls, comments, statuses, checkRuns, runs, artifacts, requests }
}

type Arrangements = Pick<
  GitHub,
  'openPullRequest' | 'synchronize' | 'closePullRequest' | 'mergePullRequest' | 'comment' | 'addRun' | 'addArtifact'
>

function arrangements(state: State): Arrangements {
  const pull = (number: number): PullRequest => {
    const found = state.pulls.find((one) => one.number === number)
    if (found === undefined) throw new Error(`there is no pull request ${number}`)
    return found
  }
  return {
    openPullRequest: (sketch) => openPullRequest(state, sketch),
    synchronize: async (number, { fork, sha } = {}) =>
      sha === undefined ? refresh(state, pull(number), fork) : moveHead(state, pull(number), sha),
    closePullRequest: (number) => closePullRequest(state, pull(number)),
    mergePullRequest: (number, options = {}) => mergePullRequest(state, pull(number), options),
    comment({ pullRequest, body, by }) {
      const app = by.endsWith('[bot]') ? by.slice(0, -'[bot]'.length) : undefined
      return addComment(state, { issue: pull(pullRequest).number, body, author: state.account(by), app })
    },
    addRun: (sketch = {}) => addRun(state, sketch),
    addArtifact: (artifact) => addArtifact(state, artifact),
  }
}
