import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import type { IgnoreComment } from '../source/ignore-comments.ts'
import { readYaml } from '../source/yaml-documents.ts'
import type { AnyDraft, Documents, Shaped, YamlPlace } from './draft.ts'
import { type Identified, identify, isOfNow } from './identify.ts'
import { kinds } from './kinds/list.ts'
import type { ProjectFiles } from './project-files.ts'
import type { KindName } from './project.ts'
import type { Reading } from './reading.ts'
import { shapeProblems } from './shape-problems.ts'
import type { TreeEntry } from './snapshot.ts'
import type { UnreadFile } from './whole-draft.ts'

/** What one YAML file of a project holds. */
export interface ResourceFile {
  readonly file: string
  readonly identified: readonly Identified[]
  readonly drafts: readonly AnyDraft[]
  /** Set where some document in it does not even say what it is. */
  readonly unread: UnreadFile | undefined
  readonly ignores: readonly IgnoreComment[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads one YAML file: its documents, each with the files that it names. */
export async function readResourceFile(entry: TreeEntry, files: ProjectFiles): Promise<ResourceFile> {
  const read = await files.read(entry, limits.yamlBytes)
  if (!read.ok) {
    const unreadable = errorAt({ in: 'file', file: entry.path }, read.problem)
    const unread = { file: entry.path, text: undefined }
    return { file: entry.path, identified: [], drafts: [], unread, ignores: [], diagnostics: [unreadable] }
  }
  const { documents, diagnostics, ignores } = readYaml(read.file, read.text)
  files.pieces.set(
    read.file,
    documents.map(({ piece }) => piece),
  )
  const full = documents.filter(({ empty }) => !empty)
  const found = full.flatMap(({ index, value }) => {
    const place: YamlPlace = { in: 'yaml', file: read.file, document: index, path: [], part: 'value' }
    return value === undefined ? [] : [identify(value, place)]
  })
  const identified = found.flatMap((one) => (one.ok ? [one.document] : []))
  const drafted = await Promise.all(identified.map((document) => readDocument(document, files)))
  return {
    file: read.file,
    identified,
    drafts: drafted.flatMap(({ value }) => value ?? []),
    unread:
      identified.length < full.length || diagnostics.length > 0 ? { file: read.file, text: read.text } : undefined,
    ignores,
    diagnostics: [...diagnostics, ...[...found, ...drafted].flatMap((one) => one.diagnostics)],
  }
}

/** The validator's time grows with the square of the faults that it finds. */
const faultsPerStep = 50

async function readDocument(document: Identified, files: ProjectFiles): Promise<Reading<AnyDraft | undefined>> {
  const { kind, place, value, name } = document
  if (!isOfNow(kind)) return { value: undefined, diagnostics: [] }
  if (files.exhausted !== undefined) return { value: undefined, diagnostics: [] }
  const problems = shapeProblems(kind, value)
  files.effort.affords(problems.length ** 2 / faultsPerStep)
  if (problems.length === 0 && name !== undefined) return draft(kind, shaped(kind, name, document), files)
  const diagnostics = problems.map(({ path, part, problem }) => errorAt({ ...place, path, part }, problem))
  return { value: undefined, diagnostics }
}

/** The validators have just shown that the document has the shape of its kind. */
function shaped<K extends KindName>(kind: K, name: string, { value, place }: Identified): Shaped<K> {
  const placeOf = (path: KeyPath, part: 'key' | 'value' = 'value'): YamlPlace => ({ ...place, path, part })
  return { kind, name, fields: value as unknown as Documents[K], place, placeOf }
}

function draft<K extends KindName>(kind: K, document: Shaped<K>, files: ProjectFiles): Promise<Reading<AnyDraft>> {
  return kinds[kind].read(document, files)
}
