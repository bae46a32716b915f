import { betaQuantile } from '../../src/statistics/beta-quantile.ts'
import { mean } from '../../src/statistics/mean.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { sampleVariance } from '../../src/statistics/sample-variance.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { studentTQuantile } from '../../src/statistics/student-t-quantile.ts'

/** One known truth of `golden/decision-benchmark.json`: n cases of k trials, correlation rho, a true drop of delta. */
export interface Scenario {
  readonly k: number
  readonly pat: string
  readonly n: number
  readonly rho: number
  readonly delta: number
}

export const METRICS = ['sfMid', 'ni', 'cov', 'impr', 'vReg', 'vInc', 'width', 'tni'] as const

/** Shares of the repetitions, but `width`, which is a mean. Named as in the benchmark. */
export type DecisionRates = Readonly<Record<(typeof METRICS)[number], number>>

const MARGIN = 0.05
const ALPHA_PER_SIDE = 0.025
const TABLE_SIZE = 4096

/** The seed of a scenario: its place in the benchmark's loops over k, pattern, n, rho and delta. */
function scenarioSeed(scenario: Scenario): number {
  const at = scenarios().findIndex((other) => KEYS.every((key) => other[key] === scenario[key]))
  if (at === -1) throw new RangeError(`no such scenario: ${JSON.stringify(scenario)}`)
  return (1_000_003 * (at + 1)) % 2 ** 32
}

const KEYS = ['k', 'pat', 'n', 'rho', 'delta'] as const

/** All 132. A whole case can only break apart from its trials where there are several, and where something breaks. */
function scenarios(): Scenario[] {
  const all: Scenario[] = []
  for (const k of [1, 3])
    for (const pat of k === 1 ? ['prop'] : ['prop', 'targ'])
      for (const n of [20, 50, 200, 1000])
        for (const rho of [0.5, 0.7, 0.9])
          for (const delta of pat === 'prop' ? [0, 0.02, 0.05, 0.1] : [0.02, 0.05, 0.1])
            all.push({ k, pat, n, rho, delta })
  return all
}

/** Draws the paired differences of one evaluation after the other. */
export function differenceSampler(scenario: Scenario, seed: number): () => number[] {
  const { k, pat, n, rho, delta } = scenario
  const skills = skillTable(rho)
  const share = delta / mean([...skills])
  const next = uint32Stream(seed)
  const uniform = () => next() / 2 ** 32
  const difference = () => {
    const p = skills[Math.floor(TABLE_SIZE * uniform())] as number
    const q = pat === 'prop' ? p * (1 - share) : uniform() < share ? 0 : p
    let [base, head] = [0, 0]
    for (let trial = 0; trial < k; trial += 1) {
      if (uniform() < p) base += 1
      if (uniform() < q) head += 1
    }
    return (head - base) / k
  }
  return () => Array.from({ length: n }, difference)
}

/** Chance to pass, case by case: Beta(0.8 c, 0.2 c) with c = 1/rho - 1, as mid-point quantiles. */
function skillTable(rho: number): Float64Array {
  const c = 1 / rho - 1
  return Float64Array.from({ length: TABLE_SIZE }, (_, at) => betaQuantile((at + 0.5) / TABLE_SIZE, 0.8 * c, 0.2 * c))
}

/** The seed is the benchmark's, so that the draws are, too. */
export function simulateDecisions(scenario: Scenario, repetitions: number): DecisionRates {
  const draw = differenceSampler(scenario, scenarioSeed(scenario))
  const t = studentTQuantile(1 - ALPHA_PER_SIDE, scenario.n - 1)
  const rates = { sfMid: 0, ni: 0, cov: 0, impr: 0, vReg: 0, vInc: 0, width: 0, tni: 0 }
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const decision = decide(draw(), -scenario.delta, t)
    for (const metric of METRICS) rates[metric] += Number(decision[metric]) / repetitions
  }
  return rates
}

/** One evaluation through the engine. `t` is the quantile for this number of cases. */
function decide(differences: readonly number[], truth: number, t: number) {
  const { worse, better } = signFlip(differences, 0)
  const { lower, upper } = pairedScoreInterval(differences)
  const standardError = Math.sqrt(sampleVariance(differences) / differences.length)
  const sfMid = worse.mid <= ALPHA_PER_SIDE
  const ni = lower > -MARGIN
  return {
    sfMid,
    ni,
    cov: lower <= truth && truth <= upper,
    impr: better.exact <= ALPHA_PER_SIDE,
    vReg: sfMid && !ni,
    vInc: !sfMid && !ni,
    width: upper - lower,
    tni: mean(differences) - t * standardError > -MARGIN,
  }
}
