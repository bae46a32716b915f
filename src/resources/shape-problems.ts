import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { pathOf, valueAt } from './json-path.ts'
import type { KindName } from './project.ts'
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

/** A misspelt field is one fault, not also a missing one; nor is one missing where a later version has another. */
function withoutConsequences(found: readonly Found[]): readonly Found[] {
  const meant = new Set(
    found.flatMap(({ problem }) => (problem.code === 'unknown-field' ? problem.nearest : undefined)),
  )
  const hasLater = found.some(({ problem, path }) => problem.code === 'not-available-yet' && path.length === 1)
  return found.filter(({ problem, path }) => {
    if (problem.code === 'missing-field') return !meant.has(problem.field)
    if (problem.code !== 'one-of-fields' || problem.found.length > 0) return true
    if (path.length < 2 && hasLater) return false
    return !problem.fields.some((fields) => fields.split('/').some((field) => meant.has(field)))
  })
}

/** Faults of the alternatives of a `oneOf`, and of keys, are told by the keyword that holds them. */
function isOwnFault(error: ShapeError): boolean {
  return error.propertyName === undefined && !/\/oneOf\/\d/.test(error.schemaPath)
}

/** `casesFrom` reports what is wrong inside the cases of a resource, as for those of a file. */
function isOfCases(path: KeyPath): boolean {
  return path[0] === 'cases' && path.length > 1
}
