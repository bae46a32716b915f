import type { SideData } from '../page-data.ts'
import type { CaseRow } from './case-rows.ts'
import { scoreAt } from './score-at.ts'

/** What cases are looked at by: all metrics, one, or one assertion of it. */
export interface Criterion {
  readonly metric: string
  readonly assertion: number | undefined
}

/** How a case stands by a criterion. */
export interface Standing {
  /** Mean scores in [0, 1]; undefined where the side has none. */
  readonly base: number | undefined
  readonly head: number | undefined
  /** Head - base where both have one: the largest fall, or else rise, of the metrics. */
  readonly change: number | undefined
  /** The metrics that fell; where none did, those that rose. */
  readonly moved: readonly string[]
  readonly fell: boolean
  readonly rose: boolean
  /** Scored on head, and not fully. */
  readonly failing: boolean
  /** To be scored on some side, and not. */
  readonly missing: boolean
}

/** Means of the same scores, added in another order, may differ by less. */
const rounding = 1e-9

export function standingOf({ group, data }: CaseRow, { metric, assertion }: Criterion): Standing {
  const wanted = group.metrics.flatMap(({ name }, at) => (metric === '' || name === metric ? [at] : []))
  const scores = (side: SideData | undefined): readonly (number | undefined)[] =>
    wanted.map((at) => (side?.scores === undefined ? undefined : scoreOf(side, at, assertion)))
  const [base, head] = [scores(data.base), scores(data.head)]
  const changes = wanted.map((_, at) => difference(base[at], head[at]))
  const known = changes.filter((change) => change !== undefined)
  const fell = known.some((change) => change < -rounding)
  const rose = known.some((change) => change > rounding)
  const moved = wanted.filter((_, at) => {
    const change = changes[at] ?? 0
    return fell ? change < -rounding : change > rounding
  })
  const sides = [data.base, data.head].filter((side) => side !== undefined)
  return {
    base: meanOf(base.filter((score) => score !== undefined)),
    head: meanOf(head.filter((score) => score !== undefined)),
    change: known.length === 0 ? undefined : fell ? Math.min(...known) : Math.max(...known),
    moved: moved.map((at) => group.metrics[at]?.name ?? ''),
    fell,
    rose,
    failing: head.some((score) => score !== undefined && score < 1 - rounding),
    missing: wanted.length > 0 && sides.some((side) => side.scores === undefined),
  }
}

/** Of a metric, or of one of its assertions: the mean over the trials; an answer failure holds no assertion. */
function scoreOf(side: SideData, metric: number, assertion: number | undefined): number | undefined {
  if (assertion === undefined) return scoreAt(side, metric)
  return meanOf(
    side.trials.flatMap(({ end, assertions }) => assertions[metric]?.[assertion]?.[0] ?? (end === 'scored' ? [] : [0])),
  )
}

function difference(base: number | undefined, head: number | undefined): number | undefined {
  return base === undefined || head === undefined ? undefined : head - base
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
