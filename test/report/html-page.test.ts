import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousIn } from '../rig/browser.ts'
import { testHostileText } from './html-attacks.ts'
import { fewCases, manyCases, metricNames, suiteCases } from './html-cases.ts'
import { first, ids, noBrowser, open, regression, shown, withCases } from './opened-page.ts'
import { states } from './states.ts'

describe.skipIf(noBrowser)('the page in a browser', () => {
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
      '(judge agrees with humans 91 %)',
    ]) {
      expect(text).toContain(words)
    }
    expect(await summary.locator('th small').first().getAttribute('title')).toContain('kappa 0.74 (0.59 … 0.86)')
    for (const words of ['cost / 1,000', 'coverage 120/120', 'of $10', 'a1b2c3d against 9f8e7d6', 'prompt answer']) {
      expect(text).toContain(words)
    }
    expect((await summary.locator('del').allTextContents()).join()).toContain('Answer only from the passages')
    expect(await summary.locator('.reach').allTextContents()).toContain(
      '↳ support → suite quality, targets production and staging',
    )
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
    const output = (tag: string) => pane.locator('.columns').first().locator(tag).allTextContents()
    expect([await output('del'), await output('ins')]).toEqual([['Fünf Tage, siehe refunds.md\n'], ['Sieben Tage.']])
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
    for (const words of ['900 ms, first token 210 ms', 'Be brief.', 'calls lookup', '{"id":1}', 'paid by invoice']) {
      await expect.poll(() => pane.innerText()).toContain(words)
    }
    expect(await pane.locator('summary', { hasText: 'result of' }).allTextContents()).toEqual([
      'result of passages differs ',
    ])
    await pane.locator('summary', { hasText: 'result of passages' }).click()
    await expect.poll(() => pane.innerText()).toContain('["page 7"]')
    expect(await pane.locator('.trace del').allTextContents()).toContain('1') // of results alike, the words
    await pane.locator('summary', { hasText: 'judge gpt-5' }).click()
    await expect.poll(() => pane.innerText()).toContain('{"pass": false}')
    await page.getByRole('searchbox').fill('refund-en')
    await page.locator('.rows a', { hasText: 'refund-en' }).click()
    await shown(page, 'refund-en')
    expect([await output('del'), await output('ins')]).toEqual([['Some'], ['Five']]) // of sentences alike, the words
    await page.getByRole('searchbox').fill('lost')
    await page.locator('.rows a', { hasText: 'lost' }).click()
    await shown(page, 'lost')
    expect(await pane.innerText()).toContain('No answer: timeout. took over 60 s')
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
    const table = page.locator('.scores .scrolling').first()
    expect(await table.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(false)
    for (const verdict of ['regression', 'cannot tell']) expect(await table.innerText()).toContain(verdict)
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

describe.skipIf(noBrowser)('hostile text in the page', () => testHostileText(open))

it('names the metrics of the cases as the report does', () => {
  const [comparison] = regression.comparisons
  expect(comparison?.metrics.map(({ metric }) => metric.name)).toEqual(expect.arrayContaining([...metricNames]))
})
