import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { sourceSet } from '../../src/source/positions.ts'
import { decodeText } from '../../src/source/text.ts'
import { readYaml } from '../../src/source/yaml-documents.ts'
import { commandsIn } from '../rig/runner/command.ts'

const scraps = fc.array(
  fc.oneof(
    fc.constantFrom(
      'a: ',
      'b:',
      '\n',
      '\n  ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      ' #',
      '&x ',
      '*x',
      '!t ',
      '| ',
      '>-\n ',
      '%Y 1\n',
      '---\n',
      '...\n',
      '<<: ',
      '\t',
      '{{x}}',
      '\\',
      '\u0001',
      '\u0085',
      '\u2028',
      '\ufeff',
      '\ud800',
      '🚲',
      '@',
      '::error::x',
      '##[add-mask]',
      '\r',
      '# llmops-ignore unused-input: y',
      '__proto__: ',
      'kind: Prompt\n',
      '.inf',
      '0x',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
  { maxLength: 30 },
)
const anyText = scraps.map((parts) => parts.join(''))

describe('for any text', () => {
  test('the reader does not throw, and everything it says stands in the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents, diagnostics, ignores } = readYaml('f.yaml', text)
        const ends = [...documents.map(({ piece }) => piece), ...ignores.map(({ range }) => range)]
        for (const { place, related } of diagnostics) {
          for (const one of [place, ...(related ?? []).map((other) => other.place)]) {
            if (one.in === 'text') ends.push([one.start, one.end])
          }
        }
        for (const [start, end] of ends) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        const lines = text.split('\n')
        for (const { line } of ignores) expect(line).toBeLessThanOrEqual(lines.length + 1)
        for (const { value } of documents) if (value === undefined) expect(diagnostics).not.toEqual([])
      }),
      { numRuns: 5_000, seed: 21 },
    )
  })

  test('places are found on a line and column of it, and shown without a command', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.constantFrom('a', 'b', 'kind', 0, 1), { maxLength: 3 }), (text, path) => {
        const { documents, diagnostics } = readYaml('f.yaml', text)
        const pieces = new Map([['f.yaml', documents.map(({ piece }) => piece)]])
        const known = sourceSet(new Map([['f.yaml', text]]), pieces)
        const lines = text.split('\n')
        for (const document of [0, 1, 2]) {
          const place = { in: 'yaml', file: 'f.yaml', document, path, part: 'value' } as const
          const { line, column, endLine, endColumn } = known.locate(place)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
          expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? '').length + 1)
          expect(endLine * 1e6 + endColumn).toBeGreaterThanOrEqual(line * 1e6 + column)
        }
        expect(commandsIn(diagnosticsText(diagnostics, known))).toEqual([])
      }),
      { numRuns: 2_000, seed: 22 },
    )
  })

  test('a place is the same whether the pieces of the documents are known or the file is read again', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.constantFrom('a', 'b', 'kind', 0), { maxLength: 3 }), (text, path) => {
        const { documents, diagnostics } = readYaml('f.yaml', text)
        if (diagnostics.length > 0) return
        const texts = new Map([['f.yaml', text]])
        const pieces = new Map([['f.yaml', documents.map(({ piece }) => piece)]])
        for (const { index } of documents) {
          const place = { in: 'yaml', file: 'f.yaml', document: index, path, part: 'key' } as const
          expect(sourceSet(texts, pieces).locate(place)).toEqual(sourceSet(texts).locate(place))
        }
      }),
      { numRuns: 3_000, seed: 23 },
    )
  })

  test('any bytes are a text or a problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeText(bytes)
        if (decoded.ok) expect(decoded.text).not.toMatch(/\r|\0/)
        else expect(decoded.problem.code).toBe('not-text')
      }),
      { numRuns: 3_000, seed: 24 },
    )
  })
})
