import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import type { Shaped } from './draft.ts'
import { parseGlob } from './glob.ts'
import { byCodePoints } from './order.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Reading } from './reading.ts'
import type { TreeEntry } from './snapshot.ts'
import type { KnowledgeText } from './subject.ts'

/** A pattern of files, and the keys that lead to it. */
interface WrittenPattern {
  readonly pattern: string
  readonly path: KeyPath
}

interface Matched {
  readonly folder: string
  readonly entries: readonly TreeEntry[]
}

/** The texts of a knowledge base: every file that a pattern leads to, once, in the order of their ids. */
export async function readKnowledge(
  document: Shaped<'KnowledgeBase'>,
  patterns: readonly WrittenPattern[],
  files: ProjectFiles,
): Promise<Reading<readonly KnowledgeText[]>> {
  const found = await Promise.all(patterns.map((pattern) => match(document, pattern, files)))
  const matched = found.flatMap(({ value }) => value ?? [])
  const diagnostics = found.flatMap((one) => one.diagnostics)
  const entries = [...new Map(matched.flatMap((one) => one.entries).map((entry) => [entry.path, entry])).values()]
  const tooMuch = problemOfSize(entries)
  const [first] = patterns
  if (tooMuch !== undefined && first !== undefined) {
    return { value: [], diagnostics: [...diagnostics, errorAt(document.placeOf(['files']), tooMuch)] }
  }
  const folder = sharedFolder(matched.map((one) => one.folder))
  const read = await readEntries(entries, folder, files)
  return {
    value: read.flatMap(({ value }) => value ?? []).toSorted((a, b) => byCodePoints(a.id, b.id)),
    diagnostics: [...diagnostics, ...read.flatMap((one) => one.diagnostics)],
  }
}

async function match(
  document: Shaped<'KnowledgeBase'>,
  { pattern, path }: WrittenPattern,
  files: ProjectFiles,
): Promise<Reading<Matched | undefined>> {
  const wrong = (problem: Parameters<typeof errorAt>[1]): Reading<undefined> => {
    return { value: undefined, diagnostics: [errorAt(document.placeOf(path), problem)] }
  }
  const matching = await files.matching(document.place.file, pattern, parseGlob(pattern))
  if (!matching.ok) return wrong(matching.problem)
  return matching.entries.length === 0
    ? wrong({ code: 'no-file-matches', pattern })
    : { value: matching, diagnostics: [] }
}

/** Files that are open at once. */
const atOnce = 64

async function readEntries(
  entries: readonly TreeEntry[],
  folder: string,
  files: ProjectFiles,
): Promise<readonly Reading<KnowledgeText | undefined>[]> {
  const read: Reading<KnowledgeText | undefined>[] = []
  for (let at = 0; at < entries.length; at += atOnce) {
    const some = entries.slice(at, at + atOnce).map((entry) => readEntry(entry, folder, files))
    read.push(...(await Promise.all(some)))
  }
  return read
}

async function readEntry(
  entry: TreeEntry,
  folder: string,
  files: ProjectFiles,
): Promise<Reading<KnowledgeText | undefined>> {
  const read = await files.read(entry, limits.textBytes)
  if (read.ok) {
    const id = folder === '' ? read.file : read.file.slice(folder.length + 1)
    return { value: { id, text: read.text, file: read.file }, diagnostics: [] }
  }
  const diagnostics: readonly Diagnostic[] = [errorAt({ in: 'file', file: entry.path }, read.problem)]
  return { value: undefined, diagnostics }
}

function problemOfSize(entries: readonly TreeEntry[]): Parameters<typeof errorAt>[1] | undefined {
  const { knowledgeFiles, knowledgeBytes } = limits
  if (entries.length > knowledgeFiles) {
    return { code: 'out-of-range', found: `${entries.length} files`, expected: `at most ${knowledgeFiles} files` }
  }
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (bytes <= knowledgeBytes) return undefined
  return { code: 'out-of-range', found: `${bytes} bytes in all`, expected: `at most ${knowledgeBytes} bytes` }
}

/** The deepest folder that all of them are in. */
function sharedFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((folder) => folder.split('/').filter(Boolean))
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return first.slice(0, end === -1 ? first.length : end).join('/')
}
