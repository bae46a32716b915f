import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { Place } from '../../src/diagnostic/place.ts'
import { digestOfJson } from '../../src/digest/digest.ts'
import { casesFrom, readCases } from '../../src/resources/cases.ts'
import type { ReadCases } from '../../src/resources/cases.ts'

function read(file: string, text: string, columns?: { readonly [target: string]: string }): ReadCases {
  return readCases({ file, text }, { columns })
}

/** What a diagnostic says, and the text it marks. */
function said({ problem, place }: Diagnostic, text: string): readonly [string, string | undefined] {
  return [problem.code, markedBy(place, text)]
}

function markedBy(place: Place, text: string): string | undefined {
  return place.in === 'text' ? text.slice(place.start, place.end) : undefined
}

function ids({ cases }: ReadCases): readonly string[] {
  return cases.map(({ id }) => id)
}

describe('cases of every format', () => {
  const expected = [
    { id: 'a', ownId: true, input: { q: 'Wie?' }, expected: { w: 'so' }, columns: { language: 'de' } },
    { id: digestOfJson({ q: 'How?' }), ownId: false, input: { q: 'How?' }, expected: {}, columns: { language: 'en' } },
  ]
  const jsonl =
    '{"id":"a","input":{"q":"Wie?"},"expected":{"w":"so"},"language":"de"}\n\n  {"language":"en","input":{"q":"How?"}}\n'

  it.each([
    ['cases.jsonl', jsonl],
    ['cases.JSONL', jsonl],
    ['a/cases.json', `[${jsonl.trim().replace('\n\n', ',\n')}]`],
    [
      'cases.yaml',
      '# comment\n- {id: a, input: {q: "Wie?"}, expected: {w: so}, language: de}\n- input: {q: How?}\n  language: en\n',
    ],
    [
      'cases.yml',
      '- {id: a, input: {q: "Wie?"}, expected: {w: so}, language: de}\n- {language: en, input: {q: How?}}\n',
    ],
  ])('%s', (file, text) => {
    const { cases, diagnostics } = read(file, text)
    expect(diagnostics).toEqual([])
    expect(cases.map((one) => ({ ...one, place: undefined }))).toEqual(expected)
    expect(cases.map(({ place }) => 'file' in place && place.file)).toEqual([file, file])
  })

  it('of CSV, whose cells are all there', () => {
    const { cases, diagnostics } = read('cases.csv', 'id,input.q,expected.w,language\na,Wie?,so,de\n,How?,,en\n')
    expect(diagnostics).toEqual([])
    expect(cases.map((one) => ({ ...one, place: undefined }))).toEqual([
      expected[0],
      { ...expected[1], expected: { w: '' } },
    ])
  })

  it('is refused with another ending', () => {
    for (const file of ['cases.txt', 'cases', '.jsonl/cases', 'cases.constructor']) {
      expect(read(file, '[]').diagnostics).toMatchObject([
        { problem: { code: 'bad-format' }, place: { in: 'file', file } },
      ])
    }
  })

  it('has an error where there are none', () => {
    for (const [file, text] of [
      ['c.jsonl', '\n \n'],
      ['c.json', '[]'],
      ['c.yaml', ''],
      ['c.yaml', '[]'],
      ['c.csv', ''],
      ['c.csv', 'input.q\n\n'],
    ] as const) {
      expect(read(file, text).diagnostics, file).toEqual([
        { severity: 'error', problem: { code: 'no-cases' }, place: { in: 'file', file } },
      ])
    }
  })
})

describe('ids', () => {
  it('are the digest of input alone, whatever the order of its keys, without an own id', () => {
    const { cases } = read('c.jsonl', '{"input":{"a":1,"b":"x"},"expected":{"y":1}}')
    expect(ids(read('c.json', '[{"input":{"b":"x","a":1},"language":"de"}]'))).toEqual([cases[0]?.id])
    expect(cases[0]?.id).toMatch(/^sha256:/)
  })

  it('that stand twice are errors at the second, which point to the first', () => {
    const text =
      '{"id":"a","input":{}}\n{"id":"b","input":{}}\n{"id":"a","input":{"q":1}}\n{"input":{"q":1}}\n{"input":{"q":1}}'
    const { cases, diagnostics } = read('c.jsonl', text)
    expect(cases).toHaveLength(3)
    expect(diagnostics.map((one) => said(one, text))).toEqual([
      ['duplicate-case', '{"id":"a","input":{"q":1}}'],
      ['duplicate-case', '{"input":{"q":1}}'],
    ])
    expect(diagnostics[0]?.related?.map(({ place }) => markedBy(place, text))).toEqual(['{"id":"a","input":{}}'])
    expect(diagnostics[1]?.problem).toEqual({ code: 'duplicate-case', id: digestOfJson({ q: 1 }) })
  })
})

describe('rows that are no cases', () => {
  it.each<[string, string, Diagnostic['problem'], string]>([
    ['another type', '[1]', { code: 'not-a-mapping', found: 'list' }, '[1]'],
    ['no input', '{"id":"x"}', { code: 'missing-field', field: 'input' }, '{"id":"x"}'],
    ['an input that is a text', '{"input":"q"}', { code: 'wrong-type', expected: 'mapping', found: 'string' }, '"q"'],
    ['an input that is null', '{"input":null}', { code: 'wrong-type', expected: 'mapping', found: 'null' }, 'null'],
    [
      'an expected that is a list',
      '{"input":{},"expected":[]}',
      { code: 'wrong-type', expected: 'mapping', found: 'list' },
      '[]',
    ],
    ['an id that is a number', '{"id":7,"input":{}}', { code: 'wrong-type', expected: 'string', found: 'number' }, '7'],
    [
      'an empty id',
      '{"id":"","input":{}}',
      { code: 'out-of-range', found: '0 characters', expected: '1 to 200 characters' },
      '""',
    ],
    [
      'half a surrogate pair',
      '{"input":{"a":[1,"\\ud800"]}}',
      { code: 'bad-format', found: 'half a surrogate pair', expected: 'Unicode text' },
      '"\\ud800"',
    ],
    [
      'half a surrogate pair in a key',
      '{"input":{"a":{"\\udc00":1}}}',
      { code: 'bad-format', found: 'half a surrogate pair', expected: 'Unicode text' },
      '{"\\udc00":1}',
    ],
  ])('have an error where they stand and hide no others: %s', (_, row, problem, marked) => {
    for (const [file, text] of [
      ['c.jsonl', `{"id":"a","input":{}}\n${row}\n{"id":"b","input":{}}\n`],
      ['c.json', `[{"id":"a","input":{}},\n ${row} ,{"id":"b","input":{}}]`],
    ] as const) {
      const found = read(file, text)
      expect(ids(found)).toEqual(['a', 'b'])
      expect(found.diagnostics.map((one) => one.problem)).toEqual([problem])
      expect(found.diagnostics.map((one) => markedBy(one.place, text))).toEqual([marked])
    }
  })

  it('are located by path in YAML', () => {
    const { cases, diagnostics } = read('c.yaml', '- {id: a, input: {}}\n- {id: 3}\n- text\n- {id: b, input: {}}\n')
    expect(cases.map(({ id, place }) => [id, place])).toEqual([
      ['a', { in: 'yaml', file: 'c.yaml', document: 0, path: [0], part: 'value' }],
      ['b', { in: 'yaml', file: 'c.yaml', document: 0, path: [3], part: 'value' }],
    ])
    expect(diagnostics.map(({ problem, place }) => [problem.code, 'path' in place && place.path])).toEqual([
      ['missing-field', [1]],
      ['wrong-type', [1, 'id']],
      ['not-a-mapping', [2]],
    ])
  })

  it('say all that is wrong with them', () => {
    const text = '{"id":1,"expected":2}'
    expect(read('c.jsonl', text).diagnostics.map((one) => said(one, text))).toEqual([
      ['missing-field', text],
      ['wrong-type', '1'],
      ['wrong-type', '2'],
    ])
  })
})

describe('JSON', () => {
  it.each<[string, string, string, string]>([
    ['a line that is cut', '{"input":{"q":"x', 'json-syntax', '"'],
    ['a line without its end', '{"input":{}', 'json-syntax', '}'],
    ['text after the value', '{"input":{}} x', 'json-syntax', 'x'],
    ['a comma too many', '{"input":{},}', 'json-syntax', '}'],
    ['a key without quotes', '{input:{}}', 'json-syntax', 'i'],
    ['a colon that is missing', '{"input" {}}', 'json-syntax', '{'],
    ['single quotes', "{'input':{}}", 'json-syntax', "'"],
    ['NaN', '{"input":{"a":NaN}}', 'json-syntax', 'NaN'],
    ['a number with a leading zero', '{"input":{"a":01}}', 'json-syntax', '01'],
    ['a bad escape', '{"input":{"a":"\\x"}}', 'json-syntax', '"'],
    ['a number without end', '{"input":{"a":1e999}}', 'bad-format', '1e999'],
    ['a duplicate key', '{"input":{"a":1,"a":2}}', 'duplicate-key', '"a"'],
    ['a duplicate key in other words', '{"input":{"a":1,"\\u0061":2}}', 'duplicate-key', '"\\u0061"'],
    ['__proto__', '{"input":{"__proto__":{"a":1}}}', 'reserved-key', '"__proto__"'],
    ['nesting without end', `{"input":{"a":${'['.repeat(100_000)}`, 'too-deep', '['],
  ])('refuses %s, at its place, and reads the other rows', (_, row, code, marked) => {
    const text = `{"id":"a","input":{}}\n${row}\n{"id":"b","input":{}}\n`
    const found = read('c.jsonl', text)
    expect(ids(found)).toEqual(['a', 'b'])
    expect(found.diagnostics.map((one) => said(one, text))).toEqual([[code, marked]])
    const array = `[${row}]`
    expect(read('c.json', array).diagnostics.map((one) => said(one, array)[0])).toEqual([code])
    expect(read('c.json', array).cases).toEqual([])
  })

  it('leaves out only the row of an array that has a duplicate key', () => {
    const found = read('c.json', '[{"id":"a","input":{}},{"id":"b","id":"c","input":{}},{"id":"d","input":{}}]')
    expect(ids(found)).toEqual(['a', 'd'])
  })

  it('never makes a prototype of a key', () => {
    read('c.json', '[{"input":{"__proto__":{"polluted":true}}}]')
    expect('polluted' in {}).toBe(false)
  })

  it('reads what JSON.parse reads', () => {
    const input = {
      text: 'a"\\\n\u2028 \u{1F600}',
      numbers: [0, -1.5e-7, 1e19],
      yes: true,
      no: null,
      deep: [[{}]],
    }
    expect(read('c.json', JSON.stringify([{ input }], null, 2)).cases[0]?.input).toEqual(input)
    expect(read('c.jsonl', '{"input":{"n":9007199254740993}}').cases[0]?.input).toEqual({ n: 9007199254740992 })
  })

  it('that is no list has an error', () => {
    const text = '{"input":{}}\n'
    const { diagnostics } = read('c.json', text)
    expect(diagnostics.map(({ problem }) => problem)).toEqual([
      { code: 'wrong-type', expected: 'list', found: 'mapping' },
    ])
    expect(diagnostics.map((one) => markedBy(one.place, text))).toEqual(['{"input":{}}'])
  })

  it('of too many rows has one error', () => {
    for (const [file, text] of [
      ['c.jsonl', '{"input":{}}\n'.repeat(100_001)],
      ['c.jsonl', '1\n'.repeat(100_001)],
      ['c.jsonl', '}\n'.repeat(100_001)],
      ['c.json', `[${'1,'.repeat(100_000)}1]`],
      ['c.csv', `input.q\n${'x\n'.repeat(100_001)}`],
      ['c.csv', `input.q,input.r\n${',\n'.repeat(100_001)}x,y\n`],
    ] as const) {
      expect(read(file, text), file).toEqual({
        cases: [],
        diagnostics: [
          {
            severity: 'error',
            problem: { code: 'out-of-range', found: 'more than 100000 rows', expected: 'at most 100000 cases' },
            place: { in: 'file', file },
          },
        ],
      })
    }
    expect(read('c.json', `[${'{"a":1,"a":2},'.repeat(100_000)}1]`).diagnostics).toHaveLength(1_001)
  })

  it('of many rows is read at once', () => {
    const row = '{"input":{"question":"How long do refunds take?"},"expected":{"word":"days"},"id":"'
    const rows = Array.from({ length: 20_000 }, (_, index) => `${row}${index}"}`)
    expect(read('c.jsonl', rows.join('\n')).cases).toHaveLength(20_000)
    expect(read('c.json', `[${rows.join(',')}]`).cases).toHaveLength(20_000)
  })
})

describe('YAML', () => {
  it('with an error of syntax has that error', () => {
    expect(read('c.yaml', '- {input: {}').diagnostics.map(({ problem }) => problem.code)).toEqual(['yaml-syntax'])
    expect(read('c.yaml', '- &a {input: {}}\n- *a\n').diagnostics.map(({ problem }) => problem.code)).toContain(
      'yaml-feature',
    )
  })

  it('is refused where it is large: its tree would fill the memory', () => {
    expect(read('c.yaml', `- {input: {a: [${'1,'.repeat(2 ** 19)}]}}`).diagnostics).toMatchObject([
      { problem: { code: 'file-too-large', limit: 2 ** 20 }, place: { in: 'file', file: 'c.yaml' } },
    ])
  })

  it('of two documents has an error at the second', () => {
    expect(read('c.yaml', '- {input: {}}\n---\n- {input: {a: 1}}\n').diagnostics).toMatchObject([
      { problem: { code: 'bad-format', found: 'a second document' }, place: { document: 1 } },
    ])
  })
})

describe('cases in a resource', () => {
  const placeOf = (path: readonly (string | number)[]): Place => {
    return { in: 'yaml', file: 'llmops.yaml', document: 2, path: ['cases', ...path], part: 'value' }
  }

  it('stand where the resource says', () => {
    const { cases, diagnostics } = casesFrom([{ input: { q: 1 }, language: 'de' }, { input: 3 }], placeOf)
    expect(cases).toEqual([
      {
        id: digestOfJson({ q: 1 }),
        ownId: false,
        input: { q: 1 },
        expected: {},
        columns: { language: 'de' },
        place: placeOf([0]),
      },
    ])
    expect(diagnostics.map(({ place }) => place)).toEqual([placeOf([1, 'input'])])
  })

  it('are a list, and not an empty one', () => {
    expect(casesFrom('text', placeOf).diagnostics).toMatchObject([
      { problem: { code: 'wrong-type' }, place: placeOf([]) },
    ])
    expect(casesFrom([], placeOf).diagnostics).toMatchObject([{ problem: { code: 'no-cases' }, place: placeOf([]) }])
  })
})
