import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { sourceSet } from '../source/positions.ts'
import { type ResourceFile, readResourceFile } from './documents.ts'
import { isOfNow } from './identify.ts'
import { linkProject } from './link.ts'
import { byCodePoints, inOrder } from './order.ts'
import { inFolder } from './paths.ts'
import { ProjectFiles } from './project-files.ts'
import type { LoadedProject } from './project.ts'
import type { Snapshot, TreeEntry } from './snapshot.ts'
import { WholeDraft } from './whole-draft.ts'

/** A check beyond the shape of a single resource. Reports in any order; never about what is broken already. */
export type Rule = (draft: WholeDraft) => Iterable<Diagnostic>

/**
 * Reads, validates and links the project whose `llmops.yaml` stands in `folder` (`''`: the root). All problems come in
 * one go: a broken file, document or reference hides no other.
 */
export async function readProject(snapshot: Snapshot, folder: string, rules: readonly Rule[]): Promise<LoadedProject> {
  const files = new ProjectFiles(snapshot, folder)
  const main = inFolder(folder, 'llmops.yaml')
  const entry = await files.find(main)
  if (entry === undefined || entry === 'directory')
    return loaded(files, false, [errorAt({ in: 'file', file: main }, { code: 'no-project' })])
  const listed = (await files.listResources()).filter(isResourceFile(folder))
  const entries = [{ ...entry, path: main }, ...listed.toSorted((a, b) => byCodePoints(a.path, b.path))]
  const limit = limits.yamlFiles
  if (entries.length > limit) {
    const problem = { code: 'too-many-files', count: entries.length, limit } as const
    return loaded(files, true, [errorAt({ in: 'file', file: main }, problem)])
  }
  const read = await Promise.all(entries.map((one) => readResourceFile(one, files)))
  const used = read.filter((file) => !isOnlyReferenced(file, files))
  const draft = draftOf(folder, used)
  const diagnostics = [...used.flatMap((file) => file.diagnostics), ...rules.flatMap((rule) => [...rule(draft)])]
  return loaded(files, true, diagnostics, draft)
}

/** YAML below `llmops/`, but for recorded answers; and what would silently hide some: links and submodules. */
function isResourceFile(folder: string): (entry: TreeEntry) => boolean {
  const recorded = inFolder(folder, 'llmops/recorded/')
  return ({ path, type }) => {
    if (path.startsWith(recorded)) return false
    const mayHoldFiles = type === 'submodule' || (type === 'symlink' && !/\.[^/]*$/.test(path))
    return mayHoldFiles || /\.ya?ml$/i.test(path)
  }
}

/** A YAML file without resources that a resource names holds cases, or a text. */
function isOnlyReferenced({ file, identified }: ResourceFile, files: ProjectFiles): boolean {
  return identified.length === 0 && files.references.has(file)
}

function draftOf(folder: string, files: readonly ResourceFile[]): WholeDraft {
  return new WholeDraft({
    folder,
    identified: files.flatMap((file) => file.identified),
    drafts: files.flatMap((file) => file.drafts),
    unread: files.flatMap((file) => file.unread ?? []),
  })
}

function loaded(
  files: ProjectFiles,
  found: boolean,
  diagnostics: readonly Diagnostic[],
  draft?: WholeDraft,
): LoadedProject {
  const sources = sourceSet(files.texts)
  const isValid = draft !== undefined && diagnostics.every(({ severity }) => severity !== 'error')
  return {
    found,
    project: isValid ? linkProject(draft) : undefined,
    diagnostics: inOrder(diagnostics, sources),
    sources,
    resourceCount: draft?.identified.filter(({ kind }) => isOfNow(kind)).length ?? 0,
  }
}
