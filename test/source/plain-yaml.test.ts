import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlainYaml } from '../../src/source/plain-yaml.ts'
import { parseYaml, type YamlDocument } from '../../src/source/yaml-documents.ts'

const meaning = (documents: readonly YamlDocument[]): unknown =>
  documents.map(({ index, value, empty }) => ({ index, value, empty }))

/** What is read must be what the parser reads, without a finding; each piece alone must be the same document. */
function expectSame(text: string): boolean {
  const plain = readPlainYaml(text)
  if (plain === undefined) return false
  const { documents, diagnostics, ignores } = parseYaml('f.yaml', text)
  expect({ diagnostics, ignores }, text).toEqual({ diagnostics: [], ignores: [] })
  expect(meaning(plain), text).toEqual(meaning(documents))
  for (const { value, piece } of plain) {
    const [alone] = parseYaml('f.yaml', text.slice(...piece)).documents
    expect(alone?.value ?? null, text).toEqual(value)
  }
  return true
}

describe('plain YAML', () => {
  test.each(
    [
      'kind: Prompt\nname: answer\n',
      '# a comment\n\nkind: Prompt # another\nname: "a # b"   # c\n',
      '---\na: 1\n---\n# nothing\n---\nb: 2\n---\n',
      "a: {b: [1, -2, 0.5, x y], c: {}, d: [], e: \"f\", g: 'it''s'}\n",
      'a: true\nb: False\nc: null\nd: yes\ne: 2026-08-07\nf: 24h\ng: openai/gpt-5\n',
      'a:\n  b:\n    - c: 1\n      d: 2\n    - e\n    - "f"\n  g: h\n',
      'a:\n- b\n- c: d\n  e: f\ng: h\n',
      'a: |\n  one\n\n    two\n  three  \n\n# end\nb: |-\n    x\nc: d\n',
      'a: "say \\"hi\\"\\n"\n',
      'a: Fragen für Kunden, 日本語 🚲\n',
      '',
      '# only a comment\n',
    ].filter((text) => text !== ''),
  )('is read without the parser: %j', (text) => {
    expect(expectSame(text)).toBe(true)
  })

  test.each([
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    '<<: {a: 1}\n',
    'a: <<\n',
    'a: >\n  folded\n',
    'a: b\n  c\n',
    'a: "b\n  c"\n',
    'a: [1,\n 2]\n',
    'a: 1\na: 2\n',
    '__proto__: 1\n',
    'a: {constructor: 1}\n',
    'a:\n',
    'a: ~\n',
    'a: 0x1F\n',
    'a: 1e3\n',
    'a: 007\n',
    'a: .5\n',
    'a: -0\n',
    'a: 9007199254740993\n',
    'a: {{b}}\n',
    'a: b: c\n',
    'a: b:\n',
    'a:\n\tb: 1\n',
    '"a": 1\n',
    '? a\n: b\n',
    '%YAML 1.1\n---\na: 1\n',
    'a: 1\n...\n',
    '--- {a: 1}\n',
    'just text\n',
    '[1]\n',
    'a: |2\n  b\n',
    'a: |\n\n  b\n',
    'a: 1',
    'a: 1 # llmops-ignore x: y\n',
    'a: "\\u0041"\n',
    'a: {b}\n',
    'a: [1, ]\n',
    'a: {b:1}\n',
    '- - a\n',
    '  a: 1\n b: 2\n',
    'a: \u0007\n',
    '\ufeffa: 1\n',
  ])('leaves what is unusual to the parser: %j', (text) => {
    expect(readPlainYaml(text)).toBeUndefined()
  })

  test('means what the parser says it means, whatever is put together', () => {
    const line = fc.constantFrom(
      'a: 1',
      'b: text',
      'c:',
      'd: |',
      'e: |-',
      '- x',
      '- a: 1',
      '- b:',
      '---',
      '# c',
      '',
      ' ',
      'text',
      'a',
      '- ',
      'f: {g: 1, h: [x, "y"]}',
      'i: [a, b c]',
      'j: "k # l" # m',
      "n: 'o''p'",
      'q: r # s',
      't: u#v',
      'w: -1',
      'x: - y',
      'a: {b: }',
      'c: [a, , b]',
      'y: z: 1',
      'a: "b" c',
      'd: 1.5',
      'e: 1.',
      'f: +1',
      'g: Null',
      'h: nulL',
      'i: a:b',
      '-',
      'j: :k',
      'k: {a: b, a: c}',
      'l: [{a: 1}, {b: 2}]',
      'm: "\\n"',
      'n: a  b',
      'o: 12:30',
      'p: 1_000',
      '- - a',
      '...',
      'r: {a: b}c',
      's: a, b',
      't: ]',
      'u: a]',
      "v: it's",
      'w: "a\'b"',
      'x: @a',
      'y: (a)',
      'z: $a',
      '- {a: 1}',
      '- |',
    )
    const indented = fc
      .tuple(fc.constantFrom(0, 0, 0, 1, 2, 2, 4), line)
      .map(([columns, text]) => ' '.repeat(columns) + text)
    const file = fc.array(indented, { minLength: 1, maxLength: 9 }).map((lines) => `${lines.join('\n')}\n`)
    let read = 0
    fc.assert(
      fc.property(file, (text) => {
        if (expectSame(text)) read++
      }),
      { numRuns: 20_000, seed: 11 },
    )
    expect(read).toBeGreaterThan(500)
  })

  test('means what the parser says it means, character by character', () => {
    const scraps = fc.constantFrom(
      ...'ab1 -:#"\'{}[],|>&*!?%@`~.\\/()\n'.split(''),
      '\n  ',
      ': ',
      ' #',
      '- ',
      '\n- ',
      '\na: ',
      '---\n',
    )
    const value = fc.array(scraps, { maxLength: 8 }).map((parts) => `a: ${parts.join('')}\nb: 1\n`)
    let read = 0
    fc.assert(
      fc.property(value, (text) => {
        if (expectSame(text)) read++
      }),
      { numRuns: 20_000, seed: 12 },
    )
    expect(read).toBeGreaterThan(500)
  })
})
