import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts'
import { casesNeeded } from '../../src/statistics/cases-needed.ts'
import { casesWithoutFlips } from '../../src/statistics/cases-without-flips.ts'
import { costRatio } from '../../src/statistics/cost-ratio.ts'
import { differenceVariance } from '../../src/statistics/difference-variance.ts'
import type { Estimate } from '../../src/statistics/estimate.ts'
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts'
import { holm } from '../../src/statistics/holm.ts'
import { meanScoreInterval } from '../../src/statistics/mean-score-interval.ts'
import { minimumDetectableEffect } from '../../src/statistics/minimum-detectable-effect.ts'
import { newcombe, type PairedTable } from '../../src/statistics/newcombe.ts'
import { nonInferiority } from '../../src/statistics/non-inferiority.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { pairedT } from '../../src/statistics/paired-t.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { shuffle } from '../../src/statistics/shuffle.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { studentTCdf } from '../../src/statistics/student-t-cdf.ts'
import { studentTQuantile } from '../../src/statistics/student-t-quantile.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import golden from '../golden/statistics.json' with { type: 'json' }
import { pairedOutcomes } from './paired-outcomes.ts'

/** What the examples hold, so far as it is used here. */
interface Examples {
  'mcnemar-9-2': {
    input: PairedTable
    expected: Record<'worseExactOneSided' | 'worseMidPOneSided' | 'exactTwoSided' | 'midPTwoSided', number>
  }
  'single-rate-95': { input: { cases: [number, number][] }; expected: Record<string, { wilson: number[] }> }
  'paired-binary-intervals': { input: { tables: [number, number, number, number][] }; expected: Record<string, Paired> }
  'paired-t-graded': {
    input: Sides
    expected: Record<'delta' | 'se' | 't' | 'df' | 'p' | 'niP_margin05', number> & { ci95: number[] }
  }
  'sign-flip-exact': { input: { d: number[] }; expected: Record<'worseOneSided' | 'twoSided' | 'worseMidP', number> }
  'wilcoxon-hl': { input: { d: number[] }; expected: { hl: number; ci95: number[] } }
  'cost-ratio-of-means': { input: Sides; expected: { ratio: number; seLog: number; ci95: number[] } }
  'holm-bh': { input: { p: number[] }; expected: { holm: number[]; bh: number[] } }
  'power-mde': {
    input: Record<'a' | 'b' | 'c', Plan>
    expected: Record<'a_n' | 'b_mde' | 'c_mde' | 'zeroFlipN_margin05' | 'zeroFlipN_margin02', number>
  }
  prng: { input: { seed: number }; expected: { uint32: number[]; shuffle10: number[] } }
}

type Sides = Record<'base' | 'head', number[]>
type Paired = Record<'delta' | 'niZ_margin05' | 'niP_margin05', number> & Record<'tango' | 'newcombe10', number[]>
type Plan = Record<'delta' | 'n' | 'omega2' | 'sigmaA2' | 'sigmaB2' | 'kA' | 'kB', number>

/** A worked example and a comparison at its own tolerance. */
function example<Id extends keyof Examples>(id: Id) {
  const found = golden.cases.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no golden case ${id}`)
  const near = (actual: readonly number[], expected: readonly number[]) => {
    expect(actual).toHaveLength(expected.length)
    for (const [at, value] of actual.entries()) {
      expect(Math.abs(value - (expected[at] as number)), actual.join(', ')).toBeLessThanOrEqual(found.tolerance)
    }
  }
  return { ...(found as unknown as Examples[Id]), near }
}

const limits = ({ lower, upper }: Estimate) => [lower, upper]

test('mcnemar-9-2: the sign-flip test of passes and failures is McNemar', () => {
  const { input, expected, near } = example('mcnemar-9-2')
  const { worse, method } = signFlip(pairedOutcomes(input), 1)
  near([worse.exact, worse.mid], [expected.worseExactOneSided, expected.worseMidPOneSided])
  near([2 * worse.exact, 2 * worse.mid], [expected.exactTwoSided, expected.midPTwoSided])
  expect(method).toBe('exact')
})

test('single-rate-95: Wilson, and the score interval of the same passes', () => {
  const { input, expected, near } = example('single-rate-95')
  for (const [passes, cases] of input.cases) {
    const wanted = expected[`${passes}/${cases}`]?.wilson ?? []
    const scores = Array.from({ length: cases }, (_, at) => (at < passes ? 1 : 0))
    near(limits(wilson(passes, cases)), wanted)
    near(limits(meanScoreInterval(scores)), wanted)
  }
})

test('paired-binary-intervals: Tango, Newcombe and the non-inferiority test', () => {
  const { input, expected, near } = example('paired-binary-intervals')
  for (const [bothPass, wins, losses, bothFail] of input.tables) {
    const wanted = expected[`${bothPass},${wins},${losses},${bothFail}`]
    if (!wanted) throw new Error('no such table')
    const differences = pairedOutcomes({ bothPass, wins, losses, bothFail })
    const { estimate, lower, upper } = pairedScoreInterval(differences)
    const { z, p } = nonInferiority(differences, 0.05)
    near([estimate, lower, upper], [wanted.delta, ...wanted.tango])
    near(limits(newcombe({ bothPass, wins, losses, bothFail })), wanted.newcombe10)
    near([z, p], [wanted.niZ_margin05, wanted.niP_margin05])
  }
})

test('paired-t-graded', () => {
  const { input, expected, near } = example('paired-t-graded')
  const { estimate, lower, upper } = pairedT(input.head.map((score, at) => score - (input.base[at] as number)))
  const standardError = (upper - lower) / 2 / studentTQuantile(0.975, expected.df)
  const t = estimate / standardError
  near([estimate, lower, upper], [expected.delta, ...expected.ci95])
  near([standardError, t], [expected.se, expected.t])
  near([2 * studentTCdf(-Math.abs(t), expected.df)], [expected.p])
  near([studentTCdf(-(estimate + 0.05) / standardError, expected.df)], [expected.niP_margin05])
})

test('sign-flip-exact', () => {
  const { input, expected, near } = example('sign-flip-exact')
  for (const unit of [1, 100, Math.PI]) {
    const { worse } = signFlip(
      input.d.map((d) => d / unit),
      1,
    )
    near([worse.exact, 2 * worse.exact, worse.mid], [expected.worseOneSided, expected.twoSided, expected.worseMidP])
  }
})

test('wilcoxon-hl: Hodges-Lehmann with the exact interval', () => {
  const { input, expected, near } = example('wilcoxon-hl')
  const { estimate, lower, upper } = hodgesLehmann(input.d)
  near([estimate, lower, upper], [expected.hl, ...expected.ci95])
})

test('cost-ratio-of-means', () => {
  const { input, expected, near } = example('cost-ratio-of-means')
  const { estimate, lower, upper } = costRatio(input.base, input.head)
  near([estimate, lower, upper], [expected.ratio, ...expected.ci95])
  near([Math.log(upper / lower) / 2 / studentTQuantile(0.975, input.base.length - 1)], [expected.seLog])
})

test('holm-bh', () => {
  const { input, expected, near } = example('holm-bh')
  near(holm(input.p), expected.holm)
  near(benjaminiHochberg(input.p), expected.bh)
})

test('power-mde', () => {
  const { input, expected, near } = example('power-mde')
  const variance = ({ omega2, sigmaA2, sigmaB2, kA, kB }: Plan) =>
    differenceVariance({ between: omega2, withinBase: sigmaA2, withinHead: sigmaB2 }, kA, kB)
  near([casesNeeded(variance(input.a), input.a.delta)], [expected.a_n])
  near([minimumDetectableEffect(variance(input.b), input.b.n)], [expected.b_mde])
  near([minimumDetectableEffect(variance(input.c), input.c.n)], [expected.c_mde])
  near([casesWithoutFlips(0.05)], [expected.zeroFlipN_margin05])
  near([casesWithoutFlips(0.02)], [expected.zeroFlipN_margin02])
})

test('prng', () => {
  const { input, expected } = example('prng')
  const next = uint32Stream(input.seed)
  expect(Array.from({ length: 5 }, next)).toEqual(expected.uint32)
  expect(shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], input.seed)).toEqual(expected.shuffle10)
})
