import { type Comment, type Forge, ForgeFault } from '../publishing/forge.ts'
import { type CommentStep, planComment } from '../publishing/plan-comment.ts'
import { withTally } from '../publishing/tally.ts'
import type { CommentText } from '../report/comment.ts'
import type { PullRequestPlace } from './assignment.ts'
import type { Addressee, Telling } from './handover.ts'

export interface Teller {
  readonly forge: Forge
  /** Told of what could not be told, and why. */
  readonly warn: (message: string) => void
}

/**
 * Tells a code host what a check found. What it does not take is a warning, never a failure: the job's own conclusion is the
 * gate. False where comment or status did not get through.
 */
export async function publish(telling: Telling, place: Addressee, teller: Teller): Promise<boolean> {
  const { forge } = teller
  const { comment, status, checkRun } = telling
  const { commit, pullRequest } = place
  const commented =
    comment === undefined ||
    pullRequest === undefined ||
    (await told('the comment was not written', teller, () => commentWhileCurrent(comment, pullRequest, teller)))
  const stated =
    status === undefined ||
    (await told(`the status ${status.context} was not set`, teller, () => forge.setStatus(commit, status)))
  if (checkRun !== undefined)
    await told('annotations beyond the first ten are only in the log', teller, () =>
      forge.createCheckRun(commit, checkRun),
    )
  return commented && stated
}

/** Writes, rewrites or takes away our comment. Throws ForgeFault. */
export async function writeComment(comment: CommentText, pullRequest: number, forge: Forge): Promise<void> {
  await carryOut(await forge.ownComments(pullRequest), comment, pullRequest, forge)
}

/** False, with a warning, where the code host does not take it. */
export async function told(what: string, { warn }: Teller, tell: () => Promise<void>): Promise<boolean> {
  try {
    await tell()
    return true
  } catch (fault) {
    if (!(fault instanceof ForgeFault)) throw fault
    warn(`${what}: ${fault.message}`)
    return false
  }
}

/** What was found out about an older commit must not take the place of what is known of a newer one. */
async function commentWhileCurrent(
  comment: CommentText,
  { number, head }: PullRequestPlace,
  { forge, warn }: Teller,
): Promise<void> {
  const [current, own] = await Promise.all([forge.pullRequestsAt(head), forge.ownComments(number)])
  if (current.some((pull) => pull.number === number)) await carryOut(own, comment, number, forge)
  else
    warn(
      `${head.sha.slice(0, 7)} is no longer the head of pull request ${number}, so its comment is left to a later run`,
    )
}

async function carryOut(
  own: readonly Comment[],
  { marker, body, create, spending }: CommentText,
  pullRequest: number,
  forge: Forge,
): Promise<void> {
  const earlier = own.find((comment) => comment.body.startsWith(marker))?.body
  const said = withTally(body, earlier, spending)
  for (const step of planComment(own, marker, said, { create })) await carryOutStep(step, marker, pullRequest, forge)
}

async function carryOutStep(step: CommentStep, marker: string, pullRequest: number, forge: Forge): Promise<void> {
  switch (step.do) {
    case 'create':
      await forge.createComment(pullRequest, step.body, marker)
      return
    case 'update':
      await forge.updateComment(step.id, step.body)
      return
    case 'delete':
      await forge.deleteComment(step.id)
  }
}
