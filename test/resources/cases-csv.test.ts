import { describe, expect, it } from 'vitest'
import { readCases } from '../../src/resources/cases.ts'
import type { ReadCases } from '../../src/resources/cases.ts'

function read(text: string, columns?: { readonly [target: string]: string }): ReadCases {
  return readCases({ file: 'c.csv', text }, { columns })
}

/** The code and the marked text of every diagnostic. */
function said(text: string, columns?: { readonly [target: string]: string }): readonly (readonly string[])[] {
  return read(text, columns).diagnostics.map(({ problem, place }) => {
    return [problem.code, place.in === 'text' ? text.slice(place.start, place.end) : place.in]
  })
}

function marked(text: string): readonly string[] {
  return read(text).cases.map(({ place }) => (place.in === 'text' ? text.slice(place.start, place.end) : place.in))
}

describe('a CSV file', () => {
  it('has quoted cells with commas, quotes and line ends', () => {
    const text = 'id,input.q\na,"one, ""two""\nthree"\nb, x \n'
    expect(read(text).cases.map(({ input }) => input['q'])).toEqual(['one, "two"\nthree', ' x '])
    expect(marked(text)).toEqual(['a,"one, ""two""\nthree"', 'b, x'])
  })

  it('has a byte order mark, CRLF and blank records, which do not count', () => {
    const text = '\uFEFFid,input.q\r\n\r\na,"x\r\ny"\r\n,\r\n  \r\nb,z'
    expect(read(text).cases.map(({ id, input }) => [id, input['q']])).toEqual([
      ['a', 'x\ny'],
      ['b', 'z'],
    ])
    expect(marked(text)).toEqual(['a,"x\r\ny"', 'b,z'])
  })

  it('keeps every cell a text', () => {
    expect(read('input.n,input.t,input.empty\n1,true,\n').cases[0]?.input).toEqual({ n: '1', t: 'true', empty: '' })
  })

  it('has columns that are slices, where they are nothing else', () => {
    expect(read('input.q, language ,is hard\nx,de,yes\n').cases[0]?.columns).toEqual({
      language: 'de',
      'is hard': 'yes',
    })
  })

  it('maps headers, which then are nothing else', () => {
    const columns = { id: 'Ticket', 'input.question': 'Question', 'expected.word': 'Keyword', lang: 'Language' }
    const { cases, diagnostics } = read('Ticket,Question,Keyword,Language,kind\n7,How?,days,de,hard\n', columns)
    expect(diagnostics).toEqual([])
    expect(cases).toMatchObject([
      {
        id: '7',
        ownId: true,
        input: { question: 'How?' },
        expected: { word: 'days' },
        columns: { lang: 'de', kind: 'hard' },
      },
    ])
  })

  it('maps one header to several', () => {
    const { cases } = read('q\nx\n', { 'input.a': 'q', 'input.b': 'q', id: 'q' })
    expect(cases).toMatchObject([{ id: 'x', input: { a: 'x', b: 'x' }, columns: {} }])
  })
})

describe('an error in a CSV file', () => {
  it.each<[string, string, { readonly [target: string]: string } | undefined, readonly (readonly string[])[]]>([
    ['no input', 'id,q\na,x\n', undefined, [['missing-field', 'id,q']]],
    ['a mapped header that is missing', 'input.q\nx\n', { id: 'Ticket' }, [['missing-field', 'input.q']]],
    ['a column without a name', 'input.q,\nx,y\n', undefined, [['bad-format', 'input.q,']]],
    ['a column twice', 'input.q,a,a\nx,y,z\n', undefined, [['duplicate-key', 'input.q,a,a']]],
    ['a field mapped twice', 'input.q,Q\nx,y\n', { 'input.q': 'Q' }, [['duplicate-key', 'input.q,Q']]],
    ['input as such', 'input,expected.w\nx,y\n', undefined, [['bad-format', 'input,expected.w']]],
    ['a path below input', 'input.a.b\nx\n', undefined, [['bad-format', 'input.a.b']]],
    ['a reserved key', 'input.q,input.__proto__\nx,y\n', undefined, [['reserved-key', 'input.q,input.__proto__']]],
    [
      'too many columns',
      'input.a,'.repeat(1_000) + 'b\nx',
      undefined,
      [['out-of-range', 'input.a,'.repeat(1_000) + 'b']],
    ],
  ])('stands at the header: %s', (_, text, columns, expected) => {
    expect(said(text, columns)).toEqual(expected)
    expect(read(text, columns).cases).toEqual([])
  })

  it('stands at its record, and the other records are read', () => {
    const text = 'id,input.q\na,x\nb\nc,y,z\n\nd,w\na,v\n'
    expect(said(text)).toEqual([
      ['bad-format', 'b'],
      ['bad-format', 'c,y,z'],
      ['duplicate-case', 'a,v'],
    ])
    expect(read(text).diagnostics[0]?.problem).toEqual({
      code: 'bad-format',
      found: '1 cell',
      expected: '2 cells, as in the header',
    })
    expect(read(text).cases.map(({ id }) => id)).toEqual(['a', 'd'])
  })

  it.each([
    ['a quote that is not closed', 'id,input.q\na,x\nb,"y\nc,z\n', 'b,"y', 'a quoted cell that is not closed'],
    ['a quote inside a cell', 'id,input.q\na,x\n\nb,y"y\nc,z\n', 'b,y"y', 'a quote inside a cell that is not quoted'],
    [
      'text after a quote',
      'id,input.q\na,x\nb,"y"y\nc,z\n',
      'b,"y"y',
      'text between a closing quote and the next comma',
    ],
  ])('of quotes ends the reading, and the records before it are read: %s', (_, text, record, found) => {
    expect(said(text)).toEqual([['bad-format', record]])
    expect(read(text).diagnostics[0]?.problem).toMatchObject({ found })
    expect(read(text).cases.map(({ id }) => id)).toEqual(['a'])
  })

  it('in the first record leaves nothing to read', () => {
    expect(said('"id\n')).toEqual([['bad-format', '"id']])
  })
})

it('reads many records at once', () => {
  const text = `id,input.q\n${Array.from({ length: 50_000 }, (_, index) => `${index},"a\nb"\n`).join('')}`
  expect(read(text).cases).toHaveLength(50_000)
})
