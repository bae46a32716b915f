import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import type { MeasureChange } from './diff-measure.ts'
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
  /** Of a Dataset: its rows stand in another order, and prompts show other examples by that, or in another order. */
  readonly reordered?: true
  /** Of an EvalSuite that both have: what its edit, and that of its dataset, does to what it decides. */
  readonly measure?: MeasureChange
  /** Where it stands in head, or in base if it was removed. */
  readonly place: Place
  /** Set for a Model of what the Project extends: `acme/llm-platform@4f1c9e2`. */
  readonly from?: string
}

/** A resource of head, by what it is called. */
export interface NamedResource {
  readonly kind: KindName
  readonly name: string
}

/** A changed resource that something rests on. */
export interface Cause extends NamedResource {
  /** The references that lead to it: from what names the cause to what the other one names; empty where that is the same. */
  readonly via: readonly NamedResource[]
}

/** A suite that has to be looked at again, and why. */
export interface AffectedSuite {
  readonly suite: string
  /** The subject, the measure, or both differ; or the suite is new. */
  readonly subject: boolean
  readonly measure: boolean
  readonly added: boolean
  /** Nearest first; the suite itself may be among them. */
  readonly through: readonly Cause[]
}

/** A target that would get another artifact, and why. */
export interface AffectedTarget {
  readonly target: string
  readonly subject: string
  readonly added: boolean
  /** Nearest first; the target itself may be among them. */
  readonly through: readonly Cause[]
}

/** What changed in meaning between two projects; one value for plan, comment, gates and promotion. */
export interface ChangeSet {
  /** In the order of kinds, then names. */
  readonly resources: readonly ResourceChange[]
  /** In order of name. Removed suites are in `resources`. */
  readonly suites: readonly AffectedSuite[]
  /** In order of name. Removed targets are in `resources`. */
  readonly targets: readonly AffectedTarget[]
  /** Files of the project that differ in bytes though nothing in them differs in meaning. */
  readonly formattedFiles: readonly string[]
}
