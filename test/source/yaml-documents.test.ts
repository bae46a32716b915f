import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readYaml } from '../../src/source/yaml-documents.ts'

const values = (text: string): unknown[] => readYaml('f.yaml', text).documents.map(({ value }) => value)
const codes = (text: string): string[] => readYaml('f.yaml', text).diagnostics.map(({ problem }) => problem.code)

describe('values', () => {
  test.each([
    ['a: yes\nb: no\nc: on\n', { a: 'yes', b: 'no', c: 'on' }],
    ['a: true\nb: null\nc: ~\nd:\n', { a: true, b: null, c: null, d: null }],
    ['a: 0x1F\nb: 0o17\nc: 017\nd: 1e3\ne: 1_000\n', { a: 31, b: 15, c: 17, d: 1000, e: '1_000' }],
    ['a: 2026-11-05\nb: 12:30\n', { a: '2026-11-05', b: '12:30' }],
    ['1: one\nnull: two\n', { '1': 'one', null: 'two' }],
    ['a: |\n  one\n  two\nb: >-\n  one\n  two\n', { a: 'one\ntwo\n', b: 'one two' }],
    ['- [1, {a: b}]\n- "x\\n"\n', [[1, { a: 'b' }], 'x\n']],
  ])('%j follow the core schema of YAML 1.2', (text, value) => {
    expect(values(text)).toEqual([value])
  })

  test.each(['a: {b: 1}\n', 'a: {"b": 1}\n'])(
    'mappings have own keys only, whether the parser reads them or not: %j',
    (text) => {
      const [value] = values(text) as [{ a: object }]
      for (const mapping of [value, value.a]) {
        for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) expect(key in mapping).toBe(false)
      }
    },
  )

  test('a document that is broken or empty keeps its place among the others', () => {
    const { documents } = readYaml('f.yaml', 'a: 1\n---\n# nothing\n---\nb: [\n---\nc: 3\n')
    expect(documents).toMatchObject([
      { index: 0, value: { a: 1 }, empty: false },
      { index: 1, value: null, empty: true },
      { index: 2, value: undefined, empty: false },
      { index: 3, value: { c: 3 }, empty: false },
    ])
  })

  test('of a broken document the first fault is told, since the rest follow from it', () => {
    expect(codes('- a\nb: 1\nc: [\n')).toEqual(['yaml-syntax'])
  })

  test('nothing in a document that uses what is not ours has a value', () => {
    expect(values('a: 1\n---\nb: &x 1\n---\nc: 3\n')).toEqual([{ a: 1 }, undefined, { c: 3 }])
  })

  test.each([
    ['a: 1\na: 2\n', 'duplicate-key'],
    ['1: a\n"1": b\n', 'duplicate-key'],
    ['__proto__: {admin: true}\n', 'reserved-key'],
    ['a: {constructor: {prototype: 1}}\n', 'reserved-key'],
    ['a: "\\ud800"\n', 'bad-format'],
    ['"\\ud800": a\n', 'bad-format'],
    ['a: .nan\n', 'bad-format'],
    ['a: 9007199254740993\n', 'out-of-range'],
    ['? [a]\n: b\n', 'yaml-syntax'],
    [': b\n', 'yaml-syntax'],
    ['a: \u0007\n', 'yaml-syntax'],
    ['a: !<tag:yaml.org,2002:binary> x\n', 'yaml-feature'],
  ])('%j is %s and has no value', (text, code) => {
    expect([...new Set(codes(text))]).toEqual([code])
    expect(values(text)).toEqual([undefined])
  })
})

describe('nesting', () => {
  const deep = (depth: number): readonly [string, string][] => [
    ['lists in brackets', '['.repeat(depth) + ']'.repeat(depth)],
    ['mappings in brackets', `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`],
    ['lists on one line', `${'- '.repeat(depth)}x`],
    ['explicit keys', `${'? '.repeat(depth)}x`],
    ['mappings by indentation', Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['lists by indentation', Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}-`).join('\n')],
  ]

  test.each(deep(64))('of 64 levels of %s is read', (_, text) => {
    expect(codes(text)).not.toContain('too-deep')
  })

  test.each(deep(65))('of 65 levels of %s is refused', (_, text) => {
    expect(codes(text)).toEqual(['too-deep'])
  })

  // A thousand levels, parsed again and again, have ended whole processes (platform.md).
  test.each(deep(2_000))('of 2,000 levels of %s, read again and again, harms nobody', (_, text) => {
    for (let round = 0; round < 5; round++) expect(codes(text)).toEqual(['too-deep'])
  })
})

describe('for any text', () => {
  const pieces = [
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '#',
    '&x',
    '*x',
    '!',
    '|',
    '>',
    '%',
  ]
  const scraps = fc
    .array(
      fc.constantFrom(...pieces, '---\n', '...\n', '<<', '\t', '{{x}}', '\\', '\u0001', '\ud800', '@', '0x', '.inf'),
    )
    .map((parts) => parts.join(''))

  test('it never throws, and a document without a value has a diagnostic', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const { documents, diagnostics } = readYaml('f.yaml', text)
        for (const { value } of documents) if (value === undefined) expect(diagnostics.length).toBeGreaterThan(0)
      }),
      { numRuns: 3_000, seed: 7 },
    )
  })

  test('what is written is read', () => {
    const key = fc.string({ maxLength: 8 }).filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text))
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('json'), { maxLength: 4 }),
      map: fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
    }))
    fc.assert(
      fc.property(json, (value) => {
        const text = stringify(value, { aliasDuplicateObjects: false })
        expect(values(text)).toEqual([value])
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
