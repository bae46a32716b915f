import type { ProjectsOfChange } from '../commands/projects-of-change.ts'
import { runPage } from '../commands/run-page.ts'
import type { CommentText } from '../report/comment.ts'
import { removedComment, untouchedComment } from '../report/project-comments.ts'
import type { CheckAssignment } from './assignment.ts'
import { commentPlace } from './expect-result.ts'
import type { Addressee } from './handover.ts'
import { publish, told } from './publish.ts'
import { tellerOf } from './surroundings.ts'
import type { Run } from './world.ts'

interface Other {
  readonly place: Addressee
  readonly comment: CommentText
}

/**
 * Tells of the projects that were not checked: that a change removes one, and, where an earlier commit had a comment, that
 * the change does not touch one any more. What does not get through is a warning.
 */
export async function tellOthers(
  assignment: CheckAssignment,
  { untouched, removed }: ProjectsOfChange,
  run: Run,
): Promise<void> {
  const about = { commit: assignment.told.commit, url: runPage(run.world.env) }
  const others = [...removed, ...untouched].flatMap((folder): readonly Other[] => {
    const place = commentPlace(assignment, folder, run)
    if (place.marker === undefined) return []
    const said = { ...about, marker: place.marker, folder }
    return [{ place, comment: removed.includes(folder) ? removedComment(said) : untouchedComment(said) }]
  })
  if (others.length > 0) await tellWanted(others, assignment, run)
}

/** Our comments are asked for once: a repository may hold many projects. */
async function tellWanted(
  others: readonly Other[],
  { told: { pullRequest } }: CheckAssignment,
  run: Run,
): Promise<void> {
  if (pullRequest === undefined) return
  const teller = await tellerOf(run.world, run.inputs.token)
  await told('comments on projects that are not checked were not written', teller, async () => {
    const own = await teller.forge.ownComments(pullRequest.number)
    const wanted = others.filter(
      ({ comment }) => comment.create || own.some(({ body }) => body.startsWith(comment.marker)),
    )
    for (const { place, comment } of wanted)
      await publish({ comment, status: undefined, checkRun: undefined }, place, teller)
  })
}
