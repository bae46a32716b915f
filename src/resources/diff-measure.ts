import { canonicalJson } from '../digest/digest.ts'
import type { CaseChanges } from './diff-cases.ts'
import { caseChanges, judgedCase } from './diff-cases.ts'
import { byCodePoints } from './order.ts'
import type { Assertion, Gate, Measure, Metric } from './project.ts'
import { assertionMeaning } from './subject-digest.ts'

/** An assertion of a metric that both measures have. Base's is undefined where it was added, head's where removed. */
export interface AssertionChange {
  readonly metric: string
  readonly change: 'added' | 'removed' | 'edited'
  readonly base: Assertion | undefined
  readonly head: Assertion | undefined
}

/** `loosened`: in any respect; `tightened`: in some respect and loosened in none. */
export interface GateChange {
  readonly metric: string
  readonly change: 'loosened' | 'tightened'
  readonly base: Gate
  readonly head: Gate
}

export interface NumberChange {
  readonly base: number
  readonly head: number
}

/** What head's measure does to base's. */
export interface MeasureChange {
  /** Whether head lacks, edits or loosens anything of base's measure: then the gates must hold by base's measure, too. */
  readonly loosened: boolean
  /** By id; edited: another input or expected. */
  readonly cases: CaseChanges
  /** By name, in order. */
  readonly metrics: { readonly added: readonly string[]; readonly removed: readonly string[] }
  /** In order of metric, then as written. */
  readonly assertions: readonly AssertionChange[]
  /** In order of metric. */
  readonly gates: readonly GateChange[]
  readonly trials: NumberChange | undefined
  readonly coverage: NumberChange | undefined
}

/** Compares two measures of one suite (design.md, section 5). Order and slices mean nothing. */
export function measureChange(base: Measure, head: Measure): MeasureChange {
  const shared = sharedMetrics(base, head)
  const change = {
    cases: caseChanges(base.cases, head.cases, judgedCase),
    metrics: { added: namesWithout(head, base), removed: namesWithout(base, head) },
    assertions: shared.flatMap(([before, after]) => assertionChanges(before, after)),
    gates: shared.flatMap(([before, after]) => gateChange(before, after) ?? []),
    trials: numberChange(base.trials, head.trials),
    coverage: numberChange(base.coverage, head.coverage),
  }
  return { loosened: isLoosened(change) || base.cluster !== head.cluster, ...change }
}

/** Whether two measures put the same to answers and let the same through, whatever cases they have. */
export function measuresAlike({ metrics, assertions, gates, trials, coverage }: MeasureChange): boolean {
  const lists = [metrics.added, metrics.removed, assertions, gates]
  return lists.every(({ length }) => length === 0) && trials === undefined && coverage === undefined
}

/** An assertion added to a metric of base's changes the mean, and so what its gate lets through. */
function isLoosened({ cases, metrics, assertions, gates, trials, coverage }: Omit<MeasureChange, 'loosened'>): boolean {
  const lost = [...cases.removed, ...cases.edited, ...metrics.removed, ...assertions]
  const fewer = [trials, coverage].some((change) => change !== undefined && change.head < change.base)
  return lost.length > 0 || fewer || gates.some(({ change }) => change === 'loosened')
}

function sharedMetrics(base: Measure, head: Measure): readonly (readonly [Metric, Metric])[] {
  const after = new Map(head.metrics.map((metric) => [metric.name, metric]))
  return base.metrics
    .toSorted((a, b) => byCodePoints(a.name, b.name))
    .flatMap((metric) => {
      const same = after.get(metric.name)
      return same === undefined ? [] : [[metric, same] as const]
    })
}

function namesWithout(measure: Measure, other: Measure): readonly string[] {
  const names = new Set(other.metrics.map(({ name }) => name))
  return measure.metrics.flatMap(({ name }) => (names.has(name) ? [] : [name])).toSorted(byCodePoints)
}

/** Assertions without an equal on the other side; what is left on both sides counts as edited, in order. */
function assertionChanges(
  { name: metric, assertions: before }: Metric,
  { assertions: after }: Metric,
): readonly AssertionChange[] {
  const removed = withoutEqual(before, after)
  const added = withoutEqual(after, before)
  const longer = removed.length > added.length ? removed : added
  return longer.map((_, index): AssertionChange => {
    const [base, head] = [removed[index], added[index]]
    if (base === undefined) return { metric, change: 'added', base, head }
    return { metric, change: head === undefined ? 'removed' : 'edited', base, head }
  })
}

function withoutEqual(assertions: readonly Assertion[], others: readonly Assertion[]): readonly Assertion[] {
  const left = others.map(textOf)
  return assertions.filter((assertion) => {
    const index = left.indexOf(textOf(assertion))
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}

function textOf(assertion: Assertion): string {
  return canonicalJson(assertionMeaning(assertion))
}

function gateChange({ name: metric, gate: base }: Metric, { gate: head }: Metric): GateChange | undefined {
  const [floor, newFloor] = [base.min ?? 0, head.min ?? 0]
  if (base.maxDrop === head.maxDrop && floor === newFloor) return undefined
  const loosened = head.maxDrop > base.maxDrop || newFloor < floor
  return { metric, change: loosened ? 'loosened' : 'tightened', base, head }
}

function numberChange(base: number, head: number): NumberChange | undefined {
  return base === head ? undefined : { base, head }
}
