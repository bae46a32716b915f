import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { renderReport } from '../../src/report/formats.ts'
import type { CheckReport, Report } from '../../src/verdict/reports.ts'
import { startReader } from '../rig/browser.ts'
import type { WatchedPage } from '../rig/browser.ts'
import { fewCases, suiteCases } from './html-cases.ts'
import { sources, states } from './states.ts'

const reader = await startReader()
if ('unavailable' in reader)
  process.stderr.write(`Chromium does not start here, so its tests are skipped: ${reader.unavailable}\n`)
afterAll(async () => {
  if (!('unavailable' in reader)) await reader[Symbol.asyncDispose]()
})

/** Whether tests of pages have to be skipped: no browser starts on this machine. */
export const noBrowser = 'unavailable' in reader

/** A report as a reader opens it. */
export async function open(
  report: Report | undefined,
  hash = '',
  options?: BrowserContextOptions,
): Promise<WatchedPage> {
  if ('unavailable' in reader || report === undefined) throw new TypeError('there is nothing to open')
  const watched = await reader.open(renderReport(report, 'html', { sources }), hash, options)
  // The header says how many cases there are once they are read.
  await watched.page.locator('header nav .count').waitFor()
  return watched
}

export function withCases(state: string, cases: CheckReport['cases']): CheckReport {
  const report = states[state]
  if (report?.command !== 'check') throw new TypeError(`${state} is no check`)
  return { ...report, cases }
}

/** A regression with a case of every kind, and another model. */
export const regression = withCases('a regression', [
  suiteCases(fewCases),
  suiteCases(fewCases.slice(0, 2), { subject: 'support@haiku', gating: false }),
])

/** Ids of the rows that are made. */
export function ids(page: Page): Promise<readonly string[]> {
  return page.locator('.rows li .id').allTextContents()
}

/** The first case of the list, once the filters have been applied. */
export async function first(page: Page, id: string): Promise<void> {
  await expect.poll(() => ids(page).then((all) => all[0])).toBe(id)
}

/** The case that is open. */
export async function shown(page: Page, id: string): Promise<void> {
  await expect.poll(() => page.locator('#case-id').textContent()).toBe(id)
}
