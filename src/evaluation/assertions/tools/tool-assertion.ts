import type { Json } from '../../../digest/digest.ts'
import { compilePattern } from '../../../resources/pattern.ts'
import type { Assertion } from '../../../resources/project.ts'
import { excerpt } from '../../excerpt.ts'
import type { EngineFinding } from '../../assertion-engine.ts'
import type { Produced } from '../../execution/produced.ts'
import type { MadeToolCall } from '../../trial.ts'

/** One type of assertion over the tool calls of a trial. Meanings are promptfoo's. */
export interface ToolAssertion {
  /** What holds, not negated. @param value rendered */
  readonly find: (
    produced: Produced,
    value: Json | undefined,
    how: Pick<Assertion, 'threshold' | 'negated'>,
  ) => EngineFinding
}

export function decided(holds: boolean, reason: string, score = holds ? 1 : 0): EngineFinding {
  return { kind: 'decided', holds, score, reason }
}

/** Whether a call is of a tool of that name, in any case of letters; `*` and `?` stand for any characters and any one. */
export function isCallOf({ name }: Pick<MadeToolCall, 'name'>, wanted: string): boolean {
  const source = wanted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const pattern = compilePattern(`(?i)^${source}$`)
  return pattern.ok && pattern.test(name)
}

/** A name, or what stands where one should. */
export function nameIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/** How often something may be. */
export interface Range {
  readonly min: number
  readonly max: number
}

export function isWithin(count: number, { min, max }: Range): boolean {
  return count >= min && count <= max
}

export function rangeText({ min, max }: Range): string {
  return max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`
}

/** A range as it is written; what is no number limits nothing. */
export function rangeIn(value: { readonly [field: string]: Json }, least: number): Range {
  const limit = (field: string, otherwise: number): number => {
    const written = Number(Object.hasOwn(value, field) ? value[field] : otherwise)
    return Number.isNaN(written) ? otherwise : written
  }
  return { min: limit('min', least), max: limit('max', Number.POSITIVE_INFINITY) }
}

/** The tools that were called, in order, for a reason. */
export function called(calls: readonly MadeToolCall[]): string {
  return calls.length === 0 ? 'no tool was called' : `called: ${excerpt(calls.map(({ name }) => name).join(', '), 120)}`
}
