import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { sourceSet } from '../source/positions.ts'
import type { SourceSet } from '../source/source-set.ts'
import { withoutSecretText } from '../source/secrets.ts'
import type { ResourceFile } from './documents.ts'
import type { OpenExtended } from './extends.ts'
import { isOfNow } from './identify.ts'
import { readInherited, withInherited } from './inherit.ts'
import type { Inherited } from './inherited.ts'
import { judged, type Jurisdiction, type RuleSettings } from './judgements.ts'
import { linkProject } from './link.ts'
import { inOrder } from './order.ts'
import { inFolder } from './paths.ts'
import { readDocuments } from './project-documents.ts'
import { ProjectFiles } from './project-files.ts'
import type { LoadedProject } from './project.ts'
import type { Compliance } from './schema.gen.ts'
import type { Snapshot } from './snapshot.ts'
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
  /** Reads what a Project extends. Default: nothing is read that another repository holds. */
  readonly openExtended?: OpenExtended | undefined
}

const nobody: OpenExtended = async () => 'withheld'

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
  const main: Place = { in: 'file', file: inFolder(folder, 'llmops.yaml') }
  const read = await readDocuments(files, folder)
  if (!read.ok) return broken(files, read.found, errorAt(main, read.problem))
  const used = read.documents
  const judge = async (draft: WholeDraft) => {
    const judgements = await Promise.all(rules.map(async (rule) => rule(draft)))
    return judgements.flatMap((some) => [...readable(some)])
  }
  const inherited = await readInherited(used, options.openExtended ?? nobody, judge)
  const mainBranch = hasTargets(used) ? await snapshot.mainBranch?.() : undefined
  const draft = draftOf(used, { ...options, folder, mainBranch, texts: files.texts, inherited: inherited.value })
  const found = [
    ...used.flatMap((file) => [...readable(file.diagnostics)]),
    ...inherited.diagnostics,
    ...(await judge(draft)),
  ]
  const exhausted = files.exhausted ?? draft.effort.exhausted
  if (exhausted !== undefined) return broken(files, true, errorAt(main, exhausted))
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

/** Findings of one file or rule, up to the errors that anybody reads; the rest is not even looked for. */
function* readable(found: Iterable<Diagnostic>): Generator<Diagnostic> {
  let errors = 0
  for (const diagnostic of found) {
    if (diagnostic.severity === 'error' && ++errors > limits.errors) return
    yield diagnostic
  }
}

function hasTargets(files: readonly ResourceFile[]): boolean {
  return files.some(({ identified }) => identified.some(({ kind }) => kind === 'DeploymentTarget'))
}

type Surroundings = Pick<WholeDraft, 'folder' | 'mainBranch' | 'texts' | 'inherited'> & LoadOptions

function draftOf(files: readonly ResourceFile[], surroundings: Surroundings): WholeDraft {
  return new WholeDraft({
    ...surroundings,
    identified: files.flatMap((file) => file.identified),
    drafts: files.flatMap((file) => file.drafts).map((draft) => withInherited(draft, surroundings.inherited)),
    unread: files.flatMap((file) => file.unread ?? []),
  })
}

function broken(files: ProjectFiles, found: boolean, error: Diagnostic): LoadedProject {
  const sources = sourceSet(files.texts)
  const { references } = files
  return { found, project: undefined, diagnostics: [error], silenced: [], sources, resourceCount: 0, references }
}

function loaded(
  files: ProjectFiles,
  draft: WholeDraft,
  found: readonly Diagnostic[],
  jurisdiction: Jurisdiction,
): LoadedProject {
  const sources = sourcesOf(files, draft.inherited)
  const { diagnostics, silenced } = judged(inOrder(found.map(withoutSecret), sources), jurisdiction, sources)
  const isValid = diagnostics.every(({ severity }) => severity !== 'error')
  return {
    found: true,
    project: isValid ? linkProject(draft) : undefined,
    diagnostics: inOrder(diagnostics, sources),
    silenced,
    sources,
    resourceCount: draft.identified.filter(({ kind }) => isOfNow(kind)).length,
    references: files.references,
  }
}

/** The files of this project, and those of the one that it extends. */
function sourcesOf({ texts, pieces }: ProjectFiles, inherited: Inherited): SourceSet {
  const others = 'files' in inherited ? inherited.files : undefined
  if (others === undefined) return sourceSet(texts, pieces)
  return sourceSet(new Map([...texts, ...others.texts]), new Map([...pieces, ...others.pieces]))
}
