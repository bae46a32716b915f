/**
 * How long the comparison of one metric takes: intervals, exact tests and power on pairs of every kind. Exits 1 where 1,000
 * dense graded pairs take more than 20 ms. Run with `node test/bench/statistics.ts`.
 */
import { quantile } from '../../src/statistics/quantile.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { comparePairs } from '../../src/verdict/compare-pairs.ts'
import type { CasePair } from '../../src/verdict/pair-cases.ts'
import { clustersOf } from '../../src/verdict/units.ts'
import { cases, measure, metric } from '../verdict/fixtures.ts'

/** Scores of one case, from uniform numbers. */
type Draw = (uniform: () => number) => readonly [base: number, head: number]

const limited = 'dense graded scores'
const limitMs = 20
const runs = 15

const kinds: Readonly<Record<string, Draw>> = {
  'passes and failures': (uniform) => [Number(uniform() < 0.8), Number(uniform() < 0.8)],
  'scores in hundredths': (uniform) => [Math.round(uniform() * 100) / 100, Math.round(uniform() * 100) / 100],
  [limited]: (uniform) => {
    const base = uniform()
    return [base, Math.min(1, Math.max(0, base + (uniform() - 0.5) * 0.3))]
  },
}

function pairsOf(count: number, draw: Draw): readonly CasePair[] {
  const next = uint32Stream(1)
  return cases(count).map(({ id: caseId }) => {
    const [base, head] = draw(() => next() / 2 ** 32)
    return { caseId, base, head, difference: head - base }
  })
}

/** The median, in ms, once the code is warm. */
function timeOf(pairs: readonly CasePair[], size: number): number {
  const rows = cases(pairs.length, (at) => ({ cluster: Math.floor(at / size) }))
  const clusterOf = clustersOf(measure({ cases: rows, ...(size > 1 && { cluster: 'cluster' }) }))
  const times = Array.from({ length: runs }, (_, seed) => {
    const from = performance.now()
    comparePairs(metric('m', { scale: 'graded' }), pairs, { clusterOf, seed })
    return performance.now() - from
  })
  return quantile(times.slice(runs / 3), 0.5)
}

console.log('ms a metric              1,000 pairs   in clusters of 5   10,000 pairs')
for (const [kind, draw] of Object.entries(kinds)) {
  const [thousand, ten] = [pairsOf(1_000, draw), pairsOf(10_000, draw)]
  const times = [timeOf(thousand, 1), timeOf(thousand, 5), timeOf(ten, 1)]
  console.log(kind.padEnd(25) + times.map((time, at) => time.toFixed(1).padEnd([14, 19, 0][at] ?? 0)).join(''))
  if (kind === limited && (times[0] ?? 0) > limitMs) {
    console.log(`${kind}: more than ${limitMs} ms`)
    process.exitCode = 1
  }
}
