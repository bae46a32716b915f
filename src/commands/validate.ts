import { UsageFault } from '../diagnostic/fault.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { SnapshotName, ValidateReport } from '../verdict/reports.ts'
import { keyVariables } from '../resources/key-variables.ts'
import type { Policy } from '../resources/policy.ts'
import type { Project } from '../resources/project.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { loadEarlier, loadTree, type Tree } from './projects.ts'
import { type HeadSpace, openHead, openWorkspace, type SnapshotRequest } from './workspace.ts'

/** A report, with the texts that its places refer to. */
export interface Rendered<Report> {
  readonly report: Report
  readonly sources: SourceSet
  /** Environment variables that hold keys: their values must not be printed. */
  readonly keys: readonly string[]
}

/** Every resource and every reference of one tree. */
export async function validate(request: SnapshotRequest): Promise<Rendered<ValidateReport>> {
  await using scope = new AsyncDisposableStack()
  const workspace = await openHead(request, scope)
  const openExtended = workspace.extensions.ofChange(() => trustedProjects(request, scope))
  const tree = await loadTree(workspace.head, workspace.folder, { today: request.today, openExtended })
  requireProject(tree, workspace)
  const report: ValidateReport = {
    version: 1,
    command: 'validate',
    project: projectName(tree, workspace),
    snapshot: nameOf(workspace.head),
    diagnostics: tree.diagnostics,
    silenced: tree.loaded.silenced,
    exitCode: hasErrors(tree.diagnostics) ? 2 : 0,
  }
  return { report, sources: tree.sources, keys: [] }
}

/** The project of the base branch, where there is one: whose word is taken for what to read. */
async function trustedProjects(
  request: SnapshotRequest,
  scope: AsyncDisposableStack,
): Promise<readonly (Project | undefined)[]> {
  try {
    const { base, policy, head, folder, extensions } = await openWorkspace(request, scope)
    const snapshots = [base, policy].filter((snapshot) => snapshot !== undefined)
    const trees = await Promise.all(snapshots.map((snapshot) => loadEarlier(snapshot, folder, head, extensions)))
    return trees.map(({ loaded }) => loaded.project)
  } catch (error) {
    if (error instanceof UsageFault) return [] // there is no base
    throw error
  }
}

/** Throws UsageFault where there is no `llmops.yaml`: there is nothing to look at, which is never a pass. */
export function requireProject({ loaded }: Tree, { folder, head }: Pick<HeadSpace, 'folder' | 'head'>): void {
  if (loaded.found) return
  const where = folder === '' ? 'this repository' : folder
  throw new UsageFault(`no llmops.yaml in ${where} (${head.label}); 'llmops init' makes one`)
}

export function projectName(
  { loaded }: Tree,
  { folder }: Pick<HeadSpace, 'folder' | 'head'>,
): ValidateReport['project'] {
  return { name: loaded.project?.name, folder, resources: loaded.resourceCount }
}

export function nameOf({ label, commit }: Snapshot): SnapshotName {
  return { label, commit }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** The variables that policy binds. */
export function keysOf({ providers }: Policy): readonly string[] {
  return [...providers.values()].flatMap(keyVariables)
}
