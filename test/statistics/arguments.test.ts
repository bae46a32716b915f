import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts'
import { blindSpot } from '../../src/statistics/blind-spot.ts'
import { casesNeeded } from '../../src/statistics/cases-needed.ts'
import { casesWithoutFlips } from '../../src/statistics/cases-without-flips.ts'
import { costRatio } from '../../src/statistics/cost-ratio.ts'
import { differenceVariance } from '../../src/statistics/difference-variance.ts'
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts'
import { holm } from '../../src/statistics/holm.ts'
import { meanScoreInterval } from '../../src/statistics/mean-score-interval.ts'
import { minimumDetectableEffect } from '../../src/statistics/minimum-detectable-effect.ts'
import { newcombe } from '../../src/statistics/newcombe.ts'
import { nonInferiority } from '../../src/statistics/non-inferiority.ts'
import { normalCdf } from '../../src/statistics/normal-cdf.ts'
import { normalQuantile } from '../../src/statistics/normal-quantile.ts'
import { orderStatisticInterval } from '../../src/statistics/order-statistic-interval.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { pairedT } from '../../src/statistics/paired-t.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { quantile } from '../../src/statistics/quantile.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { studentTQuantile } from '../../src/statistics/student-t-quantile.ts'
import { varianceComponents } from '../../src/statistics/variance-components.ts'
import { wilson } from '../../src/statistics/wilson.ts'

const COUNTS = { bothPass: 1, wins: 1, losses: 1, bothFail: 1 }

const REFUSED: [string, () => unknown, string][] = [
  ['no differences', () => pairedScoreInterval([]), 'values must not be empty'],
  ['a difference above 1', () => pairedScoreInterval([0, 1.01]), 'values[1] must be in [-1, 1], it is 1.01'],
  ['a change above the largest', () => pairedScoreInterval([0.3], 0.95, 0.2), 'values[0] must be in [-0.2, 0.2]'],
  ['a largest change of nothing', () => pairedScoreInterval([0], 0.95, 0), 'largest must be between 0 and Infinity'],
  ['a level in per cent', () => pairedScoreInterval([0], 95), 'level must be between 0 and 1, it is 95'],
  ['a negative score', () => meanScoreInterval([-0.1]), 'values[0] must be in [0, 1], it is -0.1'],
  ['a score that is no number', () => meanScoreInterval([0.5, NaN]), 'values[1] must be in [0, 1], it is NaN'],
  ['a margin of nothing', () => nonInferiority([0], 0), 'margin must be between 0 and Infinity, it is 0'],
  ['no signs to flip', () => signFlip([], 1), 'differences must not be empty'],
  ['an endless difference', () => signFlip([Infinity], 1), 'differences[0] must be finite, it is Infinity'],
  ['half a seed', () => signFlip([1], 0.5), 'seed must be an integer, it is 0.5'],
  ['a missing seed', () => uint32Stream(NaN), 'seed must be an integer, it is NaN'],
  ['more passes than cases', () => wilson(3, 2), 'passes must be at most 2, it is 3'],
  ['half a pass', () => wilson(0.5, 2), 'passes must be a whole number of at least 0, it is 0.5'],
  ['a rate of no cases', () => wilson(0, 0), 'cases must be a whole number of at least 1, it is 0'],
  ['a negative count', () => newcombe({ ...COUNTS, wins: -1 }), 'each count must be a whole number of at least 0'],
  ['a p-value above 1', () => holm([0.5, 1.5]), 'pValues[1] must be in [0, 1], it is 1.5'],
  ['a negative p-value', () => benjaminiHochberg([-0.5]), 'pValues[0] must be in [0, 1], it is -0.5'],
  ['one difference for t', () => pairedT([0.1]), 'a variance needs at least 2 values, there are 1'],
  ['a certain level', () => pairedT([0.1, 0.2], 1), 'level must be between 0 and 1, it is 1'],
  ['sides of different length', () => costRatio([1, 2], [1]), 'base has 2 costs, head has 1'],
  ['a free base', () => costRatio([0, 0], [1, 1]), 'base costs nothing, a ratio needs a cost'],
  ['a negative cost', () => costRatio([1, 1], [1, -1]), 'head[1] must be in [0, Infinity], it is -1'],
  ['no latencies', () => hodgesLehmann([]), 'values must not be empty'],
  ['no latencies for p95', () => orderStatisticInterval([], 0.95), 'values must not be empty'],
  ['p95 as 95', () => quantile([1], 95), 'share must be in [0, 1], it is 95'],
  ['a negative variance', () => minimumDetectableEffect(-1, 10), 'variance must be in [0, Infinity], it is -1'],
  ['an effect of nothing', () => casesNeeded(0.1, 0), 'effect must be between 0 and Infinity, it is 0'],
  ['a power of 1', () => casesNeeded(0.1, 0.1, 0.95, 1), 'power must be between 0 and 1, it is 1'],
  ['a margin of everything', () => casesWithoutFlips(1), 'margin must be between 0 and 1, it is 1'],
  ['a blind spot of no cases', () => blindSpot(0), 'cases must be a whole number of at least 1, it is 0'],
  [
    'no trials',
    () => differenceVariance({ between: 0, withinBase: 0, withinHead: 0 }, 0),
    'baseTrials must be a whole',
  ],
  ['a unit without trials', () => varianceComponents([[], [1]], [[1], [1]]), 'values must not be empty'],
  ['different units', () => varianceComponents([[1]], [[1], [1]]), 'base has 1 units, head has 2'],
  ['a certain quantile', () => normalQuantile(1), 'p must be between 0 and 1, it is 1'],
  ['the cdf of no number', () => normalCdf(NaN), 'z must be a number'],
  ['no degrees of freedom', () => studentTQuantile(0.9, 0), 'df must be between 0 and Infinity, it is 0'],
]

test.each(REFUSED)('%s is refused in words', (_, call, message) => {
  expect(call).toThrow(RangeError)
  expect(call).toThrow(message)
})
