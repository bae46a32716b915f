import { describe, expect, it } from 'vitest'
import { ids, noBrowser, open, regression, shown } from './opened-page.ts'

describe.skipIf(noBrowser)('finding a case in the page', () => {
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
})
