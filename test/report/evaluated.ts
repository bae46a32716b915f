import { recordCases } from '../../src/verdict/case-records.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import { decide } from '../../src/verdict/decide.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { cases, measure, metric, results, side } from '../verdict/fixtures.ts'
import { evalReport } from './make.ts'

const twoCustomers = measure({
  cases: cases(6, (at) => ({ customer: `k${at % 2}`, language: at < 4 ? 'de' : 'en' })),
  slices: ['language'],
  cluster: 'customer',
  trials: 2,
  metrics: [metric('grounded', { scale: 'graded', min: 0.9 }), metric('cites')],
})

const found = results(
  undefined,
  side((at, trial) => (at === 5 ? { missing: 'timeout' } : { grounded: trial / 4 + 0.5, cites: at % 2 }), {
    measure: { ...twoCustomers, coverage: 0.5 },
    usd: () => 0.001,
  }),
)

/** What an evaluation says of each case: from the engine, so that it is what `compare` reads. */
export const evaluated: Report = evalReport({
  headline: { state: 'cannot-tell', blocks: false, cases: 5 },
  comparisons: decide([compareSuite(found)], { recorded: 'accept' }),
  cases: [recordCases(found)],
})
