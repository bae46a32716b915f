import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { renderReport } from '../../src/report/formats.ts'
import type { CheckReport, EvalReport } from '../../src/verdict/reports.ts'
import { seriousIn, startReader } from '../rig/browser.ts'
import type { WatchedPage } from '../rig/browser.ts'
import { testHostileText } from './html-attacks.ts'
import { fewCases, manyCases, metricNames, suiteCases } from './html-cases.ts'
import { sources, states } from './states.ts'

const reader = await startReader()
if ('unavailable' in reader)
  process.stderr.write(`Chromium does not start here, so its tests are skipped: ${reader.unavailable}\n`)
afterAll(async () => {
  if (!('unavailable' in reader)) await reader[Symbol.asyncDispose]()
})

async function open(
  report: CheckReport | EvalReport,
  hash = '',
  options?: BrowserContextOptions,
): Promise<WatchedPage> {
  if ('unavailable' in reader) throw new TypeError(reader.unavailable)
  const watched = await reader.open(renderReport(report, 'html', { sources }), hash, options)
  // The header says how many cases there are once they are read.
  await watched.page.locator('header nav .count').waitFor()
  return watched
}

function withCases(state: string, cases: CheckReport['cases']): CheckReport {
  const report = states[state]
  if (report?.command !== 'check') throw new TypeError(`${state} is no check`)
  return { ...report, cases }
}

const regression = withCases('a regression', [
  suiteCases(fewCases),
  suiteCases(fewCases.slice(0, 2), { subject: 'support@haiku', gating: false }),
])

const ids = (page: Page): Promise<readonly string[]> => page.locator('.rows li .id').allTextContents()
const openId = (page: Page): Promise<string | null> => page.locator('#case-id').textContent()
/** The first case of the list, once the filters have been applied. */
const first = async (page: Page, id: string): Promise<void> =>
  expect.poll(() => ids(page).then((all) => all[0])).toBe(id)
const shown = async (page: Page, id: string): Promise<void> => expect.poll(() => openId(page)).toBe(id)

describe.skipIf('unavailable' in reader)('the page in a browser', () => {
  it('says what the comment says, and does nothing that its policy forbids', async () => {
    await using watched = await open(regression)
    const { page, offences } = watched
    expect(await page.locator('h1').textContent()).toContain('support got worse. grounded −12.5 points')
    const summary = page.locator('.summary')
    const text = await summary.innerText()
    for (const words of [
      '18 of 120 answers broke',
      '−12.5',
      '(−20.4 … −5.6)',
      'regression',
      'cannot tell',
      'floor 95 % holds',
    ]) {
      expect(text).toContain(words)
    }
    for (const words of ['cost / 1,000', 'coverage 120/120', 'of $10', 'a1b2c3d against 9f8e7d6', 'prompt answer']) {
      expect(text).toContain(words)
    }
    expect(await summary.locator('del').allTextContents()).toContain('Answer')
    expect(await summary.locator('.interval').first().getAttribute('aria-label')).toBe(
      '−12.5 points, 95 % (−20.4 … −5.6); the gate allows a drop of 5.0',
    )
    await page.locator('.uplot canvas').waitFor()
    expect(await page.locator('figcaption').allTextContents()).toEqual(
      expect.arrayContaining([
        'grounded: cases by score',
        'cites: cases by change in points',
        'latency: share answered within',
      ]),
    )
    await page.locator('.scores a', { hasText: '▼ 18' }).click()
    await first(page, 'refund-de')
    expect(await ids(page)).not.toContain('greeting')
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('show')).toBe('regressed')
    expect(offences).toEqual([])
  })

  it('shows a case: what differs, why it fails, how it came about', async () => {
    await using watched = await open(regression, '#case=refund-de')
    const { page, offences } = watched
    await shown(page, 'refund-de')
    const pane = page.locator('.pane')
    expect(await pane.locator('.columns').first().locator('del').allTextContents()).toContain('Fünf')
    expect(await pane.locator('.columns').first().locator('ins').allTextContents()).toContain('Sieben')
    const text = await pane.innerText()
    for (const words of [
      'language: de',
      'no source is named',
      'is-json: ',
      'refunds.md',
      '900 ms',
      '$0.001',
      '"Fünf Tage."',
    ]) {
      expect(text).toContain(words)
    }
    await pane.locator('summary', { hasText: 'step answer' }).click()
    for (const words of ['Be brief.', 'calls lookup', '{"id":1}', 'paid by invoice']) {
      expect(await pane.innerText()).toContain(words)
    }
    expect(await pane.locator('summary', { hasText: 'result of' }).allTextContents()).toEqual(['result of passages '])
    await pane.locator('summary', { hasText: 'result of passages' }).click()
    expect(await pane.innerText()).toContain('["page 7"]')
    await pane.locator('summary', { hasText: 'judge gpt-5' }).click()
    expect(await pane.innerText()).toContain('{"pass": false}')
    await page.getByRole('searchbox').fill('lost')
    await page.locator('.rows a', { hasText: 'lost' }).click()
    await shown(page, 'lost')
    expect(await pane.innerText()).toContain('No answer: timeout. took over 60 s')
    expect(offences).toEqual([])
  })

  it('filters by what became of cases, slice, metric and assertion, suite and step', async () => {
    await using watched = await open(regression, '#view=cases')
    const { page, offences } = watched
    const button = (name: string) => page.getByRole('button', { name })
    const found = page.getByRole('status')
    await button('Improved').click()
    expect(await ids(page)).toEqual(['refund-en'])
    await button('Missing').click()
    expect(await ids(page)).toEqual(['lost'])
    await button('Failing on head').click()
    await page.getByLabel('Metric', { exact: true }).selectOption({ label: 'cites › is-json' })
    expect(await ids(page)).toContain('refund-de')
    expect(await ids(page)).not.toContain('case-00008')
    await page.getByLabel('language', { exact: true }).selectOption('=de')
    expect(await ids(page)).toEqual(['refund-de', 'case-00000', 'case-00015', 'case-00030'])
    await button('Clear').click()
    expect(await found.textContent()).toBe('44 cases')
    await button('Unchanged').click()
    await page.getByLabel('Answers').selectOption('answer')
    expect(await found.textContent()).toBe('0 cases')
    await button('Clear').click()
    await page.getByLabel('Suite').selectOption('quality/support@haiku')
    expect(await ids(page)).toEqual(['refund-de', 'refund-en'])
    await page.getByLabel('Sort').selectOption('latency')
    expect(await ids(page)).toEqual(['refund-de', 'refund-en'])
    await page.getByLabel('Sort').selectOption('best')
    expect(await ids(page)).toEqual(['refund-en', 'refund-de'])
    expect(offences).toEqual([])
  })

  it('searches ids, inputs and outputs', async () => {
    await using watched = await open(regression, '#view=cases')
    const { page } = watched
    const search = page.getByRole('searchbox')
    for (const [query, result] of [
      ['GREET', ['greeting']],
      ['erstattung dauert', ['refund-de']],
      ['sieben', ['refund-de']],
      ['nothing has this', []],
    ] as const) {
      await search.fill(query)
      expect(await ids(page)).toEqual(result)
    }
    expect(await page.locator('.pane').innerText()).toBe('No case is like that.')
  })

  it('keeps what is chosen in its address, for a link and for back and forward', async () => {
    const hash = '#view=cases&show=failing&metric=grounded&slice.language=de&case=refund-de&in=quality%2Fsupport'
    await using watched = await open(regression, hash)
    const { page } = watched
    await shown(page, 'refund-de')
    expect(await page.getByRole('button', { name: 'Failing on head' }).getAttribute('aria-pressed')).toBe('true')
    expect(await page.getByLabel('language', { exact: true }).inputValue()).toBe('=de')
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('button', { name: 'Improved' }).click()
    await page.locator('.rows a', { hasText: 'refund-en' }).click()
    await shown(page, 'refund-en')
    await page.getByRole('link', { name: 'Summary' }).click()
    await page.locator('.summary').waitFor()
    await page.goBack()
    await shown(page, 'refund-en')
    await page.goBack()
    await expect.poll(() => page.locator('.pane').innerText()).toContain('Choose a case')
    expect(await ids(page)).toEqual(['refund-en'])
    await page.goBack()
    await page.goBack()
    await shown(page, 'refund-de')
    expect(await page.getByLabel('language', { exact: true }).inputValue()).toBe('=de')
    for (let times = 0; times < 3; times += 1) await page.goForward()
    await shown(page, 'refund-en')
    await page.goto(page.url().replace(/case=[^&]*/, 'case=nobody'))
    await expect.poll(() => page.locator('.pane').innerText()).toBe('There is no such case in this report.')
  })

  it('can be used with the keyboard alone', async () => {
    await using watched = await open(regression)
    const { page, offences } = watched
    const focused = (): Promise<string> =>
      page.evaluate('document.activeElement.id || document.activeElement.type || ""')
    await page.keyboard.press('j')
    await shown(page, 'refund-de')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await shown(page, 'case-00000')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('case-id')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('#case-id').count()).toBe(0)
    await page.keyboard.press('/')
    expect(await focused()).toBe('search')
    await page.keyboard.type('jk?')
    expect(await page.getByRole('searchbox').inputValue()).toBe('jk?')
    await page.getByRole('searchbox').fill('greeting')
    await page.keyboard.press('Enter')
    await shown(page, 'greeting')
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape')
    expect(await page.getByRole('status').textContent()).toBe('44 cases')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('s')
    expect(await page.locator('.summary').isVisible()).toBe(true)
    expect(offences).toEqual([])
  })

  it('has a dark mode, by the system and by choice', async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    await using watched = await open(regression, '', { colorScheme: 'dark' })
    const { page } = watched
    const dark = await background(page)
    const theme = page.getByRole('button', { name: 'Theme' })
    await theme.click()
    const light = await background(page)
    expect([dark, light]).toEqual(['rgb(22, 24, 27)', 'rgb(251, 251, 250)'])
    await page.reload()
    expect(await background(page)).toBe(light)
    await theme.click()
    expect(await background(page)).toBe(dark)
  })

  it.each(['light', 'dark'] as const)('has nothing that axe finds serious: %s', async (colorScheme) => {
    await using watched = await open(regression, '', { colorScheme })
    const { page } = watched
    await page.locator('.uplot canvas').waitFor()
    expect(await seriousIn(page)).toEqual([])
    await page.keyboard.press('j')
    await page.locator('.trace summary').first().click()
    expect(await seriousIn(page)).toEqual([])
    await page.keyboard.press('?')
    expect(await seriousIn(page)).toEqual([])
  })

  it('fits a phone', async () => {
    await using watched = await open(regression, '', { viewport: { width: 375, height: 700 } })
    const { page } = watched
    const tooWide = (): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > innerWidth')
    expect(await tooWide()).toBe(false)
    await page.getByRole('link', { name: 'Cases' }).click()
    expect(await page.locator('.pane').isVisible()).toBe(false)
    await page.locator('.rows a', { hasText: 'refund-de' }).click()
    await shown(page, 'refund-de')
    expect(await page.locator('.list').isVisible()).toBe(false)
    expect(await tooWide()).toBe(false)
    await page.getByRole('link', { name: 'Close the case' }).click()
    await first(page, 'refund-de')
  })

  it('shows one snapshot without what needs two', async () => {
    const report = states['an evaluation']
    if (report?.command !== 'eval') throw new TypeError('an evaluation was expected')
    const measured = fewCases.map((spec) => ({ ...spec, base: undefined }))
    await using watched = await open({ ...report, cases: [suiteCases(measured)] })
    const { page, offences } = watched
    expect(await page.locator('.summary').innerText()).toContain('(80.4 … 92.3)')
    await page.keyboard.press('c')
    expect(await page.locator('.shows button').allTextContents()).toEqual(['All 44', 'Failing on head 13', 'Missing 1'])
    await first(page, 'refund-de')
    await page.keyboard.press('j')
    expect(await page.locator('.case-scores thead th').allTextContents()).toEqual(['metric', 'score'])
    expect(offences).toEqual([])
  })

  it('is there for a result without any case', async () => {
    for (const state of ['an invalid head', 'nothing to evaluate']) {
      await using watched = await open(withCases(state, []), '#view=cases')
      expect(await watched.page.locator('.pane').innerText()).toBe('No case is like that.')
      expect(watched.offences).toEqual([])
    }
  })

  it('makes only the rows that are seen of 10,000 cases, and finds each of them', async () => {
    await using watched = await open(withCases('a regression', [suiteCases(manyCases(10_000))]), '#view=cases')
    const { page, offences } = watched
    await page.locator('.rows li').first().waitFor()
    expect(await page.locator('.rows li').count()).toBeLessThan(40)
    await page.locator('.list').evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    await expect.poll(() => ids(page).then((all) => all.at(-1))).toBe('case-09999')
    await page.getByRole('searchbox').fill('case-05432')
    expect(await ids(page)).toEqual(['case-05432'])
    await page.goto(`${page.url().split('#')[0]}#case=case-07777`)
    await shown(page, 'case-07777')
    expect(await page.locator('.rows a[aria-current=true] .id').textContent()).toBe('case-07777')
    expect(offences).toEqual([])
  })
})

describe.skipIf('unavailable' in reader)('hostile text in the page', () => testHostileText(open))

it('names the metrics of the cases as the report does', () => {
  const [comparison] = regression.comparisons
  expect(comparison?.metrics.map(({ metric }) => metric.name)).toEqual(expect.arrayContaining([...metricNames]))
})
