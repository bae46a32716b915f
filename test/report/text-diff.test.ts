import { describe, expect, it } from 'vitest'
import { firstLines, textDiff } from '../../src/report/words/text-diff.ts'

function shown(before: string, after: string, width?: number): readonly string[] {
  return textDiff(before, after, width).map(({ sign, text }) => `${sign}${text}`)
}

describe('the difference of two texts', () => {
  it('is nothing for the same text', () => {
    expect(shown('a\nb\n', 'a\nb\n')).toEqual([])
  })

  it('shows two lines around a change, and where a later one begins', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`)
    const after = lines.with(0, 'first').with(14, 'fifteenth')
    expect(shown(lines.join('\n'), after.join('\n'))).toEqual([
      '-line 1',
      '+first',
      ' line 2',
      ' line 3',
      '@line 13',
      ' line 13',
      ' line 14',
      '-line 15',
      '+fifteenth',
      ' line 16',
      ' line 17',
    ])
  })

  it('leaves out empty lines at its edges', () => {
    expect(shown('a\n\nb\n\nc', 'a\n\nB\n\nc')).toEqual([' a', ' ', '-b', '+B', ' ', ' c'])
    expect(shown('x\na\n\nb\n\n\nc', 'x\na\n\nB\n\n\nc')).toEqual(['@line 2', ' a', ' ', '-b', '+B'])
  })

  it('says where only the last line end differs', () => {
    expect(shown('a\n', 'a')).toEqual(['-a', '+a', ' \\ No newline at end of file'])
    expect(shown('a', 'b')).toEqual(['-a', '+b'])
  })

  it('shows a text that was not there, or is no more', () => {
    expect(shown('', 'a\nb')).toEqual(['+a', '+b'])
    expect(shown('a\n', '')).toEqual(['-a'])
  })

  it('cuts a long line to where it differs from the one it replaces', () => {
    const long = 'word '.repeat(100)
    const [removed, added] = shown(`${long}old end ${'a '.repeat(900)}`, `${long}new end ${'b '.repeat(900)}`, 60)
    expect(removed).toMatch(/^-….*old end .*… \([\d,]+ more characters\)$/)
    expect(added).toMatch(/^\+….*new end .*… \([\d,]+ more characters\)$/)
  })

  it('marks the words of a long line with few edits, and shows what stands around them', () => {
    const long = 'word '.repeat(100)
    const [line, ...others] = textDiff(`${long}old end ${long}`, `${long}new end ${long}`)
    expect(others).toEqual([])
    expect(line?.sign).toBe('!')
    expect(line?.text).toMatch(/^….{39} \[-old-\]\{\+new\+\} end .{35}…$/)
    expect(line?.pieces?.map(({ sign }) => sign).join('')).toBe(' -+ ')
  })

  it('shows lines one above the other that are short, or have little in common', () => {
    expect(shown('Be brief.', 'Be kind.')).toEqual(['-Be brief.', '+Be kind.'])
    const [before, after] = [
      'one two three four five six seven eight nine',
      'a b c d e f g h i nine, and much else besides',
    ]
    expect(shown(before, after)).toEqual([`-${before}`, `+${after}`])
  })

  it('marks words only where lines replace each other one for one', () => {
    const line = 'Answer only from the passages, and name the source of each statement.'
    const edited = line.replace('only', 'mostly')
    expect(shown(`${line}\nx`, `${edited}\nx`)).toEqual([
      '!Answer [-only-]{+mostly+} from the passages, and name the source …',
      ' x',
    ])
    expect(shown(line, `${edited}\nand more`)).toEqual([`-${line}`, `+${edited}`, '+and more'])
  })

  it('never cuts a character in two', () => {
    const faces = '😀'.repeat(200)
    const [line] = shown(`${faces} old end of it`, `${faces} new end of it`)
    expect(line?.isWellFormed()).toBe(true)
  })

  it('cuts a long line that replaces nothing at its end', () => {
    expect(shown('', 'x'.repeat(100), 10)).toEqual([`+${'x'.repeat(10)}… (90 more characters)`])
  })

  it('compares the beginnings where nearly everything differs, says so, and does it in time', () => {
    const many = (word: string): string => Array.from({ length: 50_000 }, (_, at) => `${word} ${at}`).join('\n')
    const lines = shown(many('a'), many('b'))
    expect(lines.length).toBe(201)
    expect([lines[0], lines[100]]).toEqual(['-a 0', '+b 0'])
    expect(lines.at(-1)).toBe('@more than 400 lines differ, those after line 100 are not shown')
  })

  it('is shortened to its first lines, counting the others', () => {
    const { shown: first, more } = firstLines(textDiff('', 'a\nb\nc'), 2)
    expect(first.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(more).toBe(1)
    expect(firstLines([], 2)).toEqual({ shown: [], more: 0 })
  })
})
