import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, cutOff, inDays, launch, linesOf, MODES, overflow, settled, shoot, visitor } from './browser.ts'

// Every page that opens without a booking, in each of the four ways people look at it.

const stay = `checkIn=${inDays(40)}&checkOut=${inDays(43)}&rooms=2.6`
const results = `/search?city=c2267057&${stay}`

/** The first hotel that the search for Lisbon answers. */
async function firstHotel(page: Page): Promise<string> {
  await page.goto(results)
  const link = page.getByRole('article').first().getByRole('heading').getByRole('link')
  return (await link.getAttribute('href')) ?? ''
}

describe('every page', () => {
  let browser: Browser
  let hotel: string
  beforeAll(async () => {
    browser = await launch()
    const { page, context } = await visitor(browser)
    hotel = await firstHotel(page)
    await context.close()
  })
  afterAll(() => browser.close())

  const pages: [name: string, address: () => string, heading: RegExp][] = [
    ['home', () => '/', /the price you see/i],
    ['results', () => results, /lisbon, 3 nights/i],
    ['none-free', () => `${results}&name=zzzzzz`, /lisbon, 3 nights/i],
    ['hotel', () => hotel, /./],
    ['no-hotel', () => '/hotel/h0', /no hotel at this address/i],
    ['find', () => '/find', /./],
    ['trips', () => '/trips', /./],
    ['sign-in', () => '/sign-in', /./],
    ['register', () => '/register', /./],
    ['about', () => '/about', /how it works/i],
    ['missing', () => '/no/such/page', /no page at this address/i],
  ]

  describe.each(MODES)('$name', (mode) => {
    test.each(pages)(
      '%s: axe finds nothing, nothing is cut off, the console is silent',
      { timeout: 60_000 },
      async (name, address, heading) => {
        const { page, context, complaints } = await visitor(browser, mode)
        await page.goto(address())
        await page.getByRole('heading', { name: heading }).first().waitFor()
        await settled(page)
        await shoot(page, `${name}-${mode.name}`)
        expect(await audit(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        expect(complaints).toEqual([])
        await context.close()
      },
    )
  })

  test.each(pages)(
    '%s: readable at 320 pixels, and with letters of twice the size, without scrolling sideways',
    { timeout: 60_000 },
    async (_, address, heading) => {
      const { page, context } = await visitor(browser, { name: 'least', width: 320, height: 640, colorScheme: 'light' })
      await page.goto(address())
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await settled(page)
      expect(await overflow(page)).toBe(0)
      expect(await cutOff(page)).toEqual([])
      const buttons = page.getByRole('banner').locator('.button')
      for (const button of await buttons.all()) expect(await linesOf(button)).toBe(1)
      // Letters of twice the size, on a wider phone: what holds the words is as wide as the window still.
      await page.setViewportSize({ width: 390, height: 844 })
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
      expect(await overflow(page)).toBe(0)
      await context.close()
    },
  )

  test(
    'in the system’s own contrast colours every control has an edge, and what is chosen is marked',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      await page.emulateMedia({ forcedColors: 'active' })
      const edgeless = () =>
        page.locator('main :is(.button, .chip, .field-box)').evaluateAll((controls) =>
          controls
            .filter((control) => control.checkVisibility() && !control.classList.contains('button-text'))
            .filter((control) => !control.closest('[role=search]') || control.classList.contains('button'))
            .filter((control) =>
              [getComputedStyle(control)].every(
                ({ borderTopStyle, outlineStyle }) => borderTopStyle === 'none' && outlineStyle === 'none',
              ),
            )
            .map((control) => control.textContent),
        )
      for (const address of ['/', results, '/sign-in']) {
        await page.goto(address)
        await settled(page)
        expect(await edgeless()).toEqual([])
      }
      await page.goto(results)
      const chip = page.getByRole('button', { name: /^Breakfast/ }).first()
      const ground = () => chip.evaluate((self) => getComputedStyle(self).backgroundColor)
      await chip.waitFor()
      const before = await ground()
      await chip.click()
      await expect.poll(ground).not.toBe(before)
      await shoot(page, 'results-forced-colors', false)
      await page.goto(hotel)
      await page.getByRole('radio').first().waitFor({ state: 'attached' })
      const dots = await page
        .locator('.offer-dot')
        .evaluateAll((all) => all.map((dot) => getComputedStyle(dot).backgroundColor))
      expect(new Set(dots).size).toBe(2)
      await shoot(page, 'hotel-forced-colors', false)
      await context.close()
    },
  )

  test(
    'a narrow page has the choice of a currency at its foot; the checkout, whose price is signed, has none',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser, MODES[2])
      await page.goto(results)
      await page.getByRole('article').first().waitFor()
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: /currency/ })
        .click()
      await page.getByRole('menuitemradio', { name: /^JPY/ }).click()
      await page
        .getByRole('article')
        .first()
        .getByText('JP¥')
        .or(page.getByRole('article').first().getByText('¥'))
        .first()
        .waitFor()
      expect(await overflow(page)).toBe(0)
      await page.goto('/book?offer=none')
      await page.getByRole('contentinfo').waitFor()
      expect(
        await page
          .getByRole('contentinfo')
          .getByRole('button', { name: /currency/ })
          .count(),
      ).toBe(0)
      await context.close()
    },
  )
})
