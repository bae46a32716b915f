import type { Range } from '../source/range.ts'
import type { ModelDraft, ProjectDraft } from './draft.ts'

/** Every text of another repository that was read, by path, and the pieces of those that are YAML: for diagnostics. */
export interface ForeignTexts {
  readonly texts: ReadonlyMap<string, string>
  readonly pieces: ReadonlyMap<string, readonly Range[]>
}

/** The project of another repository, as far as others extend it: its policy and its Models. */
export interface Organisation {
  /** As `Extends.label`; the paths of its files begin with it. */
  readonly label: string
  readonly project: ProjectDraft
  readonly models: readonly ModelDraft[]
}

/** What a project has from the repository that it extends. */
export type Inherited =
  | { readonly state: 'nothing' }
  | { readonly state: 'read'; readonly organisation: Organisation; readonly files: ForeignTexts }
  /** Nobody that is trusted names that repository. */
  | { readonly state: 'withheld'; readonly label: string }
  /** What is wrong is reported at `extends`. */
  | { readonly state: 'broken'; readonly files?: ForeignTexts }

/** The organisation's Models; none where there is no organisation, or none that could be read. */
export function inheritedModels(inherited: Inherited): readonly ModelDraft[] {
  return inherited.state === 'read' ? inherited.organisation.models : []
}

/** The organisation that lists the providers at which models are asked, at no others; undefined where none does. */
export function listingOrganisation(inherited: Inherited): Organisation | undefined {
  if (inherited.state !== 'read') return undefined
  const { organisation } = inherited
  return organisation.project.fields.providers === undefined ? undefined : organisation
}
