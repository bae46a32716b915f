import { mkdirSync } from 'node:fs'
import { checkMarker } from '../report/markdown/marker.ts'
import type { CheckAssignment } from './assignment.ts'
import { type Addressee, leave } from './handover.ts'
import { statusContext } from './status-context.ts'
import type { Run } from './world.ts'

/**
 * From now on somebody is told, whatever happens; whose token may not write, nothing beside the run itself. The status is
 * one for all projects of the change.
 */
export function expectResult(assignment: CheckAssignment, run: Run): Addressee {
  const { told } = assignment
  const writes = mayWrite(assignment, run)
  const status = writes ? statusContext(run.inputs, told) : undefined
  const place = { ...told, writes, marker: undefined, status, folder: undefined }
  leave(run.desk, 'place', place)
  return place
}

/** One project of a change, with what `post` needs to know of it in a folder of its own. */
export interface ExpectedProject {
  readonly folder: string
  readonly desk: string
  readonly place: Addressee
}

/** The same of each project that is checked: its comment. */
export function expectComments(
  assignment: CheckAssignment,
  folders: readonly string[],
  run: Run,
): readonly ExpectedProject[] {
  const expected = folders.map((folder, at) => {
    const desk = `${run.desk}-${at}`
    mkdirSync(desk)
    const place = commentPlace(assignment, folder, run)
    leave(desk, 'place', place)
    return { folder, desk, place }
  })
  leave(
    run.desk,
    'projects',
    expected.map(({ desk }) => desk),
  )
  return expected
}

/** Where a project's comment goes; without a marker where none is wanted. */
export function commentPlace(assignment: CheckAssignment, folder: string, run: Run): Addressee {
  const { told } = assignment
  const writes = mayWrite(assignment, run)
  const comments = writes && run.inputs.comment && told.pullRequest !== undefined
  return { ...told, writes, marker: comments ? checkMarker(folder) : undefined, status: undefined, folder }
}

function mayWrite({ outsider }: CheckAssignment, { inputs }: Run): boolean {
  return outsider === undefined && inputs.token !== undefined
}
