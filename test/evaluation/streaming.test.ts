import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { keepNone, type TrialLog } from '../../src/evaluation/trial-log.ts'
import { keepInMemory } from './keep-in-memory.ts'
import { startModelServer } from '../rig/model-server.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  evaluationWith,
  measureWith,
  metricWith,
  noEngine,
  openai,
  policyWith,
} from './fixtures.ts'

const signal = new AbortController().signal
const secretWords = (id: string) => `the question of ${id}`
const cases = Array.from({ length: 200 }, (_, at) => caseWith(`case-${at}`, { question: secretWords(`case-${at}`) }))
const measure = measureWith(cases, {
  trials: 2,
  metrics: [metricWith('said', [assertionWith('contains', 'question')])],
})

/** A log that knows what it was given, and how often it was read. */
function watchedLog(): { log: TrialLog; places: string[]; reads: () => number } {
  const memory = keepInMemory()
  const places: string[] = []
  let reads = 0
  const log: TrialLog = {
    append(at, trial) {
      places.push(`${at.evaluation}/${at.place} ${trial.caseId}.${trial.trial}`)
      return memory.append(at, trial)
    },
    read(kept) {
      reads += 1
      return memory.read(kept)
    },
  }
  return { log, places, reads: () => reads }
}

describe('the trials of a run', () => {
  test('go to the log once each, whole, under their places; the results hold none of their texts', async () => {
    await using server = await startModelServer()
    const { log, places, reads } = watchedLog()
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const evaluations = [evaluationWith(measure), evaluationWith(measureWith(cases.slice(0, 3)))]
    const results = await evaluate(evaluations, ask, { signal, engine: noEngine, log })
    expect(reads()).toBe(0)
    expect(places.toSorted()).toEqual(
      results
        .flatMap(({ trials }, evaluation) =>
          trials.map(({ caseId, trial }, place) => `${evaluation}/${place} ${caseId}.${trial}`),
        )
        .toSorted(),
    )
    expect(places).toHaveLength(403)
    const { whole: _, evaluation: __, ...held } = results[0] as (typeof results)[number]
    const written = JSON.stringify(held)
    expect(written).not.toContain('the question of')
    expect(written.length / 400).toBeLessThan(600)
  })

  test('are read back one by one, as they were', async () => {
    await using server = await startModelServer()
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const [result] = await evaluate([evaluationWith(measure)], ask, { signal, engine: noEngine, log: keepInMemory() })
    const summary = result?.trials[7]
    const whole = summary && result?.whole(summary)
    expect(whole).toMatchObject({ caseId: 'case-3', trial: 2, outcome: { output: secretWords('case-3') } })
    expect(whole?.trace.steps.map((step) => step.result.key)).toEqual(summary?.steps.map(({ key }) => key))
  })

  test('share the names of who answered, and scores that are the same', async () => {
    await using server = await startModelServer()
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const [result] = await evaluate([evaluationWith(measure)], ask, { signal, engine: noEngine, log: keepInMemory() })
    const trials = result?.trials ?? []
    const answerers = trials.flatMap(({ steps }) =>
      steps.flatMap((call) => (call.kind === 'answered' ? [call.by] : [])),
    )
    expect(answerers).toHaveLength(400)
    expect(new Set(answerers).size).toBe(1)
    expect(new Set(trials.map(({ scores }) => scores)).size).toBe(1)
  })

  test('cannot be read where none is kept', async () => {
    await using server = await startModelServer()
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const [result] = await evaluate([evaluationWith(measure)], ask, { signal, engine: noEngine, log: keepNone() })
    const [first] = result?.trials ?? []
    expect(() => first && result?.whole(first)).toThrow('a run that keeps none')
  })
})
