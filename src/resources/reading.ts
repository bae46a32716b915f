import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import type { Drafts, Shaped } from './draft.ts'
import type { ProjectFiles } from './project-files.ts'
import type { KindName, Resource } from './project.ts'

/** What reading something gave: as much of it as could be read, and what is wrong. */
export interface Reading<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

/** One kind of resource. */
export interface Kind<K extends KindName> {
  /** Reads the files that a document of the kind names, and what it means with them. */
  read(document: Shaped<K>, files: ProjectFiles): Promise<Reading<Drafts[K]>>
}

/** The text of the file that `reference` names, which stands at `path`; undefined where it cannot be read. */
export async function readReferenced(
  document: Shaped<KindName>,
  path: KeyPath,
  reference: string,
  files: ProjectFiles,
  limit: number,
): Promise<Reading<{ readonly file: string; readonly text: string } | undefined>> {
  const read = await files.readReference(document.place.file, reference, limit)
  if (read.ok) return { value: read, diagnostics: [] }
  return { value: undefined, diagnostics: [errorAt(document.placeOf(path), read.problem)] }
}

/** The resource that a document is, with what its file references hold in the place of `fields`. */
export function resourceOf(document: Shaped<KindName>, fields: { readonly [field: string]: unknown }): Resource {
  return {
    kind: document.kind,
    name: document.name,
    formerly: document.fields.formerly,
    place: document.place,
    meaning: meaningOf(fields),
  }
}

/** What names a resource is not what it means. */
const naming: ReadonlySet<string> = new Set(['kind', 'name', 'formerly'])

function meaningOf(fields: { readonly [field: string]: unknown }): Resource['meaning'] {
  const given = Object.entries(fields).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined && !naming.has(entry[0]),
  )
  return Object.fromEntries(given)
}
