import { excerpt } from '../evaluation/excerpt.ts'
import type { CheckRun } from './forge.ts'
import type { Ended } from './status-of.ts'

/** UTF-16 units that GitHub takes of a title. */
const longest = 255

/** What holds the annotations that a step's log has no room for. It passes only where the run did. `summary` is Markdown. */
export function checkRunOf(
  { exitCode, says }: Ended,
  { name, summary, annotations }: Pick<CheckRun, 'name' | 'summary' | 'annotations'>,
): CheckRun {
  const conclusion = exitCode === 0 ? 'success' : 'failure'
  return { name, conclusion, title: excerpt(says, longest), summary, annotations }
}
