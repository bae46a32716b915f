import { lookAlpha } from '../statistics/look-alpha.ts'
import type { DraftComparison } from './compare.ts'
import type { DraftMetric } from './compare-metric.ts'
import type { LookAt, LookNumbers, LookRecord } from './look-record.ts'
import { wasShown } from './shown-drops.ts'
import { type Betting, decideEarly, lastTestsOf, type Stopping } from './stopping.ts'

/** Which look it is, and whether another one showed a drop. */
export interface CountedLook extends LookNumbers {
  readonly shownBefore?: true
  /** Or that head is below its floor. */
  readonly missedBefore?: true
}

/** The looks of a check; a metric that is not in it is looked at for the first time. */
export type Looks = ReadonlyMap<DraftMetric, CountedLook>

/** Takes a look at every metric that something will be decided on: what is tested, and what only a floor decides. */
export function takeLooks(drafts: readonly DraftComparison[], record: LookRecord): Looks {
  const looked = drafts
    .flatMap(({ metrics }) => metrics)
    .flatMap((metric) => (metric.lookAt !== undefined && isDecided(metric) ? [{ metric, look: metric.lookAt() }] : []))
  return new Map(looked.map(({ metric, look }) => [metric, countLook(look, metric, record)]))
}

function countLook(look: LookAt, { metric: { gate } }: DraftMetric, record: LookRecord): CountedLook {
  const isBelow = gate.min !== undefined && wasShown({ kind: 'below', floor: gate.min }, look, record)
  return {
    ...record.take(look),
    ...(wasShown({ kind: 'drop' }, look, record) && { shownBefore: true }),
    ...(isBelow && { missedBefore: true }),
  }
}

/** What is incomplete is looked at when it is complete. */
function isDecided({ finding, metric }: DraftMetric): boolean {
  if (finding.kind === 'tested') return true
  return finding.verdict.kind !== 'incomplete' && metric.gate.min !== undefined
}

/** What the tests of one look may take. */
export interface Chance {
  /** One-sided, of a false claim. */
  readonly alpha: number
  /** Of the intervals that go with it, two-sided. */
  readonly level: number
}

/** What a metric is decided with. */
export interface Stakes {
  /** Undefined where nobody counts. */
  readonly numbers: CountedLook | undefined
  readonly now: Chance
  /** If trials are added. */
  readonly next: Chance
  /** Of a run that might stop. */
  readonly betting: Betting | undefined
}

/** The stakes of each metric of a check. */
export function stakesOf(drafts: readonly DraftComparison[], looks: Looks): ReadonlyMap<DraftMetric, Stakes> {
  const claims = drafts.flatMap(({ gating, metrics }) => (gating ? metrics : [])).length
  return new Map(
    drafts.flatMap(({ metrics, stopping }) =>
      metrics.map((metric): [DraftMetric, Stakes] => {
        const numbers = looks.get(metric)
        const look = numbers?.look ?? 1
        const mightStop = stopping !== undefined
        const chances = { now: chanceAt(look, mightStop), next: chanceAt(look + 1, mightStop) }
        return [metric, { numbers, ...chances, betting: stopping && bettingOn(metric, { look, claims, stopping }) }]
      }),
    ),
  )
}

interface Bet {
  readonly look: number
  readonly claims: number
  readonly stopping: Stopping
}

/** Of a run that stopped these bets are the ones that stopped it. */
function bettingOn({ finding, metric }: DraftMetric, { look, claims, stopping }: Bet): Betting | undefined {
  if (finding.kind !== 'tested') return undefined
  const decided = decideEarly(finding.units, { alpha: lookAlpha(look), claims, margin: metric.gate.maxDrop })
  return { ...decided, isStopped: stopping.cases < stopping.of }
}

/** A run that might stop has bet a part of its chance before its end. */
function chanceAt(look: number, mightStop: boolean): Chance {
  const alpha = mightStop ? lastTestsOf(lookAlpha(look)) : lookAlpha(look)
  return { alpha, level: 1 - 2 * alpha }
}
