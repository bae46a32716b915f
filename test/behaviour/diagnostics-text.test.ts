import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { sourceSet } from '../../src/source/positions.ts'

/** What the Actions runner takes for a line, and for a command in it (platform.md, section 4). */
function commandsIn(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trimStart().startsWith('::') || line.includes('##['))
}

test('nothing that a file holds or is called becomes a command to a runner or terminal', () => {
  const scraps = [
    '::error::',
    '##[add-mask]',
    '#',
    '##[',
    '[',
    '\n',
    '\r',
    '\r\n',
    '\u2028',
    '\u001b[2J',
    '\t',
    ' ',
    'x',
    '\ud800',
    '🚲',
  ]
  const text = fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, text, fc.nat(20), fc.nat(20), (source, file, name, start, length) => {
      const place = { in: 'text', file, start, end: start + length } as const
      const diagnostics: Diagnostic[] = [
        { severity: 'error', problem: { code: 'unknown-kind', kind: name, nearest: name }, place },
        { severity: 'note', problem: { code: 'yaml-syntax', message: name }, place, related: [{ label: name, place }] },
        { severity: 'warning', problem: { code: 'no-project' }, place: { in: 'file', file } },
      ]
      const shown = diagnosticsText(diagnostics, sourceSet(new Map([[file, source]])))
      expect(commandsIn(shown)).toEqual([])
      expect(shown).not.toMatch(/[^\P{Cc}\n]/u)
      expect(shown.isWellFormed()).toBe(true)
      expect(shown.split('\n').filter((line) => /^(error|note|warning)\[/.test(line))).toHaveLength(3)
    }),
    { numRuns: 2_000, seed: 7 },
  )
})

test('of many findings of one sort in one file some are shown and the others counted', () => {
  const place = { in: 'file', file: 'cases.jsonl' } as const
  const many = Array.from({ length: 25 }, (_, index): Diagnostic => {
    return { severity: 'error', problem: { code: 'duplicate-case', id: `c${index}` }, place }
  })
  const shown = diagnosticsText(many, sourceSet(new Map()))
  expect(shown.match(/^error\[duplicate-case\]: there is/gm)).toHaveLength(20)
  expect(shown).toContain('\nerror[duplicate-case]: … and 5 more in cases.jsonl\n')
})

test('nothing is said of nothing', () => {
  expect(diagnosticsText([], sourceSet(new Map()))).toBe('')
})
