/**
 * Reproduces what stopping early saves and costs: the rows `hybrid .005+.02` of `golden/decision-benchmark.json`, with the bets
 * of `src/statistics`, its random numbers and its truth. Run with `node test/bench/early-stop.ts`; exits 1 outside the tolerance.
 */
import benchmark from '../golden/decision-benchmark.json' with { type: 'json' }
import { type EarlyStopRow, simulateEarlyStop } from '../statistics/early-stop-simulation.ts'

const runs = 4_000

/** Of a share: what the benchmark allows to other random numbers, of both simulations. */
function allowance(share: number): number {
  return 1.5 * 3 * Math.sqrt((share * (1 - share)) / runs) + 1e-4
}

function compareRow(row: EarlyStopRow): boolean {
  const ours = simulateEarlyStop(row, runs)
  const cells = (['used', 'reg', 'ni'] as const).map((what) => {
    const isNear = Math.abs(ours[what] - row[what]) <= (what === 'used' ? 0.015 : allowance(row[what]))
    return { isNear, text: `${what} ${row[what].toFixed(4)} ${isNear ? '~' : 'OUTSIDE'} ${ours[what].toFixed(4)}` }
  })
  console.log([`${row.n} -${row.delta}`, ...cells.map(({ text }) => text)].map((cell) => cell.padEnd(28)).join(''))
  return cells.every(({ isNear }) => isNear)
}

console.log('cases, drop; share of the cases used, runs that show a regression, runs that certify: expected, ours')
const rows: readonly EarlyStopRow[] = benchmark.sequential.rows.filter(({ plan }) => plan === 'hybrid .005+.02')
const near = rows.map(compareRow).filter(Boolean).length
console.log(`${near} of ${rows.length} rows within the tolerance`)
process.exitCode = near === rows.length ? 0 : 1
