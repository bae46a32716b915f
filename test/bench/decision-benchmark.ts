/**
 * Reproduces the simulation of `golden/decision-benchmark.json` with the engine in `src/statistics`: its random
 * numbers, its truth, its seeds. Run with `node test/bench/decision-benchmark.ts`; exits 1 outside the tolerance.
 */
import { type DecisionRates, METRICS, simulateDecisions } from '../statistics/decision-simulation.ts'
import benchmark from '../golden/decision-benchmark.json' with { type: 'json' }

type Metric = (typeof METRICS)[number]
type Judgement = '=' | '~' | 'OUTSIDE'

const { reps } = benchmark.spec
const COLUMN = 20

/** Half a unit of the last published digit. */
const ROUNDING = 0.5e-4 + 1e-9

/** Rates may differ by what the benchmark allows to other random numbers; a width by 1 %. */
function allowance(metric: Metric, expected: number): number {
  if (metric === 'width') return 0.01 * expected
  return 1.5 * 3 * Math.sqrt((expected * (1 - expected)) / reps)
}

function judge(metric: Metric, expected: number, ours: number): Judgement {
  const off = Math.abs(ours - expected)
  if (off <= ROUNDING) return '='
  return off <= allowance(metric, expected) ? '~' : 'OUTSIDE'
}

function compareRow(row: (typeof benchmark.fixed)[number]): Judgement[] {
  const ours: DecisionRates = simulateDecisions(row, reps)
  const judgements = METRICS.map((metric) => judge(metric, row[metric], ours[metric]))
  const cells = METRICS.map((metric, at) => `${row[metric]} ${judgements[at]} ${ours[metric].toFixed(4)}`)
  const truth = `${row.k} x ${row.n} ${row.pat} -${row.delta}`
  console.log([truth, ...cells].map((cell) => cell.padEnd(COLUMN)).join(''))
  return judgements
}

console.log(['expected, ours', ...METRICS].map((cell) => cell.padEnd(COLUMN)).join(''))
const judgements = benchmark.fixed.flatMap(compareRow)
const count = (wanted: Judgement) => judgements.filter((judgement) => judgement === wanted).length
console.log(`${count('=')} equal, ${count('~')} within the tolerance, ${count('OUTSIDE')} outside`)
process.exitCode = count('OUTSIDE') === 0 ? 0 : 1
