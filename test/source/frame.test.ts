import { describe, expect, test } from 'vitest'
import { codeFrame } from '../../src/source/frame.ts'
import { sourceSet } from '../../src/source/positions.ts'

function frame(text: string, start: number, end: number): readonly string[] {
  const sources = sourceSet(new Map([['f', text]]))
  return codeFrame(sources, 'f', sources.locate({ in: 'text', file: 'f', start, end }))
}

describe('codeFrame', () => {
  test('underlines the part', () => {
    expect(frame('one\ntwo three\n', 8, 13)).toEqual(['   |', ' 2 | two three', '   |     ^^^^^'])
  })

  test('makes room for the number of the line', () => {
    expect(frame(`${'\n'.repeat(122)}here`, 122, 126)).toEqual(['     |', ' 123 | here', '     | ^^^^'])
  })

  test('underlines what a tab indents, below it', () => {
    expect(frame('\ta\tb', 3, 4)).toEqual(['   |', ' 1 |     a    b', '   |          ^'])
  })

  test('counts wide characters as two and combining ones as none', () => {
    expect(frame('日本 e\u0301 🚲 x', 9, 10)).toEqual(['   |', ' 1 | 日本 e\u0301 🚲 x', '   |           ^'])
  })

  test('of several lines shows the first, to its end', () => {
    expect(frame('a: |\n  b\n', 3, 8)).toEqual(['   |', ' 1 | a: |', '   |    ^'])
  })

  test('marks the end of a line that ends too early', () => {
    expect(frame('a: [1', 5, 5)).toEqual(['   |', ' 1 | a: [1', '   |      ^'])
  })

  test.each([0, 500, 999])('cuts a long line around the part at %i', (start) => {
    const lines = frame('x'.repeat(1_000), start, start + 1)
    for (const line of lines) expect(line.length).toBeLessThan(125)
    expect(lines[2]).toContain('^')
  })

  test('has nothing to show of an empty line or an unknown file', () => {
    expect(frame('\n\n', 1, 1)).toEqual([])
    const position = { line: 1, column: 1, endLine: 1, endColumn: 1 }
    expect(codeFrame(sourceSet(new Map()), 'gone', position)).toEqual([])
  })

  test('shows what a terminal or runner would obey', () => {
    const [, line, mark] = frame('##[error]a\u001b[2J\u202eb\u2028c\ud800##[x', 9, 10)
    expect(line).toBe(' 1 | # #[error]a␛[2J\ufffdb\ufffdc\ufffd# #[x')
    expect(mark).toBe('   |           ^')
  })
})
