import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import { htmlCode, markdownCode, markdownFence, markdownProse, tableRow } from '../../src/report/escape-markdown.ts'
import { terminalDocument, terminalLines, terminalText, withoutCommands } from '../../src/report/escape-terminal.ts'
import { jsonLine } from '../../src/report/json/line.ts'
import { cut, oneLine, openUntrusted, visible } from '../../src/report/untrusted.ts'
import { hostileTexts } from './attacks.ts'
import { markdownOffences } from './markdown-offences.ts'
import { commandsIn } from '../rig/runner/command.ts'

/** Any text: random units, and pieces that are known to do harm, in any order. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''))

describe('visible text', () => {
  it.each([
    ['\u001b[31mred', '␛[31mred'],
    ['a\rb', 'a␍b'],
    ['a\r\nb', 'a\nb'],
    ['\u202eabc', '⟨U+202E⟩abc'],
    ['\u007f\u0085', '␡⟨U+0085⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['👩\u200d🚀 é 汉字', '👩\u200d🚀 é 汉字'],
    ['\ud800x', '\ufffdx'],
  ])('shows %j as %j', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it('has nothing unseen, and does not change again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text)
        expect(visible(shown)).toBe(shown)
        expect(shown.replaceAll(/[\n\t\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(oneLine(text)).not.toMatch(/[\n\t]/)
      }),
    )
  })

  it('is cut at a whole character, saying how much is missing', () => {
    expect(cut('abcdef', 4)).toBe('abcd… (2 more characters)')
    expect(cut('ab😀', 3)).toBe('ab… (2 more characters)')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
        expect(cut(text, max).isWellFormed()).toBe(true)
        expect(text.length <= max ? cut(text, max) : text).toBe(text)
      }),
    )
  })

  it('is opened as it is', () => {
    expect(openUntrusted(asUntrusted('@team'))).toBe('@team')
  })
})

describe('Markdown', () => {
  it.each([
    ['@team', '@\u200bteam'],
    ['see #12 and a/b#3', 'see &#35;\u200b12 and a/b&#35;\u200b3'],
    ['| a |', '&#124; a &#124;'],
    ['a `b` c', 'a `b` c'],
    ['a `b|c` d', 'a <code>b&#124;c</code> d'],
    ['0123456789abcdef', '012345\u200b6789ab\u200bcdef'],
    ['- x', '&#45; x'],
    ['1. x', '1&#46; x'],
  ])('has %j as running text %j', (text, shown) => {
    expect(markdownProse(text)).toBe(shown)
  })

  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb', '`a⏎b`'],
    ['  ', '(empty)'],
  ])('has %j as code %s', (text, shown) => {
    expect(markdownCode(text)).toBe(shown)
  })

  it('acts on no text in running text, code, cells and summaries', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const places = [
          markdownProse(text),
          `- ${markdownProse(text)}`,
          markdownCode(text),
          `<details><summary>${htmlCode(text)}</summary></details>`,
          `|---|---|\n${tableRow([markdownCode(text), markdownProse(text)])}`,
          `**${markdownProse(text)}** ${markdownCode(text)}`,
        ]
        expect(places.flatMap((place) => markdownOffences(withoutCommands(`\n${place}`)))).toEqual([])
        expect(places.slice(0, 4).join('').includes('\n')).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  it('keeps any text inside its fence', () => {
    fc.assert(
      fc.property(fc.array(anyText), (lines) => {
        const fence = markdownFence(lines, 'diff')
        expect(markdownOffences(`${fence}\nend`)).toEqual([])
        expect(fence.split('\n').length).toBe(2 + lines.map(visible).join('\n').split('\n').length)
      }),
    )
  })
})

describe('a terminal', () => {
  it.each([
    ['::error::x', '\\::error::x\n'],
    [' \t::error::x', ' \t\\::error::x\n'],
    ['a ##[error]x', 'a ##\\[error]x\n'],
    ['a::b::', 'a::b::\n'],
  ])('gets %j as %j', (line, shown) => {
    expect(terminalDocument([line])).toBe(shown)
  })

  it('gets no command and no control character from any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = terminalDocument([terminalText(text), ...terminalLines(text), `x ${terminalText(text)}`])
        expect(commandsIn(shown)).toEqual([])
        expect(shown.replaceAll(/[\n\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a line of JSON', () => {
  it('is one line without commands or unseen characters that reads as what went in', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const line = jsonLine(value)
        expect(JSON.parse(line)).toEqual({ ...value })
        expect(commandsIn(line)).toEqual([])
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      }),
      { numRuns: 400 },
    )
  })

  it('leaves out what is undefined or unbounded', () => {
    expect(jsonLine({ a: undefined, b: Infinity, c: { d: Number.NaN, e: 0 } })).toBe('{"c":{"e":0}}')
  })
})
