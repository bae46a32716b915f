import { limits } from '../source/limits.ts'
import { nearest } from '../source/nearest.ts'
import type { AnyDraft, Drafts, SubjectDraft } from './draft.ts'
import { Effort } from './effort.ts'
import type { Identified } from './identify.ts'
import { type Inherited, inheritedModels } from './inherited.ts'
import { namespaceOf } from './kind-names.ts'
import type { KindName } from './project.ts'
import type { Compliance } from './schema.gen.ts'

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
  /** The branch that changes are merged into, where it is known. */
  readonly mainBranch: string | undefined
  /** Every text that was read, by file. */
  readonly texts: ReadonlyMap<string, string>
  /** What base demands of models, beside what the project itself does. */
  readonly demandedCompliance: Compliance | undefined
  /** `YYYY-MM-DD`; undefined where nothing may depend on it. */
  readonly today: string | undefined
  /** What the project has from the repository that it extends. */
  readonly inherited: Inherited
  readonly #byKind: ReadonlyMap<KindName, readonly AnyDraft[]>
  readonly #byName: ReadonlyMap<KindName, ReadonlyMap<string, AnyDraft>>
  /** Of every document, by kind. */
  readonly #names: ReadonlyMap<string, ReadonlySet<string>>
  #unreadNames: ReadonlySet<string> | undefined
  /** For checks whose work grows with the product of two sizes. */
  readonly effort = new Effort()
  /** Each of many wrong names is compared with each of many right ones. */
  readonly #suggestions = new Effort(limits.comparisons)

  constructor(parts: {
    readonly folder: string
    readonly identified: readonly Identified[]
    readonly drafts: readonly AnyDraft[]
    readonly unread: readonly UnreadFile[]
    readonly mainBranch?: string | undefined
    readonly texts?: ReadonlyMap<string, string>
    readonly demandedCompliance?: Compliance | undefined
    readonly today?: string | undefined
    readonly inherited?: Inherited
  }) {
    this.folder = parts.folder
    this.identified = parts.identified
    this.unread = parts.unread
    this.mainBranch = parts.mainBranch
    this.texts = parts.texts ?? new Map()
    this.demandedCompliance = parts.demandedCompliance
    this.today = parts.today
    this.inherited = parts.inherited ?? { state: 'nothing' }
    const models = inheritedModels(this.inherited)
    this.#byKind = Map.groupBy(parts.drafts, ({ kind }) => kind)
    this.#byName = firstByName([...parts.drafts, ...models.toReversed()])
    this.#names = namesByKind([...parts.identified, ...models])
  }

  /** All of a kind that the project itself has, in the order of files and documents. */
  of<K extends KindName>(kind: K): readonly Drafts[K][] {
    return (this.#byKind.get(kind) ?? []) as readonly Drafts[K][]
  }

  /** The first of a kind that has the name, also among the Models of what is extended. */
  find<K extends KindName>(kind: K, name: string): LookUp<Drafts[K]> {
    const value = this.#byName.get(kind)?.get(name) as Drafts[K] | undefined
    return value === undefined ? this.#notFound(name, (one) => one === kind) : { state: 'found', value }
  }

  /** The first Prompt, Chain or Application that has the name. */
  findSubject(name: string): LookUp<SubjectDraft> {
    const subjects = (['Prompt', 'Chain', 'Application'] as const).map((kind) => this.#byName.get(kind)?.get(name))
    const value = subjects.find((draft) => draft !== undefined) as SubjectDraft | undefined
    if (value !== undefined) return { state: 'found', value }
    return this.#notFound(name, (kind) => namespaceOf(kind) === 'subject')
  }

  #notFound(name: string, isOfKind: (kind: string) => boolean): LookUp<never> {
    const names = [...this.#names].flatMap(([kind, some]) => (isOfKind(kind) ? [some] : []))
    if (names.some((some) => some.has(name)) || this.#mayBeUnread(name)) return { state: 'broken' }
    if (isOfKind('Model') && this.inherited.state === 'broken') return { state: 'broken' }
    return { state: 'unknown', nearest: this.#nearest(name, names) }
  }

  #nearest(name: string, names: readonly ReadonlySet<string>[]): string | undefined {
    const comparisons = names.reduce((sum, { size }) => sum + size, 0)
    if (!this.#suggestions.affords(comparisons)) return undefined
    return nearest(
      name,
      names.flatMap((some) => [...some]),
    )
  }

  /** Whether the broken text of a file seems to name a resource so. */
  #mayBeUnread(name: string): boolean {
    if (this.unread.some(({ text }) => text === undefined)) return true
    this.#unreadNames ??= new Set(this.unread.flatMap(({ text }) => namesIn(text ?? '')))
    return this.#unreadNames.has(name)
  }
}

function firstByName(drafts: readonly AnyDraft[]): ReadonlyMap<KindName, ReadonlyMap<string, AnyDraft>> {
  const byKind = Map.groupBy(drafts.toReversed(), ({ kind }) => kind)
  return new Map([...byKind].map(([kind, some]) => [kind, new Map(some.map((draft) => [draft.name, draft]))]))
}

function namesByKind(
  documents: readonly Pick<Identified, 'kind' | 'name'>[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byKind = new Map<string, Set<string>>()
  for (const { kind, name } of documents) {
    const names = byKind.get(kind) ?? new Set()
    if (name !== undefined) names.add(name)
    byKind.set(kind, names)
  }
  return byKind
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bname:\s*["']?([\w-]+)/g)].flatMap(([, name]) => name ?? [])
}
