import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatsOf, renderReport } from '../../src/report/formats.ts'
import { sources, states } from './states.ts'

const extension: Readonly<Record<string, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  junit: 'xml',
  sarif: 'sarif',
  matrix: 'matrix',
}

const folderOf = (name: string): string => name.replaceAll(/\W+/g, '-')

it('has no golden that nothing makes any more', () => {
  const folders = readdirSync(new URL('golden', import.meta.url))
  expect(folders.toSorted()).toEqual(Object.keys(states).map(folderOf).toSorted())
})

describe.each(Object.entries(states))('%s', (name, report) => {
  // A page is read by a browser: `html-page.test.ts`.
  it.each(formatsOf(report.command).filter((format) => format !== 'html'))(
    'reads as expected in %s',
    async (format) => {
      const text = renderReport(report, format, { sources })
      await expect(text).toMatchFileSnapshot(`golden/${folderOf(name)}/expected.${extension[format]}`)
    },
  )

  it.each(formatsOf(report.command))('has the same bytes every time in %s', (format) => {
    const again = copyOf(report)
    expect(renderReport(again, format, { sources })).toBe(renderReport(report, format, { sources }))
  })
})

/** Nothing in common with the value but its functions, which read back what a run holds no more. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as T
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyOf(item)])) as T
}
