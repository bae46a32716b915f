import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { pathOf, valueAt } from './json-path.ts'
import type { KindName } from './project.ts'
import { withoutConsequences } from './shape-consequences.ts'
import { shapeWords } from './shape-words.ts'
import { type ShapeError, validators } from './validators.ts'

/** What is wrong, at a path within the document. */
export interface Found {
  readonly path: KeyPath
  readonly part: 'key' | 'value'
  readonly problem: Problem
}

/** What is wrong with the shape of a document of a kind: one finding for each fault, about what its author meant. */
export function shapeProblems(kind: KindName, document: Json): readonly Found[] {
  const errors = validators[kind](document)
  const found = errors.filter(isOwnFault).flatMap((error) => {
    const path = pathOf(error.instancePath, document)
    if (isOfCases(path)) return []
    return [shapeWords({ error, path, kind, document, value: valueAt(document, path), errors })]
  })
  return withoutConsequences(found)
}

/** Faults of the alternatives of a `oneOf`, and of keys, are told by the keyword that holds them. */
function isOwnFault(error: ShapeError): boolean {
  return error.propertyName === undefined && !/\/oneOf\/\d/.test(error.schemaPath)
}

/** `casesFrom` reports what is wrong inside the cases of a resource, as for those of a file. */
function isOfCases(path: KeyPath): boolean {
  return path[0] === 'cases' && path.length > 1
}
