/**
 * Whole runs against a known truth: 200 seeded runs an effect, 200 cases a run, through the engine over HTTP. Exits 1 where
 * a rate is outside what the decision benchmark and 200 runs allow. Run with `npm run bench -- truth`.
 */
import benchmark from '../golden/decision-benchmark.json' with { type: 'json' }
import { cases, runAgainstTruth, type TruthOutcome } from './truth-runs.ts'

const runs = Number(process.env['TRUTH_RUNS'] ?? 200)

interface Rates {
  readonly regression: number
  readonly naive: number
  readonly covered: number
}

/** What the benchmark says of single trials of 200 cases that break in proportion; beyond it, certainty. */
function expected(drop: number): { readonly block: number; readonly naive: number } {
  const row = benchmark.fixed.find(
    ({ k, pat, n, rho, delta }) => k === 1 && pat === 'prop' && n === cases && rho === 0.7 && delta === drop,
  )
  return row === undefined ? { block: 1, naive: 1 } : { block: row.vReg, naive: row.pt }
}

/** Four standard errors of a rate of so many runs, and at least one run. */
function allowance(rate: number): number {
  return Math.max(1 / runs, 4 * Math.sqrt((rate * (1 - rate)) / runs))
}

function ratesOf(outcomes: readonly TruthOutcome[]): Rates {
  const share = (holds: (outcome: TruthOutcome) => boolean) => outcomes.filter(holds).length / outcomes.length
  return {
    regression: share(({ verdict }) => verdict === 'regression'),
    naive: share(({ naiveFails }) => naiveFails),
    covered: share(({ covers }) => covers),
  }
}

const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`
console.log(`${runs} runs an effect, ${cases} cases each`)
console.log('true drop   regression (benchmark)   head < base (benchmark)   interval covers')
for (const drop of [0, 0.05, 0.1, 0.2]) {
  const outcomes: TruthOutcome[] = []
  for (let run = 0; run < runs; run += 1) outcomes.push(await runAgainstTruth({ drop, seed: `truth ${drop} ${run}` }))
  const { regression, naive, covered } = ratesOf(outcomes)
  const { block, naive: naiveExpected } = expected(drop)
  const outside = Math.abs(regression - block) > allowance(block) || covered < 0.95 - allowance(0.95)
  if (outside) process.exitCode = 1
  console.log(
    [
      percent(drop).padEnd(12),
      `${percent(regression)} (${percent(block)})`.padEnd(25),
      `${percent(naive)} (${percent(naiveExpected)})`.padEnd(26),
      `${percent(covered)}${outside ? '  OUTSIDE' : ''}`,
    ].join(''),
  )
}
