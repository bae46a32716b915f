/** A comment on a pull request, written by us. */
export interface Comment {
  readonly id: number
  readonly body: string
  readonly url: string
}

export interface PullRequest {
  readonly number: number
  readonly headSha: string
  /** Undefined where that repository is no more. */
  readonly headRepositoryId: number | undefined
  /** Name of the branch that it wants to change. */
  readonly baseBranch: string
  /** The commit that the merge made; undefined while it is not merged. */
  readonly mergeSha: string | undefined
  readonly merged: boolean
  /** Login of who opened it. */
  readonly author: string
  /** Whether its head lives in another repository than its base. */
  readonly fork: boolean
}

/** One finding at lines of a file. Lines and columns count from 1. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  /** Path from the root of the repository. */
  readonly file: string
  readonly line: number
  readonly endLine: number
  /** Columns are given only where the finding is on one line. */
  readonly column?: number
  readonly endColumn?: number
  readonly title: string
  readonly message: string
}

export interface CommitStatus {
  /** Name of the status, by which branch protection requires it. */
  readonly context: string
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  /** At most 140 characters. */
  readonly description: string
  readonly url: string | undefined
}

export interface CheckRun {
  readonly name: string
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  /** Markdown. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
}

/** A commit that a pull request wants to bring, where it lives. */
export interface Head {
  readonly sha: string
  readonly repositoryId: number
  /** Login of who owns the head's repository. */
  readonly owner: string
  readonly branch: string
}

/** What we tell a code host about a change, and what we ask it. Every method throws ForgeFault and nothing else. */
export interface Forge {
  /** Comments on a pull request written by this token's own identity, over all pages, oldest first. */
  ownComments(pullRequest: number): Promise<readonly Comment[]>
  /** Posts once: where a reply got lost, our comments are searched for one that starts with `marker` before posting again. */
  createComment(pullRequest: number, body: string, marker: string): Promise<Comment>
  updateComment(id: number, body: string): Promise<Comment>
  /** A comment that is gone already is as good as deleted. */
  deleteComment(id: number): Promise<void>
  setStatus(sha: string, status: CommitStatus): Promise<void>
  /** Any number of annotations. */
  createCheckRun(sha: string, run: CheckRun): Promise<void>
  /** The merged pull request whose merge made this commit; undefined for a direct push. Waits for an index that lags. */
  pullRequestOfMerge(commit: string): Promise<PullRequest | undefined>
  /** The open pull requests whose head is this commit of this repository, oldest first: one branch may be proposed to several. */
  pullRequestsAt(head: Head): Promise<readonly PullRequest[]>
}

export type ForgeTrouble =
  /** The token may not do it. `permission` as a workflow writes it, such as `pull-requests: write`. */
  | { readonly kind: 'forbidden'; readonly permission: string }
  /** No answer in time, or none that means anything: it may work later. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** It answered, and will answer the same again. */
  | { readonly kind: 'refused'; readonly detail: string }

/** A code host that cannot be told or asked. Its detail is short, on one line, and holds neither headers nor tokens. */
export class ForgeFault extends Error {
  override readonly name = 'ForgeFault'
  readonly trouble: ForgeTrouble

  constructor(trouble: ForgeTrouble) {
    super(trouble.kind === 'forbidden' ? `the token lacks \`${trouble.permission}\`` : trouble.detail)
    this.trouble = trouble
  }
}
