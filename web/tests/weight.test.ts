import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { inDays, launch, settled, visitor } from './browser.ts'

// What a first visit costs: a page may grow heavier only where somebody raises its limit here, and in the README.

/** Kilobytes as they cross the wire, of each kind of file, seen from a cold cache. */
type Weight = { scripts: number; styles: number; font: number; requests: number }

const stay = `checkIn=${inDays(40)}&checkOut=${inDays(43)}&rooms=2`
const pages: [name: string, address: string, most: Weight][] = [
  ['home', '/', { scripts: 285, styles: 15, font: 55, requests: 26 }],
  ['results', `/search?city=c2267057&${stay}`, { scripts: 300, styles: 15, font: 55, requests: 34 }],
  ['trips', '/trips', { scripts: 245, styles: 15, font: 55, requests: 18 }],
]

describe('a first visit', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test.each(pages)(
    '%s: is no heavier than agreed, and nothing moves while it comes',
    { timeout: 60_000 },
    async (_, address, most) => {
      const { page, context } = await visitor(browser, {
        name: 'narrow',
        width: 390,
        height: 844,
        colorScheme: 'light',
      })
      // The calendar comes when the browser has nothing to do: that is not of the first visit.
      await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      const kinds = new Map<string, keyof Weight>()
      const weight: Weight = { scripts: 0, styles: 0, font: 0, requests: 0 }
      const kindOf = { Script: 'scripts', Stylesheet: 'styles', Font: 'font' } as const
      session.on('Network.responseReceived', ({ requestId, type, response }) => {
        weight.requests++
        const kind = response.url.endsWith('.woff2') ? 'font' : kindOf[type as keyof typeof kindOf]
        if (kind) kinds.set(requestId, kind)
      })
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const kind = kinds.get(requestId)
        if (kind) weight[kind] += encodedDataLength / 1000
      })
      await page.goto(address)
      await settled(page)
      const all = Object.keys(most) as (keyof Weight)[]
      expect(all.filter((kind) => weight[kind] === 0 || weight[kind] > most[kind]).map((kind) => `${kind}: ${weight[kind]}`)).toEqual([]) // prettier-ignore
      const moved = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
            }).observe({ type: 'layout-shift', buffered: true })
            setTimeout(() => resolve(sum), 200)
          }),
      )
      expect(moved).toBeLessThan(0.02)
      await context.close()
    },
  )
})
