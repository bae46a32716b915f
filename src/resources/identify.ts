import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import type { YamlPlace } from './draft.ts'
import { isMapping, shapeOf } from './json-shape.ts'
import { kindNames } from './kind-names.ts'
import { laterKinds } from './later.ts'
import type { KindName } from './project.ts'

/** A document that says what it is, whether the rest of it is right or not. */
export interface Identified {
  readonly kind: KindName | LaterKind
  /** Undefined where it has no name, or one that is no text. */
  readonly name: string | undefined
  readonly value: Json
  readonly place: YamlPlace
}

export type LaterKind = (typeof laterKinds)[number]

export type Identification =
  | { readonly ok: true; readonly document: Identified; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Reads from a document what it is. */
export function identify(value: Json, place: YamlPlace): Identification {
  if (!isMapping(value)) return wrong(place, [], { code: 'not-a-mapping', found: shapeOf(value) })
  const { kind, name } = value
  if (kind === undefined) return wrong(place, [], { code: 'missing-kind' })
  if (typeof kind !== 'string') {
    return wrong(place, ['kind'], { code: 'wrong-type', expected: 'string', found: shapeOf(kind) })
  }
  const known = [...kindNames, ...laterKinds].find((one) => one === kind)
  if (known === undefined) {
    const near = nearest(kind, [...kindNames, ...laterKinds])
    return wrong(place, ['kind'], { code: 'unknown-kind', kind, nearest: near })
  }
  const document = { kind: known, name: typeof name === 'string' ? name : undefined, value, place }
  if (isOfNow(known)) return { ok: true, document, diagnostics: [] }
  const diagnostics = [errorAt({ ...place, path: ['kind'] }, { code: 'not-available-yet', what: known })]
  return { ok: true, document, diagnostics }
}

export function isOfNow(kind: KindName | LaterKind): kind is KindName {
  return kindNames.some((name) => name === kind)
}

function wrong(place: YamlPlace, path: KeyPath, problem: Problem): Identification {
  return { ok: false, diagnostics: [errorAt({ ...place, path }, problem)] }
}
