import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import { ansiStyle } from '../../src/report/style.ts'
import { commandsIn } from '../rig/runner/command.ts'
import { attacked } from './attacks.ts'
import { sources, states } from './states.ts'

const regression = states['a regression']!

describe('the forms of a result', () => {
  it('are text and JSON for every command, Markdown where there is something to post, a page where there are cases', () => {
    expect(formatsOf('validate')).toEqual(['text', 'json', 'sarif'])
    expect(formatsOf('plan')).toEqual(['text', 'json', 'markdown', 'matrix'])
    expect(formatsOf('eval')).toEqual(['text', 'json', 'markdown', 'html', 'junit'])
    expect(formatsOf('check')).toEqual(['text', 'json', 'markdown', 'html', 'junit', 'sarif'])
    expect(formatsOf('compare')).toEqual(['text', 'json', 'markdown', 'html'])
    expect(formatsOf('promote')).toEqual(['text', 'json', 'markdown'])
    expect(formatsOf('status')).toEqual(['text', 'json', 'markdown'])
    expect(formatsOf('rollback')).toEqual(['text', 'json'])
  })

  it.each(['htm', 'constructor', '__proto__', ''])('refuse a format that there is not: %j', (format) => {
    expect(() => renderReport(regression, format, { sources })).toThrow(RangeError)
  })

  it('end in one line end; JSON is one line', () => {
    for (const report of Object.values(states)) {
      for (const format of formatsOf(report.command)) {
        const text = renderReport(report, format, { sources })
        expect(text).toMatch(/[^\n]\n$/)
        if (format === 'json') expect(text.split('\n')).toHaveLength(2)
      }
    }
  })

  it('have colours only where a style asks for them, and say the same', () => {
    const plain = renderReport(regression, 'text', { sources })
    const coloured = renderReport(regression, 'text', { sources, style: ansiStyle })
    expect(plain).not.toContain('\u001b')
    expect(coloured).toContain('\u001b[31m')
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
    expect(commandsIn(renderReport(attacked['a regression']!, 'text', { sources, style: ansiStyle }))).toEqual([])
  })

  it('do not print a secret, whole or in part', () => {
    const secret = 'refund-de-01'
    // What a page shows of cases has a test of its own; SARIF names none.
    for (const format of formatsOf('check').filter((one) => one !== 'html' && one !== 'sarif')) {
      const text = renderReport(regression, format, { sources, secrets: [secret, 'de', ''] })
      expect(text).not.toContain(secret)
      expect(text).toContain('***')
      expect(text).toMatch(/\bde\b/)
    }
  })
})
