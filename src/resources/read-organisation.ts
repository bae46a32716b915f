import { describe } from '../diagnostic/describe.ts'
import { isJudged } from '../diagnostic/definitions.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import { errorAt } from '../source/error-at.ts'
import type { ResourceFile } from './documents.ts'
import type { ForeignTexts, Organisation } from './inherited.ts'
import { readDocuments } from './project-documents.ts'
import { ProjectFiles } from './project-files.ts'
import type { Snapshot } from './snapshot.ts'
import { WholeDraft } from './whole-draft.ts'

/** The rules' findings on a draft. */
export type Judge = (draft: WholeDraft) => Promise<readonly Diagnostic[]>

export type ReadOrganisation =
  | { readonly ok: true; readonly organisation: Organisation; readonly files: ForeignTexts }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly files: ForeignTexts }

/** More errors of another repository are no help here. */
const mostErrors = 20

/**
 * Reads the project at the root of another repository. It has to be valid, as far as nothing judges it: judgements are
 * between that repository and its owners. What is wrong is said at `place`, with the place over there beside it.
 */
export async function readOrganisation(
  snapshot: Snapshot,
  label: string,
  place: Place,
  judge: Judge,
): Promise<ReadOrganisation> {
  const wrong = (message: string, there?: Place): Diagnostic =>
    errorAt(
      place,
      { code: 'extends-invalid', organisation: label, message },
      there && [{ label: 'over there', place: there }],
    )
  const files = new ProjectFiles(below(label, snapshot), label)
  const read = await readDocuments(files, label)
  if (!read.ok) return { ok: false, diagnostics: [wrong(describe(read.problem).message)], files }
  const draft = draftOf(read.documents, label, files)
  const found = [...read.documents.flatMap(({ diagnostics }) => diagnostics), ...(await judge(draft))]
  const errors = found.filter(({ severity, problem }) => severity === 'error' && !isJudged(problem.code))
  const exhausted = files.exhausted ?? draft.effort.exhausted
  const diagnostics = [
    ...(exhausted === undefined ? [] : [wrong(describe(exhausted).message)]),
    ...errors.slice(0, mostErrors).map((one) => wrong(describe(one.problem).message, one.place)),
    ...extendsItself(draft).map((there) => wrong('it extends another repository itself', there)),
  ]
  const [project] = draft.of('Project')
  if (diagnostics.length > 0 || project === undefined) return { ok: false, diagnostics, files }
  return { ok: true, organisation: { label, project, models: draft.of('Model') }, files }
}

function draftOf(documents: readonly ResourceFile[], folder: string, { texts }: ProjectFiles): WholeDraft {
  return new WholeDraft({
    folder,
    texts,
    identified: documents.flatMap(({ identified }) => identified),
    drafts: documents.flatMap(({ drafts }) => drafts),
    unread: documents.flatMap(({ unread }) => unread ?? []),
  })
}

/** There is one level: whoever reads a Project sees whose policy holds. */
function extendsItself(draft: WholeDraft): readonly Place[] {
  return draft
    .of('Project')
    .flatMap(({ fields, placeOf }) => (fields.extends === undefined ? [] : placeOf(['extends'])))
}

/** A snapshot whose paths begin with a folder, so that they are not taken for those of this repository. */
function below(folder: string, snapshot: Snapshot): Snapshot {
  const start = `${folder}/`
  const named = async (path: string) =>
    (await snapshot.list(path)).map((entry) => ({ ...entry, path: `${start}${entry.path}` }))
  return {
    label: snapshot.label,
    commit: snapshot.commit,
    list: async (path) => {
      if (path === '' || path === folder) return named('')
      return path.startsWith(start) ? named(path.slice(start.length)) : []
    },
    read: async (path) => (path.startsWith(start) ? snapshot.read(path.slice(start.length)) : undefined),
  }
}
