import { nearest } from '../source/nearest.ts'
import type { AnyDraft, Drafts } from './draft.ts'
import type { Identified } from './identify.ts'
import { namespaceOf } from './kind-names.ts'
import type { KindName } from './project.ts'

/** A file with documents that could not be read, so that what is not elsewhere may be in it. */
export interface UnreadFile {
  readonly file: string
  /** Undefined where not even its text could be read. */
  readonly text: string | undefined
}

/**
 * What a name leads to: `broken` is there, but has problems of its own, which are reported where they are;
 * `unknown` is not there at all.
 */
export type LookUp<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'broken' }
  | { readonly state: 'unknown'; readonly nearest: string | undefined }

/** What has been read of a project, with its links resolved as far as they go: what rules look at. */
export class WholeDraft {
  /** Of the `llmops.yaml`; `''` at the root of the repository. */
  readonly folder: string
  /** Every document that says what it is, in the order of files and documents: also broken ones and those of later kinds. */
  readonly identified: readonly Identified[]
  readonly unread: readonly UnreadFile[]
  readonly #drafts: readonly AnyDraft[]

  constructor(parts: {
    readonly folder: string
    readonly identified: readonly Identified[]
    readonly drafts: readonly AnyDraft[]
    readonly unread: readonly UnreadFile[]
  }) {
    this.folder = parts.folder
    this.identified = parts.identified
    this.unread = parts.unread
    this.#drafts = parts.drafts
  }

  /** All of a kind, in the order of files and documents. */
  of<K extends KindName>(kind: K): readonly Drafts[K][] {
    return this.#drafts.filter((draft): draft is Drafts[K] & AnyDraft => draft.kind === kind)
  }

  /** The first of a kind that has the name. */
  find<K extends KindName>(kind: K, name: string): LookUp<Drafts[K]> {
    const value = this.of(kind).find((draft) => draft.name === name)
    if (value !== undefined) return { state: 'found', value }
    const names = this.identified
      .filter((document) => namespaceOf(document.kind) === namespaceOf(kind))
      .flatMap((document) => document.name ?? [])
    const mayBeThere = names.includes(name) || this.unread.some((file) => mayName(file, name))
    return mayBeThere ? { state: 'broken' } : { state: 'unknown', nearest: nearest(name, names) }
  }
}

/** Whether the broken text of a file seems to name a resource so. */
function mayName({ text }: UnreadFile, name: string): boolean {
  if (text === undefined) return true
  return [...text.matchAll(/\bname:\s*["']?([\w-]+)/g)].some(([, found]) => found === name)
}
