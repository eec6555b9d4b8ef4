import fs from 'node:fs'
import { createRequire } from 'node:module'

import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

import { findBrowser } from './find-browser.ts'
import { untilAnswered, watchTraffic } from './traffic.ts'

/** Where the site under test is: the whole platform, as `npm test` and `npm start` run it. */
export const SITE_URL = siteUrl()

function siteUrl(): string {
  const url = process.env['SITE_URL']
  if (!url) throw new Error('SITE_URL must name the site under test')
  return url.replace(/\/$/, '')
}

/** A folder for pictures of every page, to be looked at by people. None are taken without it. */
const SHOTS = process.env['SHOTS_DIR']

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Mode = { name: string; width: number; height: number; colorScheme: 'light' | 'dark' }
export const MODES: readonly Mode[] = [
  { name: 'wide-light', width: 1440, height: 1000, colorScheme: 'light' },
  { name: 'wide-dark', width: 1440, height: 1000, colorScheme: 'dark' },
  { name: 'narrow-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'narrow-dark', width: 390, height: 844, colorScheme: 'dark' },
]
const [WIDE] = MODES

/** A browser that opens pages. One that ends as it is started is started again. */
export async function launch(): Promise<Browser> {
  const { executablePath, ways } = await findBrowser()
  let last: unknown
  for (const args of ways) {
    let browser: Browser | undefined
    try {
      browser = await chromium.launch({ executablePath, args })
      const page = await browser.newPage()
      await page.close()
      return browser
    } catch (error) {
      last = error
      console.warn(`The browser ended as it was started: ${String(error).slice(0, 100)}`)
      await browser?.close()
    }
  }
  throw last
}

export type Visitor = { page: Page; context: BrowserContext; complaints: string[] }

/** A person with a browser of their own. What its console complains of is kept. */
export async function visitor(browser: Browser, mode: Mode | undefined = WIDE): Promise<Visitor> {
  if (!mode) throw new RangeError('no such mode')
  const context = await browser.newContext({
    viewport: { width: mode.width, height: mode.height },
    colorScheme: mode.colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    baseURL: SITE_URL,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  watchTraffic(page)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, context, complaints }
}

/**
 * What axe finds on the page as it stands: rule, and the elements. Empty when it finds nothing. An `overlay` stands over the
 * page outside its landmarks, which is where a dialog belongs; `within` looks at nothing else.
 */
export async function audit(page: Page, { overlay = false, within = 'html' } = {}): Promise<string[]> {
  await page.evaluate(axeSource)
  // React Aria's live region keeps what it announced after its subject is gone from the page.
  const results = await page.evaluate<AxeResults>(
    `axe.run({ include: ['${within}'], exclude: ['[data-live-announcer]'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: ${!overlay} } } })`,
  )
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html.slice(0, 160)}\n  ${failureSummary ?? ''}`).join('\n')}`) // prettier-ignore
}

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))

/** Words that stand partly outside a box which hides what is wider than itself: no scroll bar tells of them. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const words = document.createRange()
      words.selectNodeContents(text)
      const { left, right, width } = words.getBoundingClientRect()
      if (width === 0) continue
      for (let box = text.parentElement; box; box = box.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(box)
        if (overflowX === 'visible') continue
        const edge = box.getBoundingClientRect()
        const hides = overflowX === 'hidden' && textOverflow !== 'ellipsis' && edge.width > 1
        if (hides && (right > edge.right + 1 || left < edge.left - 1)) found.push(text.textContent ?? '')
        break
      }
    }
    return found
  })

/** On how many lines the words of an element stand. */
export const linesOf = (element: Locator): Promise<number> =>
  element.evaluate((self) => {
    const words = document.createRange()
    words.selectNodeContents(self)
    return new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size
  })

export async function shoot(page: Page, name: string, fullPage = true) {
  if (!SHOTS) return
  fs.mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage })
}

/** The page is settled: nothing loads and nothing is pending on it. */
export async function settled(page: Page) {
  await untilAnswered(page)
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy="true"]'))
}

/** A settled page is as it should be, whoever looks at it: axe finds nothing, nothing stands out of it. Its picture is taken. */
export async function looks(page: Page, mode: Mode, name: string, overlay = false) {
  await settled(page)
  await shoot(page, `${name}-${mode.name}`)
  expect.soft(await audit(page, { overlay }), name).toEqual([])
  expect.soft(await overflow(page), name).toBe(0)
}

/** The same all through a test that runs over midnight. */
const loadedAt = Date.now()
/** A calendar date that many days from now: 2027-06-12. */
export const inDays = (days: number): string => new Date(loadedAt + days * 86_400_000).toISOString().slice(0, 10)
