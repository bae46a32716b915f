import type { GitSide } from './git-side.ts'
import type { Caller } from './tokens.ts'

/** Who does something: a person, an app's bot, or an organisation that owns. */
export interface Account {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
}

export interface RepositoryState {
  readonly id: number
  readonly owner: Account
  readonly name: string
  readonly private: boolean
  readonly fork: boolean
  readonly defaultBranch: string
}

export interface PullRequest {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body: string | null
  readonly author: Account
  readonly draft: boolean
  readonly head: { readonly repository: RepositoryState; readonly branch: string; readonly sha: string }
  readonly base: { readonly branch: string; readonly sha: string }
  /** The head before the last push to it. */
  readonly before: string | undefined
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  /** Of the test merge while it is open (undefined: it conflicts), of what the merge made afterwards. */
  readonly mergeSha: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
}

export interface Comment {
  readonly id: number
  /** The pull request's number. */
  readonly issue: number
  readonly body: string
  readonly author: Account
  /** The slug of the app it was written through. */
  readonly app: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
}

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly context: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: Account
  readonly createdAt: string
}

/** As GitHub takes it: lines from 1, `failure` for an error. */
export interface CheckAnnotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number
  readonly end_column?: number
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title?: string
  readonly raw_details?: string
}

export interface CheckRun {
  readonly id: number
  readonly sha: string
  readonly name: string
  readonly app: string
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly text: string | null
  readonly detailsUrl: string | null
  readonly externalId: string
  /** Of all requests, in their order. */
  readonly annotations: readonly CheckAnnotation[]
  readonly startedAt: string | null
  readonly completedAt: string | null
}

export interface WorkflowRun {
  readonly id: number
  readonly name: string
  readonly path: string
  readonly event: string
  readonly status: 'queued' | 'in_progress' | 'completed'
  readonly conclusion: string | null
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: RepositoryState
  /** Numbers; GitHub leaves it empty for pull requests of forks. */
  readonly pullRequests: readonly number[]
  readonly actor: Account
  readonly attempt: number
  readonly createdAt: string
}

export interface Artifact {
  readonly id: number
  readonly run: number
  readonly name: string
  /** The archive as it is downloaded. */
  readonly zip: Uint8Array
  readonly expired: boolean
  readonly createdAt: string
}

/** One request to REST, GraphQL or Git as it arrived, and how it was answered. */
export interface LoggedRequest {
  readonly method: string
  /** With the query: `/repos/acme/support/pulls?head=acme%3Afeature`. */
  readonly path: string
  /** As in a fault's `operation`; undefined where none is meant. */
  readonly operation: string | undefined
  /** As it was sent, undefined where none was. */
  readonly token: string | undefined
  readonly body: unknown
  /** Undefined while it is open, and where the connection was cut before an answer. */
  status?: number
}

/** Everything the server knows. Entries are replaced, never changed, so what a test holds does not move under it. */
export interface State {
  /** Where the API is: http://127.0.0.1:port */
  origin: string
  readonly repository: RepositoryState
  /** The bare repository, where there is one. */
  readonly git: GitSide | undefined
  readonly pulls: PullRequest[]
  readonly comments: Comment[]
  readonly statuses: CommitStatus[]
  readonly checkRuns: CheckRun[]
  readonly runs: WorkflowRun[]
  readonly artifacts: Artifact[]
  readonly callers: Map<string, Caller>
  readonly requests: LoggedRequest[]
  readonly problems: string[]
  /** The account of a login, always the same. */
  account(login: string): Account
  /** Ids are unique over everything, as nearly all of GitHub's are. */
  nextId(): number
  /** A clock that moves on a second at every look. */
  now(): string
}

export interface StateOptions {
  readonly repository: string
  readonly private: boolean
  readonly defaultBranch: string
  readonly git: GitSide | undefined
}

export function newState(options: StateOptions): State {
  const [owner = '', name = ''] = options.repository.split('/')
  let id = 1000
  let seconds = Date.parse('2026-01-05T09:00:00Z') / 1000
  const nextId = () => ++id
  const account = accounts(nextId)
  const repository: RepositoryState = {
    id: nextId(),
    owner: { ...account(owner), type: 'Organization' },
    name,
    private: options.private,
    fork: false,
    defaultBranch: options.defaultBranch,
  }
  return {
    origin: '',
    repository,
    git: options.git,
    pulls: [],
    comments: [],
    statuses: [],
    checkRuns: [],
    runs: [],
    artifacts: [],
    callers: new Map(),
    requests: [],
    problems: [],
    account,
    nextId,
    now: () => new Date(1000 * ++seconds).toISOString().replace('.000', ''),
  }
}

/** Replaces the entry that has this id. */
export function replace<T extends { readonly id: number }>(entries: T[], changed: T): T {
  entries[entries.findIndex(({ id }) => id === changed.id)] = changed
  return changed
}

/** The real ids of the bots that everybody meets. */
const knownIds: Readonly<Record<string, number>> = { 'github-actions[bot]': 41898282, 'dependabot[bot]': 49699333 }

function accounts(nextId: () => number): (login: string) => Account {
  const known = new Map<string, Account>()
  return (login) => {
    const made = known.get(login) ?? {
      id: knownIds[login] ?? nextId(),
      login,
      type: login.endsWith('[bot]') ? 'Bot' : 'User',
    }
    known.set(login, made)
    return made
  }
}
