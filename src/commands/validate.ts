import { UsageFault } from '../diagnostic/fault.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceSet } from '../source/source-set.ts'
import type { SnapshotName, ValidateReport } from '../verdict/reports.ts'
import type { Policy } from '../resources/policy.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { loadTree, type Tree } from './projects.ts'
import { type HeadSpace, openHead, type SnapshotRequest } from './workspace.ts'

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
  const tree = await loadTree(workspace.head, workspace.folder)
  requireProject(tree, workspace)
  const report: ValidateReport = {
    version: 1,
    command: 'validate',
    project: projectName(tree, workspace),
    snapshot: nameOf(workspace.head),
    diagnostics: tree.diagnostics,
    exitCode: hasErrors(tree.diagnostics) ? 2 : 0,
  }
  return { report, sources: tree.sources, keys: [] }
}

/** Throws UsageFault where there is no `llmops.yaml`: there is nothing to look at, which is never a pass. */
export function requireProject({ loaded }: Tree, { folder, head }: HeadSpace): void {
  if (loaded.found) return
  const where = folder === '' ? 'this repository' : folder
  throw new UsageFault(`no llmops.yaml in ${where} (${head.label}); 'llmops init' makes one`)
}

export function projectName({ loaded }: Tree, { folder }: HeadSpace): ValidateReport['project'] {
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
  return [...providers.values()].flatMap((binding) =>
    binding.type === 'openai' && binding.key !== undefined ? [binding.key] : [],
  )
}
