import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { WatchedPage } from '../rig/browser.ts'
import type { CheckReport, Report } from '../../src/verdict/reports.ts'
import { attacked, hostileTexts } from './attacks.ts'
import { holds, suiteCases } from './html-cases.ts'
import type { CaseSpec } from './html-cases.ts'
import { states } from './states.ts'

type Open = (
  report: CheckReport,
  hash?: string,
  options?: { viewport: { width: number; height: number } },
) => Promise<WatchedPage>

const regression = states['a regression']
const attackedRegression = attacked['a regression']

/** What tries to be markup, a script, a link, a template, or to hide. */
export const evil: readonly string[] = [
  ...hostileTexts,
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<style>*{display:none}</style>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '" onfocus="alert(1)" autofocus="',
  '\u202eright to left\u202c',
  '__proto__',
  'constructor',
]

const all = evil.join(' ')
/** Cases in which every text is hostile. */
export const hostileCases: readonly CaseSpec[] = evil.map((text, at) => ({
  id: `${text}${at}`,
  input: { [`${text} `]: text, other: { [`${text} `]: [text] } },
  expected: { [`${text} `]: text },
  columns: { language: text },
  base: { ...holds, output: `${text} before`, judged: text },
  head: at % 5 === 0 ? { missing: text } : { ...holds, output: `${text} ${all}`, scores: [0, [0, 0]], reason: text },
}))
/** A suite of them, and one whose names are hostile, too. */
export const hostileSuites = ['quality', all].map((suite) => {
  const own = suiteCases(hostileCases, { suite })
  return suite === all ? { ...own, subject: all, metrics: own.metrics.map((one) => ({ ...one, assertions: [] })) } : own
})

/** The tests of hostile text; in a file of their own, but in the browser of the page's other tests. */
export function testHostileText(open: Open): void {
  it('is nothing but text, wherever it stands', async () => {
    await using watched = await open(check(attackedRegression, hostileSuites), '#view=cases&group=all')
    const { page, offences } = watched
    for (let times = 0; times < evil.length; times += 1) {
      await page.keyboard.press('j')
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    }
    await page.keyboard.press('s')
    expect(await markupIn(page)).toEqual({ scripts: 3, foreign: 0, links: [] })
    expect(await page.title()).toMatch(/^LLMOps: /)
    expect(await page.evaluate("document.body.innerText.includes('\\u202e')")).toBe(false)
    expect(offences).toEqual([])
  })

  it('fits a phone', async () => {
    await using watched = await open(check(regression, hostileSuites), '', {
      viewport: { width: 375, height: 700 },
    })
    const { page } = watched
    const width = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth')
    expect(await width()).toBe(375)
    await page.keyboard.press('j')
    expect(await width()).toBe(375)
  })

  it('finds its way back from an address', async () => {
    await using watched = await open(check(regression, hostileSuites), '#view=cases')
    const { page, offences } = watched
    for (const at of [0, 3, 11, evil.length - 1]) {
      const chosen = { case: hostileCases[at]?.id ?? '', group: 'quality/support', 'slice.language': evil[at] ?? '' }
      await page.goto(`${page.url().split('#')[0]}#${new URLSearchParams(chosen).toString()}`)
      await shown(page, chosen.case)
      expect(await page.locator('.place').textContent()).toBe('1 of 1')
    }
    expect(offences).toEqual([])
  })

  it('would be stopped by the policy if it got in', async () => {
    await using watched = await open(check(regression, hostileSuites))
    const { page, offences } = watched
    const inject = (make: string) => page.evaluate(`try { ${make} } catch (error) { String(error.name) }`)
    expect(await inject("document.body.innerHTML = '<img src=x onerror=alert(1)>'")).toBe('TypeError')
    expect(
      await inject("document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))"),
    ).toBe('TypeError')
    await inject("document.body.append(Object.assign(new Image(), { src: 'http://evil.example/x.png' }))")
    await expect.poll(() => offences.join()).toContain('http://evil.example/x.png')
    expect(await page.evaluate('window.ran')).toBe(undefined)
  })

  it('does not hold up the page, however long', async () => {
    const line = 'x'.repeat(99_000)
    const lines = 'many words in one line '.repeat(4_000)
    const long: readonly CaseSpec[] = [
      { id: 'long', input: { question: line }, base: { ...holds, output: line }, head: { ...holds, output: lines } },
    ]
    await using watched = await open(check(regression, [suiteCases(long)]), '#case=long')
    const { page, offences } = watched
    await shown(page, 'long')
    expect((await page.locator('.pane').innerText()).length).toBeLessThan(100_000)
    await page.getByRole('button', { name: 'Show all 92,000 characters' }).first().click()
    expect(await page.locator('.pane').innerText()).toContain(lines.trim())
    expect(offences).toEqual([])
  })
}

async function shown(page: Page, id: string): Promise<void> {
  await expect.poll(() => page.locator('#case-id').textContent()).toBe(id)
}

function check(report: Report | undefined, cases: CheckReport['cases']): CheckReport {
  if (report?.command !== 'check') throw new TypeError('a check was expected')
  return { ...report, cases }
}

/** Scripts of the page, elements that could load or run something, and links that lead elsewhere. */
function markupIn(page: Page): Promise<unknown> {
  return page.evaluate(`({
    scripts: document.scripts.length,
    foreign: document.querySelectorAll('img, iframe, object, embed, link, base, form[action], [onload], [onerror], [onfocus]').length,
    links: [...document.links].map((link) => link.getAttribute('href')).filter((href) => !href.startsWith('#')),
  })`)
}
