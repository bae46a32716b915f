import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/digest/digest.ts'
import { type OwnAssertion, whyFails } from '../../src/evaluation/assertions/why-fails.ts'
import { scoreAnswer, scoreFailure } from '../../src/evaluation/score.ts'
import { askerWith, assertionWith, caseWith, metricWith, noEngine, policyWith, producedWith } from './fixtures.ts'

const row = caseWith(
  'c',
  { question: 'q' },
  { word: 'refunds', queue: { name: 'returns' }, sources: ['a.md'], empty: '' },
)

/** Why `answer` fails the assertion, on a case that expects a few things. */
function why(type: string, value: Json | undefined, answer: string, at?: string): string | undefined {
  return whyFails(assertionWith(type, value, { at }) as OwnAssertion, row, answer)
}

describe('each type means what promptfoo means by it', () => {
  const tall: readonly [type: string, value: Json | undefined, holds: string, fails: string, reason: string][] = [
    ['equals', 'refunds', 'refunds', 'billing', 'expected "refunds", found "billing"'],
    ['equals', 'refunds', 'refunds', 'Refunds', 'expected "refunds", found "Refunds"'],
    ['equals', '', '', ' ', 'expected "", found " "'],
    ['equals', 3, '3', '3.0', 'expected "3", found "3.0"'],
    ['equals', true, 'true', 'false', 'expected "true", found "false"'],
    ['equals', null, 'null', 'nil', 'expected "null", found "nil"'],
    [
      'equals',
      { a: [1, { b: 2 }] },
      '{ "a": [1, {"b": 2}] }',
      '{"a": [1]}',
      'expected "{"a":[1,{"b":2}]}", found "{"a": [1]}"',
    ],
    ['equals', { a: 1 }, '{"a":1}', 'a is 1', 'expected "{"a":1}", found "a is 1"'],
    ['equals', [1, 2], '[1,2]', '{"0":1,"1":2}', 'expected "[1,2]", found "{"0":1,"1":2}"'],
    ['equals', { a: 1 }, '{"a":1}', '{"__proto__":1}', 'expected "{"a":1}", found "{"__proto__":1}"'],
    ['not-equals', 'a', 'b', 'a', 'expected not "a", found "a"'],
    ['not-equals', { a: 1 }, 'no JSON', '{"a":1}', 'expected not "{"a":1}", found "{"a":1}"'],
    ['contains', 'two', 'one two', 'One Two', 'expected to contain "two", found "One Two"'],
    ['contains', 2, '1 2', '1', 'expected to contain "2", found "1"'],
    ['not-contains', 'two', 'one', 'one two', 'expected not to contain "two", found "one two"'],
    ['icontains', 'TWO', 'one two', 'one', 'expected to contain (in any case) "TWO", found "one"'],
    ['not-icontains', 'TWO', 'one', 'two', 'expected not to contain (in any case) "TWO", found "two"'],
    ['starts-with', 'one', 'one two', ' one', 'expected to start with "one", found " one"'],
    ['not-starts-with', 'one', 'two', 'one', 'expected not to start with "one", found "one"'],
    ['regex', '\\d{2} days', 'in 14 days', 'in 1 day', 'expected to match "\\d{2} days", found "in 1 day"'],
    ['regex', '^.$', '🚲', 'ab', 'expected to match "^.$", found "ab"'],
    ['not-regex', '(?i)sorry', 'yes', 'SORRY', 'expected not to match "(?i)sorry", found "SORRY"'],
    ['is-json', undefined, ' {"a": 1} ', 'a', 'expected JSON, but the answer is not JSON: "a"'],
    ['is-json', undefined, '3', '```json\n{}\n```', 'expected JSON, but the answer is not JSON: "```json\n{}\n```"'],
    ['not-is-json', undefined, 'a', '{}', 'expected not JSON, but it is'],
    [
      'is-json',
      { properties: { a: { enum: ['x', 'y'] } } },
      '{"a":"x"}',
      '{"a":"z"}',
      'expected JSON that satisfies the schema, but /a must be equal to one of the allowed values: ["x","y"]',
    ],
    ['not-is-json', { type: 'object' }, '[]', '{}', 'expected not JSON that satisfies the schema, but it does'],
    ['not-is-json', { type: 'object' }, 'prose', '{}', 'expected not JSON that satisfies the schema, but it does'],
  ]
  test.each(tall)('%s %j holds for %j and not for %j', (type, value, holds, fails, reason) => {
    expect(why(type, value, holds)).toBeUndefined()
    expect(why(type, value, fails)).toBe(reason)
  })
})

describe('the expected value', () => {
  test.each<[type: string, value: Json, answer: string]>([
    ['contains', '{{expected.word}}', 'about refunds'],
    ['equals', '{{expected.queue}}', '{"name":"returns"}'],
    ['equals', { name: '{{expected.queue.name}}' }, '{"name":"returns"}'],
    ['equals', '{{input.question}} {{output}}', 'q'],
    ['regex', '^{{expected.word}}|{{input.question}}$', 'what is q'],
  ])('of %s may be the template %j', (type, value, answer) => {
    expect(why(type, value, answer)).toBe(type === 'equals' && answer === 'q' ? 'expected "q q", found "q"' : undefined)
  })

  test.each<[type: string, value: Json | undefined, reason: string]>([
    ['contains', '{{expected.nothing}}', 'the expected value cannot be rendered: expected.nothing'],
    ['contains', '{{constructor.name}}', 'the expected value cannot be rendered: constructor.name'],
    ['contains', '{{expected.empty}}', 'the expected text is empty'],
    ['icontains', '{{expected.queue}}', 'the expected value is not a text'],
    ['starts-with', undefined, 'the expected value is not a text'],
    ['equals', undefined, 'there is no expected value'],
    ['regex', '(', 'the pattern cannot be used: missing closing ): `(`'],
    ['regex', 'a(?=b)', 'the pattern cannot be used: invalid or unsupported Perl syntax: `(?=`'],
    ['regex', '{{expected.empty}}', 'there is no pattern'],
  ])('of %s that cannot be used (%j) fails, negated or not', (type, value, reason) => {
    expect(why(type, value, 'anything')).toBe(reason)
    expect(why(`not-${type}`, value, 'anything')).toBe(reason)
  })

  test('of is-json is a schema, taken as it is written', () => {
    expect(why('is-json', { const: '{{expected.word}}' }, '"{{expected.word}}"')).toBeUndefined()
  })
})

describe('at', () => {
  const answer = JSON.stringify({
    queue: 'returns',
    count: 3,
    sources: ['a.md', 'b.md'],
    'a/b': { '~': null },
    nested: { x: [1] },
  })
  test.each<[type: string, value: Json, at: string]>([
    ['equals', '{{expected.queue.name}}', '/queue'],
    ['equals', 3, '/count'],
    ['equals', '3', '/count'],
    ['equals', { x: [1] }, '/nested'],
    ['equals', null, '/a~1b/~0'],
    ['equals', 'b.md', '/sources/1'],
    ['contains', '{{expected.sources}}', '/sources'],
    ['contains', 'a.md', '/sources'],
    ['starts-with', 'ret', '/queue'],
    ['regex', '^returns$', '/queue'],
    ['is-json', { type: 'array', minItems: 2 }, '/sources'],
    ['not-equals', 'billing', '/queue'],
  ])('lets %s %j see the value there (%s)', (type, value, at) => {
    expect(why(type, value, answer, at)).toBe(
      value === '{{expected.sources}}' ? 'the expected value is not a text' : undefined,
    )
  })

  test('says what it found there', () => {
    expect(why('equals', 'refunds', answer, '/queue')).toBe('expected "refunds", found "returns"')
    expect(why('contains', 'c.md', answer, '/sources')).toBe('expected to contain "c.md", found "["a.md","b.md"]"')
  })

  test.each([
    ['/missing', answer, /^there is no \/missing in "/],
    ['/sources/2', answer, /^there is no \/sources\/2 in "/],
    ['/sources/01', answer, /^there is no/],
    ['/sources/length', answer, /^there is no/],
    ['/queue/length', answer, /^there is no/],
    ['/__proto__', answer, /^there is no/],
    ['/toString', answer, /^there is no/],
    ['/queue', 'prose', /^there is no \/queue: the answer is not JSON: "prose"$/],
    ['', 'prose', /the answer is not JSON/],
  ])('%s, where nothing is, fails, negated or not', (at, seen, reason) => {
    expect(why('equals', 'x', seen, at)).toMatch(reason)
    expect(why('not-equals', 'x', seen, at)).toMatch(reason)
  })
})

describe('no answer can hold up a run', () => {
  test('a pattern that explodes elsewhere is matched in linear time', () => {
    const startedAt = performance.now()
    expect(why('regex', '^(a+)+$', `${'a'.repeat(100_000)}b`)).toMatch(/^expected to match/)
    expect(why('is-json', { pattern: '^(a+)+$' }, JSON.stringify(`${'a'.repeat(100_000)}b`))).toMatch(
      /must match pattern/,
    )
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('many different items are compared in linear time', () => {
    const items = Array.from({ length: 60_000 }, (_, n) => ({ n }))
    const startedAt = performance.now()
    expect(why('is-json', { uniqueItems: true }, JSON.stringify(items))).toBeUndefined()
    expect(why('is-json', { uniqueItems: true }, JSON.stringify([...items, { n: 0 }]))).toMatch(
      /must NOT have duplicate items/,
    )
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  test('what is too long or too deep is not read as JSON', () => {
    expect(why('is-json', undefined, `"${'x'.repeat(1_000_000)}"`)).toMatch(/the answer is over 1 MB/)
    expect(why('is-json', undefined, '['.repeat(100_000) + ']'.repeat(100_000))).toMatch(/nests over 256 deep/)
    expect(why('is-json', undefined, `"${'['.repeat(1_000)}"`)).toBeUndefined()
    expect(why('equals', [[]], '['.repeat(100_000), '/0')).toMatch(/^there is no \/0: the answer nests/)
  })

  test('a schema without an end is reported', () => {
    const endless = { $ref: '#' }
    expect(why('is-json', endless, '1')).toMatch(/the JSON Schema cannot be applied: Maximum call stack/)
  })
})

test.each([
  [{ $ref: 'https://example.com/schema.json' }, /can't resolve reference https:\/\/example\.com\/schema\.json/],
  [{ type: 'strin' }, /schema is invalid/],
  [{ pattern: '(?=a)' }, /invalid or unsupported Perl syntax/],
])('the schema %j cannot be used, and says so', (schema, reason) => {
  expect(why('is-json', schema, '"a"')).toMatch(reason)
})

test('a schema may have several patterns', () => {
  const schema = {
    properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } },
    patternProperties: { '^c': { type: 'null' } },
  }
  expect(why('is-json', schema, '{"a": "a", "b": "b", "c1": null}')).toBeUndefined()
  expect(why('is-json', schema, '{"a": "a", "b": "a"}')).toMatch(/\/b must match pattern "\^b\$"/)
  expect(why('is-json', schema, '{"c1": 1}')).toMatch(/\/c1 must be null/)
})

test('two schemas may have the same $id', () => {
  expect(why('is-json', { $id: 'urn:example:x', type: 'object' }, '{}')).toBeUndefined()
  expect(why('is-json', { $id: 'urn:example:x', type: 'array' }, '{}')).toMatch(/must be array/)
})

test('a reason has at most 200 characters, whatever was said', () => {
  for (const type of ['equals', 'contains', 'regex', 'is-json']) {
    const reason = why(type, 'y'.repeat(999), '🚲'.repeat(9_999)) ?? ''
    expect(reason.length).toBeGreaterThan(50)
    expect(reason.length).toBeLessThanOrEqual(200)
    expect(reason.isWellFormed()).toBe(true)
  }
})

describe('a metric', () => {
  const scoresOf = async (text: string) => {
    const answered = { ...producedWith(text), row, trial: 1, byStep: new Map() }
    return (await scoreAnswer([metric], answered, { engine: noEngine, ask: askerWith({ policy: policyWith([]) }) }))
      .scores
  }
  const metric = metricWith('style', [
    assertionWith('contains', 'a', { weight: 3 }),
    assertionWith('not-contains', 'b'),
    assertionWith('regex', 'c$'),
  ])

  test('scores the weighted mean of its assertions', async () => {
    expect(await scoresOf('a')).toEqual([
      {
        metric: 'style',
        score: 0.8,
        assertions: [
          { assertion: 0, score: 1, reason: undefined },
          { assertion: 1, score: 1, reason: undefined },
          { assertion: 2, score: 0, reason: 'expected to match "c$", found "a"' },
        ],
      },
    ])
    expect(await scoresOf('a c')).toMatchObject([{ score: 1 }])
    expect(await scoresOf('b')).toMatchObject([{ score: 0 }])
  })

  test('scores 0 on an answer failure, negated assertions included, and says why', () => {
    const [score] = scoreFailure([metric], 'refused')
    expect(score?.score).toBe(0)
    expect(score?.assertions.map(({ score, reason }) => [score, reason])).toEqual([
      [0, 'no answer to judge: refused'],
      [0, 'no answer to judge: refused'],
      [0, 'no answer to judge: refused'],
    ])
  })
})
