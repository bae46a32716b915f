import type { PullRequest } from '../../publishing/forge.ts'
import { fieldOf, numberOf, textOf } from './json.ts'

/** A pull request with the repository that it wants to change. */
export interface FoundPullRequest extends PullRequest {
  /** `owner/name`, in lower case. */
  readonly into: string
}

/** What GitHub says of a pull request, in a list or alone; undefined where it is not what it documents. */
export function readPullRequest(data: unknown): FoundPullRequest | undefined {
  const number = numberOf(data, 'number')
  const head = fieldOf(data, 'head')
  const headSha = textOf(head, 'sha')
  const baseBranch = textOf(fieldOf(data, 'base'), 'ref')
  const base = fieldOf(fieldOf(data, 'base'), 'repo')
  const into = textOf(base, 'full_name')?.toLowerCase()
  if (number === undefined || headSha === undefined || baseBranch === undefined || into === undefined) return undefined
  // The head's repository is null where a fork was deleted after the merge.
  const headRepositoryId = numberOf(fieldOf(head, 'repo'), 'id')
  const merged = textOf(data, 'merged_at') !== undefined
  return {
    number,
    headSha,
    headRepositoryId,
    baseBranch,
    mergeSha: merged ? textOf(data, 'merge_commit_sha') : undefined,
    merged,
    author: textOf(fieldOf(data, 'user'), 'login') ?? '',
    fork: headRepositoryId !== numberOf(base, 'id'),
    into,
  }
}
