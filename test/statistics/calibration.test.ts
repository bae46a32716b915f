import { describe, expect, test } from 'vitest'
import { costRatio } from '../../src/statistics/cost-ratio.ts'
import type { Estimate } from '../../src/statistics/estimate.ts'
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts'
import { meanScoreInterval } from '../../src/statistics/mean-score-interval.ts'
import { newcombe } from '../../src/statistics/newcombe.ts'
import { normalQuantile } from '../../src/statistics/normal-quantile.ts'
import { orderStatisticInterval } from '../../src/statistics/order-statistic-interval.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { pairedT } from '../../src/statistics/paired-t.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { differenceSampler } from './decision-simulation.ts'

const REPETITIONS = 2000

/** Share of the repetitions in which `happens`. */
function rate(happens: () => boolean): number {
  let times = 0
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) times += Number(happens())
  return times / REPETITIONS
}

/** Three standard errors of a simulated rate. */
const error = (share: number) => 3 * Math.sqrt((share * (1 - share)) / REPETITIONS)

/** Random numbers of one test. */
class Source {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = uint32Stream(seed)
  }

  /** Inside (0, 1). */
  readonly uniform = (): number => (this.#next() + 0.5) / 2 ** 32
  readonly normal = (): number => normalQuantile(this.uniform())
}

const sample = (n: number, draw: () => number) => Array.from({ length: n }, draw)

describe('one trial of 50 cases, other seeds than the benchmark', () => {
  const truth = { k: 1, pat: 'prop', n: 50, rho: 0.7 }

  test('an unchanged head is called worse in 1.1 % of the runs, better in as many', () => {
    const draw = differenceSampler({ ...truth, delta: 0 }, 77)
    const runs = Array.from({ length: REPETITIONS }, () => signFlip(draw(), 1))
    for (const side of ['worse', 'better'] as const) {
      const alarms = runs.filter((run) => run[side].mid <= 0.025).length / REPETITIONS
      expect(Math.abs(alarms - 0.011)).toBeLessThan(error(0.011))
    }
  })

  test('a head that is worse by 10 points is called so in 34.6 %, and hardly ever better', () => {
    const draw = differenceSampler({ ...truth, delta: 0.1 }, 78)
    expect(Math.abs(rate(() => signFlip(draw(), 1).worse.mid <= 0.025) - 0.346)).toBeLessThan(error(0.346))
    expect(rate(() => signFlip(draw(), 1).better.mid <= 0.025)).toBeLessThan(0.002)
  })

  test('a head that is worse by the margin is certified in at most 2.7 %', () => {
    const draw = differenceSampler({ ...truth, delta: 0.05 }, 79)
    const certified = rate(() => pairedScoreInterval(draw()).lower > -0.05)
    expect(certified).toBeLessThan(0.027 + error(0.027))
    expect(certified).toBeGreaterThan(0.005)
  })
})

test('a rare large drop among tiny noise is not certified, while t would', () => {
  const { uniform, normal } = new Source(80)
  const draw = () => sample(20, () => (uniform() < 0.08 ? -0.9 : 0.01 * normal()))
  expect(rate(() => pairedT(draw()).lower > -0.05)).toBeGreaterThan(0.15)
  expect(rate(() => pairedScoreInterval(draw()).lower > -0.05)).toBe(0)
})

test('sampled flips reject as often as they should', () => {
  const { normal } = new Source(81)
  let alarms = 0
  for (let repetition = 0; repetition < 200; repetition += 1) {
    const { worse, method } = signFlip(
      sample(30, () => Math.tanh(normal() / 3)),
      repetition,
    )
    expect(method).toBe('sampled')
    alarms += Number(worse.mid <= 0.1)
  }
  expect(Math.abs(alarms / 200 - 0.1)).toBeLessThan(3 * Math.sqrt(0.09 / 200))
})

describe('95 % intervals cover the truth that often', () => {
  interface Calibration {
    readonly of: string
    readonly truth: number
    readonly interval: (source: Source) => Estimate
    readonly least: number
    readonly most: number
  }

  const passes = ({ uniform }: Source, n: number, chance: number) =>
    sample(n, uniform).filter((draw) => draw < chance).length

  function costs({ normal }: Source): Estimate {
    const base = sample(40, () => Math.exp(normal() / 2))
    const head = base.map((cost) => 1.5 * cost * Math.exp(normal() / 4 - 1 / 32))
    return costRatio(base, head)
  }

  function table({ uniform }: Source): Estimate {
    const draws = sample(60, uniform)
    const between = (from: number, to: number) => draws.filter((draw) => draw >= from && draw < to).length
    const [bothPass, wins, losses] = [between(0, 0.7), between(0.7, 0.75), between(0.75, 0.9)]
    return newcombe({ bothPass, wins, losses, bothFail: between(0.9, 1) })
  }

  const ragged = ({ uniform }: Source) => sample(60, () => (uniform() < 0.2 ? 0 : uniform()))

  const calibrations: Calibration[] = [
    { of: 'Wilson', truth: 0.9, interval: (source) => wilson(passes(source, 80, 0.9), 80), least: 0.93, most: 0.975 },
    {
      of: 'a graded mean',
      truth: 2 / 3,
      interval: ({ uniform }) => meanScoreInterval(sample(40, () => Math.sqrt(uniform()))),
      least: 0.94,
      most: 0.99,
    },
    {
      of: 'a graded mean with many zeros',
      truth: 0.4,
      interval: (source) => meanScoreInterval(ragged(source)),
      least: 0.93,
      most: 0.97,
    },
    {
      of: 'Student',
      truth: 0.1,
      interval: ({ normal }) => pairedT(sample(12, () => 0.1 + normal())),
      least: 0.935,
      most: 0.965,
    },
    {
      of: 'Hodges-Lehmann',
      truth: 0.1,
      interval: ({ normal }) => hodgesLehmann(sample(25, () => 0.1 + normal())),
      least: 0.935,
      most: 0.97,
    },
    {
      of: 'p95',
      truth: 0.95,
      interval: ({ uniform }) => orderStatisticInterval(sample(100, uniform), 0.95),
      least: 0.97,
      most: 0.992,
    },
    { of: 'the cost ratio', truth: 1.5, interval: costs, least: 0.92, most: 0.97 },
    { of: 'Newcombe', truth: -0.1, interval: table, least: 0.94, most: 0.98 },
  ]

  test.each(calibrations)('$of', ({ truth, interval, least, most }) => {
    const source = new Source(82)
    const coverage = rate(() => {
      const { lower, upper } = interval(source)
      return lower <= truth && truth <= upper
    })
    expect(coverage).toBeGreaterThan(least)
    expect(coverage).toBeLessThan(most)
  })
})
