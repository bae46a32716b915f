import { locateProject, openHead, type SnapshotRequest } from '../commands/workspace.ts'
import { UsageFault } from '../diagnostic/fault.ts'

/**
 * Where the project of a change lies. Of several the one at the root is the repository's own; but that is for the base to say:
 * a change that adds one there must not be checked as that one, while the project that it changes goes unseen.
 * Throws UsageFault where only the workflow can say which is meant.
 */
export async function projectOfChange(request: SnapshotRequest): ReturnType<typeof locateProject> {
  if (request.project === undefined) await requireOneMeaning(request)
  return locateProject(request)
}

const remedy = 'Write which one is meant, `project: FOLDER` under `with:`; for several, one step each'

async function requireOneMeaning(request: SnapshotRequest): Promise<void> {
  const after = await projectsAt(request, request.head)
  if (after.length < 2) return
  if (!after.includes('')) throw new UsageFault(`several projects here (${after.join(', ')}). ${remedy}`)
  const tip = request.policy ?? request.base
  const before = tip === undefined ? [] : await projectsAt(request, tip)
  const other = before.includes('') ? undefined : before.find((folder) => after.includes(folder))
  if (other !== undefined) throw new UsageFault(`a project at the root is added to that in ${other}. ${remedy}`)
}

/** The folders that hold an `llmops.yaml` in a tree, from the root of the repository. */
async function projectsAt(request: SnapshotRequest, commit: string | undefined): Promise<readonly string[]> {
  await using scope = new AsyncDisposableStack()
  const { head } = await openHead({ ...request, head: commit, project: '' }, scope)
  return (await head.list(''))
    .filter(({ path }) => /(^|\/)llmops\.yaml$/.test(path))
    .map(({ path }) => path.replace(/\/?llmops\.yaml$/, ''))
}
