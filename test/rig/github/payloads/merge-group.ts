import { readCommits } from '../git-side.ts'
import { madeUpSha, tipOf } from '../made-up-sha.ts'
import { mergeCommit } from '../pull-refs.ts'
import type { PullRequest, State } from '../state.ts'
import { type Event, eventOf, type Source, surroundings } from './event.ts'
import { pullIn } from './pull-request.ts'
import { commitOf } from './push.ts'

/** A pull request enters the merge queue: its branch `gh-readonly-queue/…` is made, too. */
export async function mergeGroupEvent({ state }: Source, number: number): Promise<Event> {
  const pull = pullIn(state, number)
  const baseSha = await tipOf(state, pull.base.branch)
  const ref = `refs/heads/gh-readonly-queue/${pull.base.branch}/pr-${number}-${baseSha}`
  const sha = await queued(state, pull, baseSha, ref)
  const queue = state.account('github-merge-queue[bot]')
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: sha,
      head_ref: ref,
      base_sha: baseSha,
      base_ref: `refs/heads/${pull.base.branch}`,
      head_commit: await headCommit(state, sha),
    },
    ...surroundings(state, queue),
  }
  return eventOf('merge_group', { payload, ref, sha, actor: queue })
}

async function queued({ git }: State, pull: PullRequest, base: string, ref: string): Promise<string> {
  if (git === undefined) return madeUpSha('queued', pull.number, base)
  const sha = await mergeCommit(git, base, pull.head.sha, `Merge pull request #${pull.number}`)
  if (sha === undefined) throw new Error(`pull request ${pull.number} conflicts: the queue drops it`)
  await git.git('update-ref', ref, sha)
  return sha
}

async function headCommit({ git }: State, sha: string): Promise<object> {
  const [commit] = git === undefined ? [] : await readCommits(git, '-1', sha)
  const nobody = { name: 'GitHub', email: 'noreply@github.com', date: '2026-01-06T09:00:00Z' }
  const message = 'Merge pull request'
  return commitOf(
    commit ?? { sha, tree: madeUpSha('tree', sha), parents: [], author: nobody, committer: nobody, message },
  )
}
