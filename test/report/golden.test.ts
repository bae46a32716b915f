import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import { sources, states } from './states.ts'

const extension: Readonly<Record<string, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  junit: 'xml',
  sarif: 'sarif',
}

describe.each(Object.entries(states))('%s', (name, report) => {
  // A page is read by a browser: `html-page.test.ts`.
  it.each(formatsOf(report.command).filter((format) => format !== 'html'))(
    'reads as expected in %s',
    async (format) => {
      const text = renderReport(report, format, { sources })
      await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(/\W+/g, '-')}/expected.${extension[format]}`)
    },
  )

  it.each(formatsOf(report.command))('has the same bytes every time in %s', (format) => {
    const again = structuredClone(report)
    expect(renderReport(again, format, { sources })).toBe(renderReport(report, format, { sources }))
  })
})
