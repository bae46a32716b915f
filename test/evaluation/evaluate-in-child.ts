// Evaluates 60 cases with the real store, clock and network; prints each case once it has ended.
// Usage: node evaluate-in-child.ts STORE URL
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { openCallStore } from '../../src/adapters/sqlite/call-store.ts'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { createAsker } from '../../src/evaluation/ask-model.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { recordedLayer } from '../../src/evaluation/recorded.ts'
import { keepNone } from '../../src/evaluation/trial-log.ts'
import { caseWith, evaluationWith, measureWith, noEngine, openai, policyWith } from './fixtures.ts'

const [file = '', url = ''] = process.argv.slice(2)
using store = openCallStore(file)
const run = new AbortController()
process.once('SIGINT', () => run.abort())
const ask = createAsker({
  policy: policyWith([openai(url, { concurrency: 64, key: 'RIG_KEY' })]),
  store,
  recorded: recordedLayer([]),
  notBefore: undefined,
  openTransport: openTransportWith(process.env),
  budget: createBudget({ usd: 1, calls: undefined }),
  clock: systemClock,
  signal: run.signal,
})
const measure = measureWith(Array.from({ length: 60 }, (_, n) => caseWith(`case ${n}`, { question: `case ${n}` })))
await evaluate([evaluationWith(measure)], ask, {
  engine: noEngine,
  signal: run.signal,
  log: keepNone(),
  onTrial: (_, { caseId, outcome }) => console.log(`${outcome.kind} ${caseId}`),
})
console.log('end')
