import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { errorAt, judgementAt } from '../source/error-at.ts'
import { refusedProviders, withOrganisation } from './compose-policy.ts'
import type { ResourceFile } from './documents.ts'
import type { AnyDraft, ProjectDraft } from './draft.ts'
import { type OpenExtended, readExtends } from './extends.ts'
import type { Inherited, Organisation } from './inherited.ts'
import { isMapping } from './json-shape.ts'
import { type Judge, readOrganisation } from './read-organisation.ts'
import { type Reading, resourceOf } from './reading.ts'

/** Reads what a project extends. Throws IncompleteFault where it is to be read and cannot be had. */
export async function readInherited(
  documents: readonly ResourceFile[],
  open: OpenExtended,
  judge: Judge,
): Promise<Reading<Inherited>> {
  const project = documents.flatMap(({ drafts }) => drafts).find((draft) => draft.kind === 'Project')
  if (project === undefined) return { value: { state: mayExtend(documents) ? 'broken' : 'nothing' }, diagnostics: [] }
  if (project.fields.extends === undefined) return { value: { state: 'nothing' }, diagnostics: [] }
  const place = project.placeOf(['extends'])
  const read = readExtends(project.fields.extends)
  if (!read.ok) return { value: { state: 'broken' }, diagnostics: [errorAt(place, read.problem)] }
  const { label } = read.extended
  const snapshot = await open(read.extended)
  if (snapshot === 'withheld') {
    const notRead = judgementAt(place, { code: 'extends-not-read', organisation: label })
    return { value: { state: 'withheld', label }, diagnostics: [notRead] }
  }
  const found = await readOrganisation(snapshot, label, place, judge)
  const { files } = found
  if (!found.ok) return { value: { state: 'broken', files }, diagnostics: found.diagnostics }
  const { organisation } = found
  const diagnostics = [...refusedIn(project, organisation), ...shadowing(documents, organisation)]
  return { value: { state: 'read', organisation, files }, diagnostics }
}

/** A resource of the project, with what it has from the one that it extends. */
export function withInherited(draft: AnyDraft, inherited: Inherited): AnyDraft {
  if (draft.kind !== 'Project' || inherited.state !== 'read') return draft
  const fields = withOrganisation(draft.fields, inherited.organisation.project.fields)
  return { ...draft, fields, resource: resourceOf(draft, { ...fields }) }
}

/** Whether a Project that is broken itself seems to extend something: what is not here may be there. */
function mayExtend(documents: readonly ResourceFile[]): boolean {
  return documents.some(({ identified, unread }) => {
    const project = identified.find(({ kind }) => kind === 'Project')
    const says = project !== undefined && isMapping(project.value) && Object.hasOwn(project.value, 'extends')
    return says || /^\s*["']?extends\b/m.test(unread?.text ?? '')
  })
}

function* refusedIn(project: ProjectDraft, { label, project: theirs }: Organisation): Generator<Diagnostic> {
  for (const { name, why } of refusedProviders(project.fields, theirs.fields)) {
    const path = why === 'bound' ? ['providers', name] : ['providers']
    const related = [{ label: 'decided here', place: theirs.placeOf(path, 'key') }]
    const problem = { code: 'organisation-decides', organisation: label, name, what: `provider ${why}` } as const
    yield errorAt(project.placeOf(['providers', name], 'key'), problem, related)
  }
}

/** A name that means something else in one project would be read wrongly by everybody who knows the others. */
function* shadowing(documents: readonly ResourceFile[], { label, models }: Organisation): Generator<Diagnostic> {
  const theirs = new Map(models.map((model) => [model.name, model]))
  for (const { kind, name = '', place } of documents.flatMap(({ identified }) => identified)) {
    const there = kind === 'Model' ? theirs.get(name) : undefined
    if (there === undefined) continue
    const related = [{ label: 'the Model over there', place: there.placeOf(['name']) }]
    const problem = { code: 'organisation-decides', organisation: label, name, what: 'model' } as const
    yield errorAt({ ...place, path: ['name'] }, problem, related)
  }
}
