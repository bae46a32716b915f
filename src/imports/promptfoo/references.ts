import type { Problem } from '../../diagnostic/problem.ts'
import { parseGlob } from '../../resources/glob.ts'
import { limits } from '../../source/limits.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import { readDocument } from '../read-yaml.ts'

/** What a text that may name a file leads to. */
export type Reference =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly extension: string }
  | { readonly kind: 'code' | 'network' }

const code: ReadonlySet<string> = new Set([
  'js',
  'cjs',
  'mjs',
  'ts',
  'cts',
  'mts',
  'py',
  'rb',
  'go',
  'sh',
  'bash',
  'pl',
  'php',
])
const remote = /^(?:https?|ftp|huggingface|langfuse|helicone|portkey|az|s3|gs|wss?):\/\//i

/** `file://path`, or an address; anything else is a text. Code may follow its path by `:function`. */
export function referenceIn(text: string): Reference {
  if (remote.test(text)) return { kind: 'network' }
  if (/^(?:exec|package|javascript|python|ruby):/.test(text)) return { kind: 'code' }
  if (!text.startsWith('file://')) return { kind: 'text', text }
  return pathReference(text.slice('file://'.length))
}

/** A path as it stands. */
export function pathReference(path: string): Reference {
  const [, extension = ''] = /\.([A-Za-z0-9]+)(?::[\w.]+)?$/.exec(path) ?? []
  return code.has(extension.toLowerCase())
    ? { kind: 'code' }
    : { kind: 'file', path, extension: extension.toLowerCase() }
}

export interface ReadText {
  readonly file: string
  readonly text: string
}

/**
 * The text of a file that stands in the folder of the configuration; undefined, and reported, where it cannot be read.
 */
export async function readBeside(
  path: string,
  at: Cursor,
  request: ImportRequest,
  limit: number = limits.textBytes,
): Promise<ReadText | undefined> {
  const read = await request.files.readReference(request.file, path, limit)
  if (read.ok) return read
  request.findings.unreadable(at.place, read.problem)
  return undefined
}

/** The files that a path with wildcards leads to; the path itself where it has none. */
export async function filesOf(path: string, at: Cursor, request: ImportRequest): Promise<readonly string[]> {
  if (!/[*?]/.test(path)) return [path]
  const found = await request.files.matching(request.file, path, parseGlob(path))
  const problem: Problem = found.ok ? { code: 'no-file-matches', pattern: path } : found.problem
  if (found.ok && found.entries.length > 0) return found.entries.map((entry) => entry.path)
  request.findings.unreadable(at.place, problem)
  return []
}

/** The document of a YAML or JSON file; undefined, and reported, where it cannot be read. */
export async function documentBeside(path: string, at: Cursor, request: ImportRequest): Promise<Cursor | undefined> {
  const read = await readBeside(path, at, request, limits.yamlBytes)
  if (read === undefined) return undefined
  const { root, diagnostics } = readDocument(read.file, read.text)
  request.findings.keep(diagnostics.map((one) => ({ ...one, severity: 'warning' as const })))
  return root
}

/** The value itself, or the document that it names as `file://…`. */
export async function resolved(at: Cursor, request: ImportRequest): Promise<Cursor | undefined> {
  const reference = at.text === undefined ? undefined : referenceIn(at.text)
  if (reference === undefined || reference.kind === 'text') return at
  if (reference.kind === 'file') return documentBeside(reference.path, at, request)
  reportUnread(reference.kind, at, request)
  return undefined
}

/** Nothing is executed, and nothing fetched. */
export function reportUnread(kind: 'code' | 'network', at: Cursor, { findings }: ImportRequest): void {
  const what = at.text ?? at.name
  if (kind === 'code') findings.report(at.place, { code: 'import-executes', what })
  else findings.report(at.place, { code: 'import-lost', what, why: 'network' })
}
