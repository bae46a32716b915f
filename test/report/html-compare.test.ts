import { describe, expect, it } from 'vitest'
import { seriousIn } from '../rig/browser.ts'
import { attacked } from './attacks.ts'
import { comparedTexts, rowsOf } from './compared-files.ts'
import { ids, noBrowser, open } from './opened-page.ts'
import { states } from './states.ts'

describe.skipIf(noBrowser)('the page of two files', () => {
  it('says what can be told, calls the files A and B, and shows every case with both scores', async () => {
    await using watched = await open(states['files of which the second is worse'])
    const { page, offences } = watched
    const text = await page.locator('.summary').innerText()
    for (const words of ['got worse', '16 of 120 answers broke', 'A → B', 'old.jsonl', '1 case of B has no score in A'])
      expect(text).toContain(words)
    expect(await page.locator('.scores thead th').allTextContents()).toEqual(expect.arrayContaining(['A', 'B']))
    await page.locator('.scores a', { hasText: '▼ 16' }).click()
    await expect.poll(() => ids(page).then((all) => all.length)).toBe(16)
    await page.keyboard.press('j')
    await page.locator('#case-id').waitFor()
    expect(await page.locator('.case-scores thead th').allTextContents()).toEqual(['metric', 'A', 'B', 'change'])
    expect(await page.locator('.pane').innerText()).toContain(
      'These files hold scores, not what was asked and answered.',
    )
    await page.goto(`${page.url().split('#')[0]}#case=c120`)
    await expect.poll(() => page.locator('.case-scores td').allTextContents()).toEqual(['missing', '0 %', ''])
    expect(offences).toEqual([])
  })

  it('pairs a case by each metric that it has in both', async () => {
    const row = (metric: string, score: (at: number) => number) => rowsOf(30, (at) => ({ metric, score: score(at) }))
    const few = (metric: string) => rowsOf(2, () => ({ metric, score: 1 }))
    const report = comparedTexts(row('a', () => 1) + few('b'), row('a', (at) => (at === 5 ? 0 : 1)) + row('b', () => 1))
    await using watched = await open(report, '#show=regressed&view=cases')
    expect(await ids(watched.page)).toEqual(['c5'])
    await watched.page.getByRole('button', { name: 'Unchanged' }).click()
    expect(await watched.page.getByRole('status').textContent()).toBe('29 cases')
    expect(watched.offences).toEqual([])
  })

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds serious, and fits a phone: %s',
    async (colorScheme) => {
      const viewport = { width: 390, height: 844 }
      await using watched = await open(states['files of which the second is worse'], '', { colorScheme, viewport })
      const { page } = watched
      const width = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth')
      expect([await width(), await seriousIn(page)]).toEqual([390, []])
      await page.keyboard.press('j')
      await page.locator('#case-id').waitFor()
      expect([await width(), await seriousIn(page)]).toEqual([390, []])
    },
  )

  it('is there where nothing was compared', async () => {
    for (const state of ['files with nothing in common', 'files of which one is unreadable']) {
      await using watched = await open(states[state], '#view=cases')
      expect(watched.offences, state).toEqual([])
    }
  })

  it('takes hostile ids, columns, files, notes and labels of slices for text', async () => {
    for (const state of ['files of which the second is worse', 'files of ratings in clusters that cannot tell']) {
      await using watched = await open(attacked[state])
      const { page, offences } = watched
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('j')
      const foreign =
        "document.querySelectorAll('img, iframe, object, link, base, [onload], [onerror], [onfocus]').length"
      expect([await page.evaluate(foreign), await page.evaluate('document.scripts.length')]).toEqual([0, 3])
      const links = '[...document.links].filter((link) => !link.getAttribute("href").startsWith("#")).length'
      expect(await page.evaluate(links)).toBe(0)
      expect(offences).toEqual([])
    }
  })
})
