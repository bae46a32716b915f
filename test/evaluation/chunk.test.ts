import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunksOf } from '../../src/evaluation/retrieval/chunk.ts'
import { wordsIn } from '../../src/evaluation/retrieval/words.ts'
import type { Chunking } from '../../src/resources/project.ts'

function cut(text: string, more: Partial<Chunking> = {}): readonly string[] {
  return chunksOf(text, { size: 50, overlap: 0, by: 'paragraph', ...more })
}

const paragraphs = ['First paragraph of twenty-nine.', 'Second one, short.', 'Third.'].join('\n\n')

describe('a text is cut', () => {
  test('between paragraphs, with neighbours that fit together', () => {
    expect(cut(paragraphs)).toEqual(['First paragraph of twenty-nine.', 'Second one, short.\n\nThird.'])
    expect(cut(paragraphs, { size: 1_000 })).toEqual([paragraphs])
  })

  test('before headings, but not inside of fenced code', () => {
    const text = '# One\nText of one.\n\n## Two\nText of two, longer.\n```sh\n# no heading\n```\n'
    expect(cut(text, { by: 'heading', size: 60 })).toEqual([
      '# One\nText of one.',
      '## Two\nText of two, longer.\n```sh\n# no heading\n```',
    ])
  })

  test('between lines, and not at all', () => {
    const lines = Array.from({ length: 6 }, (_, n) => `line number ${n}`).join('\n')
    expect(cut(lines, { by: 'line', size: 30 })).toEqual([
      'line number 0\nline number 1',
      'line number 2\nline number 3',
      'line number 4\nline number 5',
    ])
    expect(cut(lines, { by: 'file', size: 50 })).toEqual([lines])
  })

  test('finer where a piece does not fit: lines, then words, then characters', () => {
    const long = `${'word '.repeat(15)}\nnext line\n\nlast`
    expect(cut(long)).toEqual([
      'word word word word word word word word word word',
      'word word word word word',
      'next line',
      'last',
    ])
    expect(cut('x'.repeat(120))).toEqual(['x'.repeat(50), 'x'.repeat(50), 'x'.repeat(20)])
  })

  test('with what stands before repeated', () => {
    expect(cut('abcdefghij'.repeat(12), { overlap: 10 })).toEqual([
      'abcdefghij'.repeat(4),
      'abcdefghij'.repeat(5),
      'abcdefghij'.repeat(5),
    ])
    const [, second] = cut(paragraphs, { overlap: 12 })
    expect(second).toBe('enty-nine.\n\nSecond one, short.\n\nThird.')
  })

  test('into nothing where it is blank', () => {
    expect(cut('')).toEqual([])
    expect(cut(' \n\n \n')).toEqual([])
  })

  test.each([
    ['a surrogate pair', '😀'.repeat(40)],
    ['a letter with marks', 'ȩ́'.repeat(30)],
    ['a family', '👨‍👩‍👧‍👦'.repeat(12)],
    ['a skin', '👍🏽'.repeat(30)],
    ['Devanagari', 'क्षत्रिय '.repeat(20)],
  ])('never inside of %s', (_, text) => {
    const passages = cut(text, { overlap: 7 })
    expect(passages.length).toBeGreaterThan(1)
    for (const passage of passages) {
      expect(passage.isWellFormed()).toBe(true)
      expect(passage).not.toMatch(/^(\p{M}|\p{Emoji_Modifier}|\u200D)/u)
      expect(passage).not.toMatch(/\u200D$/u)
    }
  })

  test('whatever it is: nothing is lost, nothing is longer than it may be, and again the same', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('a', 'abcdefghi', 'word ', '\n', '\n\n', '# H\n', '😀', 'é', '```\n', '   ', '語'),
      maxLength: 200,
    })
    const anyChunking = fc.record({
      size: fc.integer({ min: 50, max: 70 }),
      overlap: fc.integer({ min: 0, max: 30 }),
      by: fc.constantFrom('paragraph', 'heading', 'line') as fc.Arbitrary<Chunking['by']>,
    })
    fc.assert(
      fc.property(anyText, anyChunking, (text, chunking) => {
        const passages = chunksOf(text, chunking)
        expect(chunksOf(text, chunking)).toEqual(passages)
        expect(passages.every((passage) => passage.length <= chunking.size && text.includes(passage))).toBe(true)
        if (chunking.overlap === 0) expect(passages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test.each([
    ['blanks', `\n${' '.repeat(200_000)}`],
    ['empty lines', '\n \n'.repeat(60_000)],
    ['marks of headings', '# '.repeat(100_000)],
    ['marks without a letter', '\u0301'.repeat(200_000)],
  ])('in bounded time where it is nothing but %s', (_, text) => {
    for (const by of ['paragraph', 'heading', 'line'] as const) {
      expect(cut(text, { by }).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }
  })
})

describe('words', () => {
  test.each([
    ['Refunds take 2 DAYS.', ['refunds', 'take', '2', 'days']],
    ['Straße ＡＢＣ ﬁn', ['straße', 'abc', 'fin']],
    ['Γειά σου Κόσμε', ['γειά', 'σου', 'κόσμε']],
    ['払い戻し refund', ['払', 'い', '戻', 'し', 'refund']],
    ['don’t __proto__ constructor', ['don', 't', 'proto', 'constructor']],
    ['… — !', []],
    ['', []],
  ])('of %j', (text, words) => {
    expect(wordsIn(text)).toEqual(words)
  })
})
