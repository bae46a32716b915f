import { fetchCommit, fetchRef, parentsOf } from '../adapters/git/fetch.ts'
import { openRepository, type Repository, type RepositoryOptions } from '../adapters/git/repository.ts'
import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import type { SnapshotRequest } from './workspace.ts'

/** A change as a code host names it: `head` against `base`. */
export interface Change {
  /** Full commit id. */
  readonly head: string
  readonly base: ChangeBase
}

/** What head is compared with. The tip of `branch` is policy. */
export type ChangeBase =
  /** Of a test merge: the difference is exactly the pull request. */
  | { readonly from: 'first parent'; readonly branch: string }
  | { readonly from: 'commit'; readonly commit: string; readonly branch: string }
  | { readonly from: 'merge base'; readonly branch: string }

export interface ChangePlace {
  /** Any folder of the checkout. */
  readonly dir: string
  readonly repository: RepositoryOptions
}

/**
 * The commits of a change, whatever was checked out and how deep: what is missing is fetched as Git objects. Throws
 * IncompleteFault where one cannot be had, for a comparison without base's policy would be one under the change's own.
 */
export async function changeCommits(
  { head, base }: Change,
  { dir, repository: options }: ChangePlace,
): Promise<Pick<SnapshotRequest, 'head' | 'base' | 'policy'>> {
  const repository = await openRepository(dir, options)
  await fetchCommit(repository, head)
  const policy = await tipOf(repository, base.branch)
  switch (base.from) {
    case 'first parent':
      return { head, base: await firstParent(repository, head), policy }
    case 'commit':
      return { head, base: await fetchCommit(repository, base.commit), policy }
    case 'merge base':
      return { head, base: policy, policy: undefined }
  }
}

/**
 * The test merge of a pull request, as origin has it now; undefined where there is none (a conflict), or where it is not
 * one of `pullHead` any more.
 */
export async function testMerge(
  { number, pullHead }: { readonly number: number; readonly pullHead: string },
  { dir, repository: options }: ChangePlace,
): Promise<string | undefined> {
  const repository = await openRepository(dir, options)
  const merge = await fetchRef(repository, `refs/pull/${number}/merge`)
  const [, second] = merge === undefined ? [] : await parentsOf(repository, merge)
  return second === pullHead ? merge : undefined
}

async function tipOf(repository: Repository, branch: string): Promise<string> {
  const tip = await fetchRef(repository, `refs/heads/${branch}`)
  if (tip === undefined)
    throw new IncompleteFault(`origin has no branch ${branch} any more, so there is no policy to check by`)
  return tip
}

async function firstParent(repository: Repository, head: string): Promise<string> {
  const [parent] = await parentsOf(repository, head)
  if (parent === undefined) throw new UsageFault(`${head.slice(0, 7)} has no parent to compare with`)
  return fetchCommit(repository, parent)
}
