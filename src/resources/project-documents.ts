import type { Problem } from '../diagnostic/problem.ts'
import { limits } from '../source/limits.ts'
import { type ResourceFile, readResourceFile } from './documents.ts'
import { byCodePoints } from './order.ts'
import { inFolder } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'
import type { TreeEntry } from './snapshot.ts'

/** Every YAML file of a project that holds resources, in code point order of the path, its `llmops.yaml` first. */
export type ProjectDocuments =
  | { readonly ok: true; readonly documents: readonly ResourceFile[] }
  /** `found`: whether there is an `llmops.yaml`. */
  | { readonly ok: false; readonly found: boolean; readonly problem: Problem }

/** Reads the YAML of the project whose `llmops.yaml` stands in `folder`, with the files that it names. */
export async function readDocuments(files: ProjectFiles, folder: string): Promise<ProjectDocuments> {
  const main = inFolder(folder, 'llmops.yaml')
  const entry = await files.find(main)
  if (entry === undefined || entry === 'directory') return { ok: false, found: false, problem: { code: 'no-project' } }
  const listed = (await files.listResources()).filter(isResourceFile(folder))
  const entries = [{ ...entry, path: main }, ...listed.toSorted((a, b) => byCodePoints(a.path, b.path))]
  const tooMuch = tooMuchIn(entries)
  if (tooMuch !== undefined) return { ok: false, found: true, problem: tooMuch }
  const read = await Promise.all(entries.map((one) => readResourceFile(one, files)))
  return { ok: true, documents: read.filter((file) => !isOnlyReferenced(file, files)) }
}

/** What cannot be read in bounded time and memory is not begun with. */
function tooMuchIn(entries: readonly TreeEntry[]): Problem | undefined {
  if (entries.length > limits.yamlFiles)
    return { code: 'too-many-files', count: entries.length, limit: limits.yamlFiles }
  const readable = entries.filter(({ bytes }) => bytes <= limits.yamlBytes)
  const bytes = readable.reduce((sum, entry) => sum + entry.bytes, 0)
  return bytes > limits.projectBytes ? { code: 'project-too-large', what: 'YAML' } : undefined
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
