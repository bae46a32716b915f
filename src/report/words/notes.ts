import { blindSpot } from '../../statistics/blind-spot.ts'
import type { Change, SuiteComparison } from '../../verdict/comparison.ts'
import { count, counted, probability } from '../numbers.ts'
import { name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { gatingMetrics } from './focus.ts'
import type { Focus } from './focus.ts'
import { judgeNotes } from './judge-standing.ts'
import { lookNote, shownBeforeNote, stoppedNote } from './looks.ts'
import { servedNote } from './served.ts'

/** What a reader of the tables may take wrongly; each is said once. */
export function notes(comparisons: readonly SuiteComparison[]): readonly Phrase[] {
  const judged = gatingMetrics(comparisons).flatMap(judgeNotes)
  const own = comparisons.filter(({ gating }) => gating)
  const stopped = own.map(stoppedNote)
  const served = own.map(servedNote)
  return [
    ...judged,
    shownBeforeNote(comparisons),
    lookNote(comparisons),
    unadjusted(comparisons),
    ...stopped,
    ...served,
    ...comparisons.map(unseen),
  ].filter((note) => note.length > 0)
}

/** One-sided, as the verdicts take it. */
const alpha = 0.025

/** Where an interval alone would say something else than the verdict, which knows of the other gates. */
function unadjusted(comparisons: readonly SuiteComparison[]): Phrase {
  const apart = gatingMetrics(comparisons).flatMap(({ metric: { metric, change, verdict } }) => {
    const p = change && verdict.kind !== 'regression' ? unlikeItsInterval(change) : undefined
    return p === undefined ? [] : [{ metric: metric.name, p }]
  })
  const [first] = apart
  if (first === undefined) return []
  const others = apart.length === 1 ? '' : ` (and ${count(apart.length - 1)} more)`
  return [
    'Each interval is that of one metric alone; verdicts count how many are tested together (Holm). So ',
    name(first.metric),
    `${others} shows nothing although its interval leaves out 0: adjusted p ${probability(first.p)}, not 0.025.`,
  ]
}

/** The adjusted p of a change whose interval leaves out 0 while it is not significant. */
function unlikeItsInterval({ shown, pWorseAdjusted, pBetterAdjusted }: Change): number | undefined {
  if (shown.upper < 0 && pWorseAdjusted > alpha) return pWorseAdjusted
  return shown.lower > 0 && pBetterAdjusted > alpha ? pBetterAdjusted : undefined
}

/** What a mean of graded scores cannot show: once for each table. */
function unseen(comparison: SuiteComparison): Phrase {
  const graded = gatingMetrics([comparison]).filter(isGraded)
  const fewest = Math.min(
    ...graded.map(({ metric: { change, head } }) => change?.clusters ?? change?.pairs ?? head?.cases ?? Infinity),
  )
  const clustered = graded.some(({ metric }) => metric.change?.clusters !== undefined)
  if (!Number.isFinite(fewest)) return []
  const percent = (blindSpot(fewest) * 100).toFixed(1)
  const seen = clustered ? counted(fewest, 'cluster') : counted(fewest, 'case')
  return [
    name(comparison.suite),
    `: up to ${percent} % of all inputs may be broken without a trace in ${seen} (blind spot, 95 %), however narrow the interval of a graded metric.`,
  ]
}

function isGraded({ metric: { metric, change, head } }: Focus): boolean {
  return metric.scale === 'graded' && (change !== undefined || head !== undefined)
}
