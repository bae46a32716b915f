import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import chromium from '@sparticuz/chromium'
import axe from 'axe-core'
import { chromium as playwright } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { temporaryDirectory } from './temp.ts'

/** A page with what it did that a page should not do. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  /** Errors of scripts and policy, dialogs, and requests for anything but the page itself; empty is good. */
  readonly offences: readonly string[]
}

/** A real Chromium that opens HTML as a file, as a reader of a report would. */
export interface Reader extends AsyncDisposable {
  /** Opens `html` at `hash`, in a context of its own. */
  open(html: string, hash?: string, options?: BrowserContextOptions): Promise<WatchedPage>
}

/** Starts the packaged Chromium; where it cannot start on this machine, says why. */
export async function startReader(): Promise<Reader | { readonly unavailable: string }> {
  const folder = await temporaryDirectory('pages')
  try {
    const executablePath = await chromium.executablePath()
    const browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    return {
      open: (html, hash = '', options = {}) => openPage(browser, folder.path, { html, hash, options }),
      async [Symbol.asyncDispose]() {
        await browser.close()
        await folder[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await folder[Symbol.asyncDispose]()
    return { unavailable: String(error) }
  }
}

interface Wanted {
  readonly html: string
  readonly hash: string
  readonly options: BrowserContextOptions
}

async function openPage(browser: Browser, folder: string, { html, hash, options }: Wanted): Promise<WatchedPage> {
  const file = join(folder, `${crypto.randomUUID()}.html`)
  await writeFile(file, html)
  const address = pathToFileURL(file).href
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 860 }, ...options })
  context.setDefaultTimeout(5_000)
  const page = await context.newPage()
  const offences: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') offences.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => offences.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) offences.push(`request: ${request.url()}`)
  })
  page.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(address + hash)
  return { page, offences, [Symbol.asyncDispose]: () => context.close() }
}

/** What axe finds that keeps somebody from using the page as it is now. */
export async function seriousIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
