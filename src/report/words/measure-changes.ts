import type { Json } from '../../digest/digest.ts'
import type { AssertionChange, GateChange, MeasureChange, NumberChange } from '../../resources/diff-measure.ts'
import type { Assertion, Gate } from '../../resources/project.ts'
import { margin, share } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** A field that differs, of what a reader calls something. */
export interface Difference {
  readonly field: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** What a suite decides otherwise, in words; fields that differ are left to whoever shows fields. */
export interface MeasureWords {
  readonly facts: readonly Phrase[]
  readonly differences: readonly Difference[]
}

/** Of these fields the words of a measure say more. */
export const measureFields: ReadonlySet<unknown> = new Set(['assert', 'coverage', 'trials'])

/** Metrics, assertions and gates of a suite that differ: by what they are called, whatever their order. */
export function measureWords({ metrics, assertions, gates, trials, coverage }: MeasureChange): MeasureWords {
  return {
    facts: [
      ...metrics.added.map((metric): Phrase => ['metric ', name(metric), ' added']),
      ...metrics.removed.map((metric): Phrase => ['metric ', name(metric), ' removed, and its gate with it']),
      ...assertions.flatMap(assertionFact),
      ...gates.map(gateFact),
      ...(coverage === undefined ? [] : [[demand('coverage', coverage, share)]]),
      ...(trials === undefined ? [] : [[demand('trials', trials, String)]]),
    ],
    differences: assertions.flatMap(assertionDifferences),
  }
}

function assertionFact({ metric, change, base, head }: AssertionChange): readonly Phrase[] {
  const shown = head ?? base
  if (change === 'edited' || shown === undefined) return []
  return [[`${change === 'added' ? 'added to' : 'removed from'} `, name(metric), ': ', name(typeOf(shown))]]
}

function assertionDifferences({ metric, base, head }: AssertionChange): readonly Difference[] {
  if (base === undefined || head === undefined) return []
  const [before, after] = [fieldsOf(base), fieldsOf(head)]
  return fieldNames.flatMap((field): readonly Difference[] =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ field: `${metric}.${field}`, before: before[field], after: after[field] }],
  )
}

const fieldNames = ['type', 'value', 'threshold', 'judge', 'at', 'step', 'weight'] as const

function fieldsOf(assertion: Assertion): { readonly [field in (typeof fieldNames)[number]]: Json | undefined } {
  const { value, threshold, judge, at, step, weight } = assertion
  return { type: typeOf(assertion), value, threshold, judge: judge?.name, at, step, weight }
}

function typeOf({ type, negated }: Assertion): string {
  return negated ? `not-${type}` : type
}

function demand(what: string, { base, head }: NumberChange, words: (value: number) => string): string {
  return `${what} ${head < base ? 'loosened' : 'tightened'}: ${words(base)} → ${words(head)}`
}

/** `gate of grounded loosened: floor 95 % → 80 %, tolerated drop 5 → 10 points`. */
function gateFact({ metric, change, base, head }: GateChange): Phrase {
  const floor = base.min === head.min ? [] : [`floor ${floorOf(base)} → ${floorOf(head)}`]
  const drop = base.maxDrop === head.maxDrop ? [] : [`tolerated drop ${margin(base.maxDrop)} → ${margin(head.maxDrop)}`]
  return ['gate of ', name(metric), ` ${change}: ${[...floor, ...drop].join(', ')}`]
}

function floorOf({ min }: Gate): string {
  return min === undefined ? 'none' : share(min)
}
