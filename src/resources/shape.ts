import type { KeyPath } from '../diagnostic/place.ts'
import type { Effect } from './project.ts'

/** What the schemas say of a value: its effect, and what it may hold. Made by `.ci/generate.ts`. */
export interface Shape {
  readonly effect?: Effect
  /** The fields of a mapping, by name. */
  readonly fields?: { readonly [name: string]: Shape }
  /** The values of a mapping whose keys are the author's. */
  readonly others?: Shape
  /** The items of a list. */
  readonly items?: Shape
  /** Groups of fields of a mapping: exactly one group may be given. */
  readonly choices?: readonly (readonly string[])[]
}

/** The shape one step further; undefined where the schemas leave everything open. */
export function shapeBelow(shape: Shape | undefined, key: string | number): Shape | undefined {
  if (shape === undefined) return undefined
  if (typeof key === 'number') return shape.items
  return shape.fields !== undefined && Object.hasOwn(shape.fields, key) ? shape.fields[key] : shape.others
}

/** The shape that a path of keys leads to. */
export function shapeAt(shape: Shape, path: KeyPath): Shape | undefined {
  return path.reduce<Shape | undefined>(shapeBelow, shape)
}
