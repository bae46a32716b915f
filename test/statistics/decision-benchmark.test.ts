import { expect, test } from 'vitest'
import benchmark from '../golden/decision-benchmark.json' with { type: 'json' }
import { type DecisionRates, METRICS, simulateDecisions } from './decision-simulation.ts'

// The rows of 50 cases. `node test/bench/decision-benchmark.ts` reproduces all of them.
const ROWS = benchmark.fixed.filter(({ n }) => n === 50)

const published = (rates: DecisionRates) =>
  METRICS.map((metric) => `${metric} ${Math.round(rates[metric] * 1e4) / 1e4}`)

test.each(ROWS)('$k x 50 $pat, a drop of $delta: every published rate to its last digit', (row) => {
  expect(published(simulateDecisions(row, benchmark.spec.reps))).toEqual(published(row))
})
