import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Problem } from '../diagnostic/problem.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { sourceSet } from '../source/positions.ts'
import { withoutSecretText } from '../source/secrets.ts'
import { type ResourceFile, readResourceFile } from './documents.ts'
import { isOfNow } from './identify.ts'
import { judged, type Jurisdiction, type RuleSettings } from './judgements.ts'
import { linkProject } from './link.ts'
import { byCodePoints, inOrder } from './order.ts'
import { inFolder } from './paths.ts'
import { ProjectFiles } from './project-files.ts'
import type { LoadedProject } from './project.ts'
import type { Compliance } from './schema.gen.ts'
import type { Snapshot, TreeEntry } from './snapshot.ts'
import { WholeDraft } from './whole-draft.ts'

/** A check beyond the shape of a single resource. Reports in any order; never about what is broken already. */
export type Rule = (draft: WholeDraft) => Iterable<Diagnostic> | Promise<Iterable<Diagnostic>>

export interface LoadOptions {
  /** Settings of judgements that base demands; undefined where there is no comparison. */
  readonly demanded?: RuleSettings | undefined
  /** Compliance rules of base, which hold beside the project's own. */
  readonly demandedCompliance?: Compliance | undefined
  /** `YYYY-MM-DD`; without it no judgement depends on when it is made. */
  readonly today?: string | undefined
}

/**
 * Reads, validates and links the project whose `llmops.yaml` stands in `folder` (`''`: the root). All problems come in
 * one go: a broken file, document or reference hides no other.
 */
export async function readProject(
  snapshot: Snapshot,
  folder: string,
  rules: readonly Rule[],
  options: LoadOptions = {},
): Promise<LoadedProject> {
  const files = new ProjectFiles(snapshot, folder)
  const main = inFolder(folder, 'llmops.yaml')
  const entry = await files.find(main)
  if (entry === undefined || entry === 'directory')
    return broken(files, false, errorAt({ in: 'file', file: main }, { code: 'no-project' }))
  const listed = (await files.listResources()).filter(isResourceFile(folder))
  const entries = [{ ...entry, path: main }, ...listed.toSorted((a, b) => byCodePoints(a.path, b.path))]
  const tooMuch = tooMuchIn(entries)
  if (tooMuch !== undefined) return broken(files, true, errorAt({ in: 'file', file: main }, tooMuch))
  const read = await Promise.all(entries.map((one) => readResourceFile(one, files)))
  const used = read.filter((file) => !isOnlyReferenced(file, files))
  const mainBranch = hasTargets(used) ? await snapshot.mainBranch?.() : undefined
  const draft = draftOf(used, { ...options, folder, mainBranch, texts: files.texts })
  const judgements = await Promise.all(rules.map((rule) => rule(draft)))
  const found = [...used.map((file) => file.diagnostics), ...judgements].flatMap((some) => [...readable(some)])
  const exhausted = files.exhausted ?? draft.effort.exhausted
  if (exhausted !== undefined) return broken(files, true, errorAt({ in: 'file', file: main }, exhausted))
  const jurisdiction = {
    own: draft.of('Project')[0]?.fields.rules ?? {},
    demanded: options.demanded,
    ignores: new Map(used.map(({ file, ignores }) => [file, ignores])),
  }
  return loaded(files, draft, found, jurisdiction)
}

/** A diagnostic that quotes what stands there, without what looks like a secret in it. */
function withoutSecret(diagnostic: Diagnostic): Diagnostic {
  const clean = (value: unknown): unknown => (typeof value === 'string' ? withoutSecretText(value) : value)
  const fields = Object.entries(diagnostic.problem).map(([field, value]) => [
    field,
    Array.isArray(value) ? value.map(clean) : clean(value),
  ])
  return { ...diagnostic, problem: Object.fromEntries(fields) as Problem }
}

/** What cannot be read in bounded time and memory is not begun with. */
function tooMuchIn(entries: readonly TreeEntry[]): Problem | undefined {
  if (entries.length > limits.yamlFiles)
    return { code: 'too-many-files', count: entries.length, limit: limits.yamlFiles }
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  return bytes > limits.projectBytes ? { code: 'project-too-large', what: 'YAML' } : undefined
}

/** Findings of one file or rule, up to the errors that anybody reads; the rest is not even looked for. */
function* readable(found: Iterable<Diagnostic>): Generator<Diagnostic> {
  let errors = 0
  for (const diagnostic of found) {
    if (diagnostic.severity === 'error' && ++errors > limits.errors) return
    yield diagnostic
  }
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

function hasTargets(files: readonly ResourceFile[]): boolean {
  return files.some(({ identified }) => identified.some(({ kind }) => kind === 'DeploymentTarget'))
}

/** A YAML file without resources that a resource names holds cases, or a text. */
function isOnlyReferenced({ file, identified }: ResourceFile, files: ProjectFiles): boolean {
  return identified.length === 0 && files.references.has(file)
}

type Surroundings = Pick<WholeDraft, 'folder' | 'mainBranch' | 'texts'> & LoadOptions

function draftOf(files: readonly ResourceFile[], surroundings: Surroundings): WholeDraft {
  return new WholeDraft({
    ...surroundings,
    identified: files.flatMap((file) => file.identified),
    drafts: files.flatMap((file) => file.drafts),
    unread: files.flatMap((file) => file.unread ?? []),
  })
}

function broken(files: ProjectFiles, found: boolean, error: Diagnostic): LoadedProject {
  const sources = sourceSet(files.texts)
  return { found, project: undefined, diagnostics: [error], silenced: [], sources, resourceCount: 0 }
}

function loaded(
  files: ProjectFiles,
  draft: WholeDraft,
  found: readonly Diagnostic[],
  jurisdiction: Jurisdiction,
): LoadedProject {
  const sources = sourceSet(files.texts, files.pieces)
  const { diagnostics, silenced } = judged(inOrder(found.map(withoutSecret), sources), jurisdiction, sources)
  const isValid = diagnostics.every(({ severity }) => severity !== 'error')
  return {
    found: true,
    project: isValid ? linkProject(draft) : undefined,
    diagnostics: inOrder(diagnostics, sources),
    silenced,
    sources,
    resourceCount: draft.identified.filter(({ kind }) => isOfNow(kind)).length,
  }
}
