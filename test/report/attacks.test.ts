import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import type { Report } from '../../src/verdict/reports.ts'
import { attacked, attackedOneByOne } from './attacks.ts'
import { markdownOffences } from './markdown-offences.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { sources, states } from './states.ts'

const reports: readonly (readonly [name: string, report: Report])[] = [
  ...Object.entries(states),
  ...Object.entries(attacked),
  ...attackedOneByOne,
]

function inFormat(format: string): readonly string[] {
  const able = reports.filter(([, { command }]) => formatsOf(command).includes(format))
  return able.map(([, report]) => renderReport(report, format, { sources }))
}

describe('hostile text in a report', () => {
  it('is nothing but text in Markdown, at every length', () => {
    for (const [name, report] of reports.filter(([, { command }]) => formatsOf(command).includes('markdown'))) {
      for (const limit of [65_000, 9_000, 2_000]) {
        expect(markdownOffences(renderReport(report, 'markdown', { sources, limit })), `${name}, ${limit}`).toEqual([])
      }
    }
  })

  it('begins the comment of a check with our marker, and only once', () => {
    for (const [name, report] of reports.filter(([, { command }]) => command === 'check')) {
      const outside = renderReport(report, 'markdown', { sources }).split('\n')
      expect(outside[0], name).toMatch(/^<!-- llmops:check [\w./%-]+ -->$/)
    }
  })

  it('is no command to the runner in any form', () => {
    for (const format of ['text', 'json', 'markdown']) {
      for (const text of inFormat(format)) expect(commandsIn(text)).toEqual([])
    }
  })

  it('cannot move the cursor, reorder a line or hide in any form', () => {
    for (const format of ['text', 'json', 'markdown']) {
      for (const text of inFormat(format)) {
        expect(text.replaceAll(/[\n\t\u200b\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      }
    }
  })

  it('comes out of the JSON as it went in', () => {
    const report = attacked['a regression']!
    if (report.command !== 'check') throw new TypeError('a check was expected')
    const result = JSON.parse(renderReport(report, 'json', { sources }))
    expect(result.differences[0].caseId).toBe(report.differences[0]?.caseId)
    expect(result.differences[0].head.output).toBe(report.differences[0]?.head.output)
    expect(result.comparisons[0].suite).toBe(report.comparisons[0]?.suite)
  })

  it('has a test that would notice: the same text unescaped is an offence', () => {
    for (const text of [
      '@team',
      '#1',
      'fixes #2',
      '</details>',
      '![x](http://evil.example)',
      '<img>',
      '[x]',
      '::error::x',
    ]) {
      expect(markdownOffences(`<!-- llmops:check . -->\n### x\n\n${text}`), text).not.toEqual([])
    }
    expect(markdownOffences('| a | b |\n|---|---|\n| x | y | z |')).not.toEqual([])
    expect(markdownOffences('```\nopen')).not.toEqual([])
    expect(commandsIn('a\r::set-output name=x::y\nb ##[error]z').map(({ name }) => name)).toEqual([
      'set-output',
      'error',
    ])
  })
})
