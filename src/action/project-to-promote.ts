import { warn } from '../adapters/actions/annotate.ts'
import { foldersIn } from '../commands/projects-of-change.ts'
import { locateProject, openHead, type SnapshotRequest } from '../commands/workspace.ts'
import { UsageFault } from '../diagnostic/fault.ts'

const remedy = 'Write which one is meant, `project: FOLDER` under `with:`; for several, one step each'

/**
 * Where the project lies that a commit promotes. Of several the one at the root is the repository's own, and of the others it
 * is said that they are not promoted. Throws UsageFault where only the workflow can say which is meant.
 */
export async function projectToPromote(request: SnapshotRequest): ReturnType<typeof locateProject> {
  const folders = request.project === undefined ? await foldersAt(request) : []
  if (folders.length > 1 && !folders.includes(''))
    throw new UsageFault(`several projects here (${folders.join(', ')}). ${remedy}`)
  const others = folders.filter((folder) => folder !== '')
  if (folders.includes('') && others.length > 0)
    warn(`only the project at the root is promoted, not that in ${others.join(', ')}. ${remedy}`)
  return locateProject(request)
}

async function foldersAt(request: SnapshotRequest): Promise<readonly string[]> {
  await using scope = new AsyncDisposableStack()
  const { head } = await openHead({ ...request, project: '' }, scope)
  return await foldersIn(head)
}
