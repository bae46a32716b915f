import type { KeyPath } from '../diagnostic/place.ts'
import type { Effect, KindName } from './project.ts'
import { type Shape, shapeBelow } from './shape.ts'
import { shapes } from './shapes.gen.ts'

/**
 * What a change at `path` (keys within the resource) affects, as its JSON Schema marks it: the nearest mark on the way
 * down. Unmarked means behaviour, so that nothing is taken for harmless by omission.
 */
export function effectOf(kind: KindName, path: KeyPath): Effect {
  let effect: Effect = 'behaviour'
  let shape: Shape | undefined = shapes[kind]
  for (const key of path) {
    shape = shapeBelow(shape, key)
    effect = shape?.effect ?? effect
  }
  return effect
}
