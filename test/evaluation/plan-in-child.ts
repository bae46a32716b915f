import { openTransportWith } from '../../src/commands/open-transport.ts'
import { planCalls } from '../../src/evaluation/plan-calls.ts'
import { recordedLayer } from '../../src/evaluation/recorded.ts'
import { caseWith, evaluationWith, mapStore, measureWith, openai, policyWith } from './fixtures.ts'

/** Plans 100,000 cases, and says how many calls that is and how much memory the process ever took, in MB. */
const cases = Array.from({ length: 100_000 }, (_, n) => caseWith(`q-${n}`, { question: `Question ${n}: which town?` }))
const evaluation = evaluationWith(measureWith(cases))
const { total } = await planCalls([{ evaluation, side: 'head', measure: 'head' }], {
  policy: policyWith([openai('http://rig/v1')]),
  store: mapStore(),
  recorded: recordedLayer([]),
  notBefore: undefined,
  openTransport: openTransportWith({}),
})
console.log(JSON.stringify({ newCalls: total.newCalls, megabytes: process.resourceUsage().maxRSS / 1024 }))
