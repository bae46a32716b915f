import type { Project } from '../resources/project.ts'
import { loadTrees, type Trees } from './projects.ts'
import { hasErrors, requireProject } from './validate.ts'
import { openWorkspace, type SnapshotRequest, type Workspace } from './workspace.ts'

/** The trees of a run. */
export interface OpenTrees {
  readonly workspace: Workspace
  readonly trees: Trees
  /** Head's; undefined where it is invalid. */
  readonly project: Project | undefined
}

/** Loads the trees that a request names. Throws UsageFault where there is no project. */
export async function openTrees(request: SnapshotRequest, scope: AsyncDisposableStack): Promise<OpenTrees> {
  const workspace = await openWorkspace(request, scope)
  const trees = await loadTrees(workspace)
  requireProject(trees.head, workspace)
  const { loaded, diagnostics } = trees.head
  return { workspace, trees, project: hasErrors(diagnostics) ? undefined : loaded.project }
}
