import type { KeyPath } from '../../diagnostic/place.ts'
import type { Problem } from '../../diagnostic/problem.ts'
import type { Json } from '../../digest/digest.ts'
import type { JsonMapping } from '../../resources/json-shape.ts'
import { isMapping, shapeOf } from '../../resources/json-shape.ts'

/** What is wrong, and the way to it. */
export interface FieldProblem {
  readonly problem: Problem
  readonly path: KeyPath
}

/** A value of a JSON text, with the way to it; what is not as it should be is noted in `problems`. */
export interface Field {
  readonly value: Json | undefined
  readonly path: KeyPath
  readonly problems: FieldProblem[]
}

interface Types {
  readonly string: string
  readonly number: number
  readonly boolean: boolean
  readonly mapping: JsonMapping
  readonly list: readonly Json[]
}

/** The value of a field; undefined, and a problem, where it is of another type or not there. */
export function take<T extends keyof Types>(field: Field, type: T): Types[T] | undefined {
  const { value, path } = field
  const found = value === undefined ? undefined : shapeOf(value)
  if (found === type) return value as unknown as Types[T]
  if (found === undefined) note(field, { code: 'missing-field', field: String(path.at(-1) ?? '') }, path.slice(0, -1))
  else note(field, { code: 'wrong-type', expected: type, found })
  return undefined
}

/** The same of a field that need not be there. */
export function takeIfThere<T extends keyof Types>(field: Field, type: T): Types[T] | undefined {
  return field.value === undefined ? undefined : take(field, type)
}

/** A field of a mapping; nothing where this is none. */
export function fieldOf({ value, path, problems }: Field, key: string): Field {
  const own = isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return { value: own, path: [...path, key], problems }
}

/** The items of a list; none, and a problem, where it is none. */
export function itemsOf(field: Field): readonly Field[] {
  const { path, problems } = field
  return (take(field, 'list') ?? []).map((value, at) => ({ value, path: [...path, at], problems }))
}

/** The fields of a mapping by their keys; none, and a problem, where it is none. */
export function fieldsOf(field: Field): readonly (readonly [string, Field])[] {
  return Object.keys(take(field, 'mapping') ?? {}).map((key) => [key, fieldOf(field, key)] as const)
}

/** A share of the scale; undefined, and a problem, for anything else. */
export function takeShare(field: Field): number | undefined {
  const share = take(field, 'number')
  if (share === undefined || (share >= 0 && share <= 1)) return share
  note(field, { code: 'out-of-range', found: String(share), expected: 'a share from 0 to 1' })
  return undefined
}

export function note({ path, problems }: Field, problem: Problem, at: KeyPath = path): void {
  problems.push({ problem, path: at })
}
