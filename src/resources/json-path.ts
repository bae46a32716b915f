import type { KeyPath } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { isList, isMapping } from './json-shape.ts'

/** The value that a path of keys leads to, among own keys only. */
export function valueAt(value: Json | undefined, path: KeyPath): Json | undefined {
  return path.reduce<Json | undefined>(valueBelow, value)
}

function valueBelow(value: Json | undefined, key: string | number): Json | undefined {
  if (isList(value)) return value[Number(key)]
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A JSON Pointer (RFC 6901) as the path of keys that it is in `document`, where lists have numbers. */
export function pathOf(pointer: string, document: Json): KeyPath {
  const path: (string | number)[] = []
  let value: Json | undefined = document
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(isList(value) ? Number(key) : key)
    value = valueBelow(value, path.at(-1) ?? key)
  }
  return path
}
