import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { Effect, KindName } from './project.ts'

/** One field that differs in meaning. `before` or `after` is undefined where the field is absent. */
export interface FieldChange {
  readonly path: KeyPath
  readonly effect: Effect
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** A resource that differs in meaning between two projects. */
export interface ResourceChange {
  readonly kind: KindName
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed' | 'renamed'
  /** The earlier name of a renamed resource. */
  readonly formerly: string | undefined
  /** In path order; empty for added, removed and merely renamed resources. */
  readonly fields: readonly FieldChange[]
  /** Cases of a Dataset or of an EvalSuite's own, by id. */
  readonly cases:
    | { readonly added: readonly string[]; readonly removed: readonly string[]; readonly edited: readonly string[] }
    | undefined
  /** Where it stands in head, or in base if it was removed. */
  readonly place: Place
}

/** Why a suite has to be looked at again. `through` names resources, nearest first. */
export interface AffectedSuite {
  readonly suite: string
  /** The subject, the measure, or both differ; or the suite is new. */
  readonly subject: boolean
  readonly measure: boolean
  readonly added: boolean
  readonly through: readonly { readonly kind: KindName; readonly name: string }[]
}

/** What changed in meaning between two projects; one value for plan, comment, gates and promotion. */
export interface ChangeSet {
  /** In the order of kinds, then names. */
  readonly resources: readonly ResourceChange[]
  /** In order of name. Removed suites are in `resources`. */
  readonly suites: readonly AffectedSuite[]
  /** Files of the project that differ in bytes though nothing in them differs in meaning. */
  readonly formattedFiles: readonly string[]
}
