import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MeasureChange } from '../../src/resources/diff-measure.ts'
import { measureChange } from '../../src/resources/diff-measure.ts'
import type { Measure, Model } from '../../src/resources/project.ts'
import { measureDigest } from '../../src/resources/subject-digest.ts'
import { casesOf, metricsOf } from './change-set-project.ts'
import type { AssertionFields } from './change-set-project.ts'

const rows = [
  { id: 'a', input: { q: 'A' }, expected: { w: 'x' }, language: 'de' },
  { id: 'b', input: { q: 'B' }, expected: { w: 'y' }, language: 'en' },
]

const assertions: readonly AssertionFields[] = [
  { type: 'icontains', metric: 'word', value: '{{expected.w}}', gate: { maxDrop: 0.05, min: 0.8 } },
  { type: 'is-json', metric: 'format' },
  { type: 'contains', metric: 'format', value: '{', weight: 2 },
]

function measure(assert: readonly AssertionFields[] = assertions, fields: Partial<Measure> = {}): Measure {
  return {
    cases: casesOf(rows),
    slices: ['language'],
    metrics: metricsOf(assert),
    trials: 2,
    coverage: 0.95,
    ...fields,
  }
}

const same: MeasureChange = {
  loosened: false,
  cases: { added: [], removed: [], edited: [] },
  metrics: { added: [], removed: [] },
  assertions: [],
  gates: [],
  trials: undefined,
  coverage: undefined,
}

const judge: Model = {
  name: 'careful',
  provider: 'openai',
  id: 'gpt-5',
  parameters: {},
  price: undefined,
  contextWindow: undefined,
  retires: undefined,
}

/** Like `assertions`, with other fields for one. */
function edited(index: number, fields: Partial<AssertionFields>): Measure {
  return measure(assertions.map((one, at) => (at === index ? { ...one, ...fields } : one)))
}

function assertionChanges(head: Measure): readonly unknown[] {
  const changes = measureChange(measure(), head).assertions
  return changes.map(({ metric, change, base, head: after }) => [metric, change, base?.type, after?.type])
}

describe('a measure that means the same', () => {
  it('is not changed, whatever the order, the columns, the slices and the places', () => {
    const cases = casesOf(
      rows.toReversed().map((row) => ({ ...row, language: 'fr' })),
      'other.yaml',
    )
    const head = { ...measure(assertions.toReversed()), cases, slices: [] }
    expect(measureChange(measure(), head)).toEqual(same)
  })
})

describe('cases', () => {
  it('are removed, edited and added by id', () => {
    const head = measure(assertions, {
      cases: casesOf([
        { id: 'd', input: {} },
        { id: 'b', input: { q: 'B' }, expected: { w: 'z' } },
        { id: 'c', input: {} },
      ]),
    })
    expect(measureChange(measure(), head)).toEqual({
      ...same,
      loosened: true,
      cases: { added: ['c', 'd'], removed: ['a'], edited: ['b'] },
    })
  })

  it.each([
    ['removed', rows.slice(1), true],
    ['edited in input', [{ ...rows[0], input: { q: 'a' } }, rows[1]], true],
    ['edited in expected', [{ ...rows[0], expected: {} }, rows[1]], true],
    ['added', [...rows, { id: 'c', input: {} }], false],
  ])('that are %s', (_, changed, loosened) => {
    const head = measure(assertions, { cases: casesOf(JSON.parse(JSON.stringify(changed))) })
    expect(measureChange(measure(), head).loosened).toBe(loosened)
  })
})

describe('metrics and assertions', () => {
  it('of a metric that head lacks', () => {
    expect(measureChange(measure(), measure(assertions.slice(0, 1)))).toEqual({
      ...same,
      loosened: true,
      metrics: { added: [], removed: ['format'] },
    })
  })

  it('of a new metric loosen nothing', () => {
    expect(measureChange(measure(assertions.slice(0, 1)), measure())).toEqual({
      ...same,
      metrics: { added: ['format'], removed: [] },
    })
  })

  it.each<[string, Partial<AssertionFields>]>([
    ['type', { type: 'contains' }],
    ['negation', { negated: true }],
    ['value', { value: '' }],
    ['pointer', { at: '/a' }],
    ['weight', { weight: 0.1 }],
  ])('of another %s are edited, which loosens', (_, fields) => {
    const change = measureChange(measure(), edited(0, fields))
    expect(change.assertions).toMatchObject([
      { metric: 'word', change: 'edited', base: { type: 'icontains', weight: 1 }, head: fields },
    ])
    expect(change).toMatchObject({ loosened: true, gates: [] })
  })

  it('are found again wherever they stand in their metric', () => {
    const [word, json, brace] = assertions
    if (word === undefined || json === undefined || brace === undefined) throw new Error('three')
    expect(assertionChanges(measure([word, brace, { type: 'regex', metric: 'format', value: 'x' }]))).toEqual([
      ['format', 'edited', 'is-json', 'regex'],
    ])
    expect(assertionChanges(measure([word, brace]))).toEqual([['format', 'removed', 'is-json', undefined]])
    expect(assertionChanges(measure([word, word, json, brace]))).toEqual([['word', 'added', undefined, 'icontains']])
  })

  it('that join a metric of base change its mean, and so loosen', () => {
    const easy: AssertionFields = { type: 'regex', metric: 'word', value: '' }
    expect(measureChange(measure(), measure([...assertions, easy])).loosened).toBe(true)
  })
})

describe('gates', () => {
  it.each<[string, object, 'loosened' | 'tightened']>([
    ['a bigger drop', { maxDrop: 0.06, min: 0.8 }, 'loosened'],
    ['a lower floor', { maxDrop: 0.05, min: 0.7 }, 'loosened'],
    ['no floor', { maxDrop: 0.05 }, 'loosened'],
    ['a bigger drop and a higher floor', { maxDrop: 0.06, min: 0.9 }, 'loosened'],
    ['a smaller drop', { maxDrop: 0.04, min: 0.8 }, 'tightened'],
    ['a higher floor', { maxDrop: 0.05, min: 0.9 }, 'tightened'],
  ])('with %s', (_, gate, expected) => {
    const change = measureChange(measure(), edited(0, { gate }))
    expect(change.gates).toEqual([
      { metric: 'word', change: expected, base: { maxDrop: 0.05, min: 0.8 }, head: { min: undefined, ...gate } },
    ])
    expect(change.loosened).toBe(expected === 'loosened')
    expect(change.assertions).toEqual([])
  })

  it('with a new floor are tightened, with a floor of zero the same', () => {
    expect(measureChange(measure(), edited(1, { gate: { min: 0.5 } })).gates).toMatchObject([{ change: 'tightened' }])
    expect(measureChange(measure(), edited(1, { gate: { min: 0 } }))).toEqual(same)
  })
})

describe('trials and coverage', () => {
  it.each<[string, Partial<Measure>, Partial<MeasureChange>]>([
    ['fewer trials', { trials: 1 }, { loosened: true, trials: { base: 2, head: 1 } }],
    ['more trials', { trials: 3 }, { loosened: false, trials: { base: 2, head: 3 } }],
    ['a lower coverage', { coverage: 0.9 }, { loosened: true, coverage: { base: 0.95, head: 0.9 } }],
    ['a higher coverage', { coverage: 1 }, { loosened: false, coverage: { base: 0.95, head: 1 } }],
  ])('%s', (_, fields, expected) => {
    expect(measureChange(measure(), measure(assertions, fields))).toEqual({ ...same, ...expected })
  })
})

describe('any two measures', () => {
  const assertion = fc.record<AssertionFields>(
    {
      type: fc.constantFrom('contains', 'regex'),
      metric: fc.constantFrom('m', 'n'),
      value: fc.constantFrom('x', 'y'),
      threshold: fc.constantFrom(0.5, 0.7),
      judge: fc.constantFrom(judge, { ...judge, parameters: { temperature: 1 } }),
      gate: fc.record({ maxDrop: fc.constantFrom(0.05, 0.1) }),
    },
    { requiredKeys: ['type'] },
  )
  const cases = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), input: fc.record({ q: fc.constantFrom(1, 2) }) }),
    {
      selector: ({ id }) => id,
      minLength: 1,
    },
  )
  const measures = fc
    .tuple(cases, fc.array(assertion, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 2), fc.constantFrom(0.9, 1))
    .map(([own, assert, trials, coverage]): Measure => {
      return { cases: casesOf(own), slices: [], metrics: metricsOf(assert), trials, coverage }
    })

  it('differ exactly where their digests do, and lose nothing in both directions only if they are the same', () => {
    fc.assert(
      fc.property(measures, measures, (base, head) => {
        const change = measureChange(base, head)
        const isSame = measureDigest(base) === measureDigest(head)
        expect(JSON.stringify(change) === JSON.stringify(same)).toBe(isSame)
        expect(change.loosened || measureChange(head, base).loosened).toBe(!isSame)
      }),
      { seed: 5, numRuns: 1_000 },
    )
  })
})
