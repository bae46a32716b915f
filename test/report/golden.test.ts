import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import { sources, states } from './states.ts'

const extension: Readonly<Record<string, string>> = { text: 'txt', json: 'json', markdown: 'md' }

describe.each(Object.entries(states))('%s', (name, report) => {
  it.each(formatsOf(report.command))('reads as expected in %s', async (format) => {
    const text = renderReport(report, format, { sources })
    await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(/\W+/g, '-')}/expected.${extension[format]}`)
  })

  it.each(formatsOf(report.command))('has the same bytes every time in %s', (format) => {
    const again = structuredClone(report)
    expect(renderReport(again, format, { sources })).toBe(renderReport(report, format, { sources }))
  })
})
