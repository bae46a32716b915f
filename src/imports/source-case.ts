import type { Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'

export type Vars = { readonly [name: string]: Json }

/** A test of another format: what it gives to the prompt and to its assertions, which no format tells apart. */
export interface SourceCase {
  /** What it is called; undefined where it has no title. */
  readonly title: string | undefined
  readonly vars: Vars
  /** What results can be broken down by. */
  readonly columns: Vars
  readonly assertions: readonly SourceAssertion[]
  readonly place: Place
}

/** An assertion of a type that can be used, with what it compares with still in the names of its format. */
export interface SourceAssertion {
  /** With `not-` where it is negated. */
  readonly type: string
  readonly metric?: string | undefined
  readonly value?: SourceValue | undefined
  readonly threshold?: number | undefined
  readonly weight?: number | undefined
  readonly judge?: string | undefined
  /** A JSON Pointer into the answer. */
  readonly at?: string | undefined
}

/** A value with templates in it. */
export interface SourceValue {
  /** Names of the test that it inserts. */
  readonly names: readonly string[]
  /** The value, with the names as they are called here. */
  readonly write: (renamed: (path: readonly string[]) => readonly string[]) => Json
}

/** A value without templates, such as a JSON Schema. */
export function fixedValue(value: Json): SourceValue {
  return { names: [], write: () => value }
}
