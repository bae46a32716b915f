import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { sourceSet } from '../../src/source/positions.ts'
import { misspelt, sources, tooSmall, unknownName } from './values.ts'

describe('annotations', () => {
  it('stand at the characters that are wrong, with the code as title and all words but the frame', () => {
    expect(annotationsOf([misspelt, unknownName, tooSmall], sources)).toEqual([
      {
        level: 'error',
        file: 'llmops.yaml',
        line: 7,
        endLine: 7,
        column: 1,
        endColumn: 6,
        title: 'unknown-field',
        message: 'there is no field `modle` here\nhelp: did you mean `model`?',
      },
      {
        level: 'error',
        file: 'llmops.yaml',
        line: 8,
        endLine: 8,
        column: 16,
        endColumn: 27,
        title: 'unknown-template-name',
        message: 'nothing is called `qestion`\nhelp: did you mean `question`?\nnote: the inputs, llmops.yaml:6:7',
      },
      {
        level: 'warning',
        file: 'llmops.yaml',
        line: 6,
        endLine: 6,
        column: 7,
        endColumn: 13,
        title: 'suite-too-small',
        message: [
          '12 cases cannot show that nothing got worse by 5 points, even if no answer changes',
          'expected: 73 cases or more',
          'help: until then only a clear drop is found; a larger `maxDrop` needs fewer cases',
        ].join('\n'),
      },
    ])
  })

  it('are notices for notes', () => {
    expect(annotationsOf([{ ...tooSmall, severity: 'note' }], sources).map(({ level }) => level)).toEqual(['notice'])
  })

  it('have no columns over several lines, and end at the last line that belongs to them', () => {
    const text = 'user: |\n  one\n  two\nname: x\n'
    const texts = sourceSet(new Map([['a.yaml', text]]))
    const at = (start: number, end: number): Diagnostic => ({
      ...misspelt,
      place: { in: 'text', file: 'a.yaml', start, end },
    })
    const places = [at(0, 10), at(0, text.indexOf('name')), at(0, 4)].flatMap((one) => annotationsOf([one], texts))
    expect(places.map(({ line, endLine, column, endColumn }) => ({ line, endLine, column, endColumn }))).toEqual([
      { line: 1, endLine: 2 },
      { line: 1, endLine: 3 },
      { line: 1, endLine: 1, column: 1, endColumn: 5 },
    ])
  })

  it('of a whole file stand at its first line without columns', () => {
    const missing: Diagnostic = {
      severity: 'error',
      problem: { code: 'not-a-file', found: 'symlink' },
      place: { in: 'file', file: 'llmops/prompts.yaml' },
    }
    const [found] = annotationsOf([missing], sources)
    expect(found).toMatchObject({ file: 'llmops/prompts.yaml', line: 1, endLine: 1 })
    expect(found).not.toHaveProperty('column')
  })

  it('hold no secrets', () => {
    const secret = 'sk-secret-0123456789'
    const leaky: Diagnostic = {
      ...misspelt,
      problem: { code: 'unknown-field', field: secret, nearest: undefined, allowed: [] },
    }
    expect(annotationsOf([leaky], sources, [secret])[0]?.message).toContain('`***`')
  })

  it('have messages that a runner does not cut', () => {
    const note = { label: 'x'.repeat(3_000), place: misspelt.place }
    const [found] = annotationsOf([{ ...misspelt, related: [note, note] }], sources)
    expect(found?.message).toHaveLength(4_000)
    expect(found?.message.endsWith('…')).toBe(true)
  })
})
