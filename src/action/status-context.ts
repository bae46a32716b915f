import { posix } from 'node:path'
import { excerpt } from '../evaluation/excerpt.ts'
import type { TellingPlace } from './assignment.ts'
import type { Inputs } from './inputs.ts'

/** UTF-16 units of a context. */
const longest = 255

/**
 * The context of a status; undefined where none is wanted. A commit has one status of each context, whoever asks for it: what
 * was found about one project, or for one branch, must not stand there for another that the same commit is proposed to.
 */
export function statusContext(
  { status, project }: Pick<Inputs, 'status' | 'project'>,
  { otherBranch }: Pick<TellingPlace, 'otherBranch'>,
): string | undefined {
  if (status === undefined) return undefined
  const folder = project === undefined ? '' : posix.normalize(project).replace(/\/$/, '')
  const parts = [status, folder === '.' ? '' : folder, otherBranch === undefined ? '' : `(into ${otherBranch})`]
  return excerpt(parts.filter((part) => part !== '').join(' '), longest)
}
