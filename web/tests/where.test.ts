import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, inDays, launch, MODES, overflow, shoot, visitor } from './browser.ts'
import { anOffer } from './graph.ts'

const LONG = { timeout: 90_000 }
const box = (page: Page) => page.getByRole('combobox', { name: 'Where' })

describe('where', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test.each(MODES)('the list says what each place is, and axe finds nothing in it: $name', LONG, async (mode) => {
    const { page, context, complaints } = await visitor(browser, mode)
    await page.goto('/')
    for (const [typed, name] of [
      ['münch', 'city'],
      ['lis', 'airport'],
      ['grand', 'hotel'],
    ] as const) {
      await box(page).fill('')
      await box(page).fill(typed)
      await page.getByRole('option').locator('b').first().waitFor()
      await page.waitForLoadState('networkidle')
      await shoot(page, `where-${name}-${mode.name}`, false)
      // While the list is open, the rest of the page is hidden from screen readers.
      expect(await audit(page, { within: '.pop-over' })).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a city in another language is told with its own name, its English one, and its country', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/')
    await box(page).fill('münch')
    await page.getByRole('option', { name: /^München Munich, Bavaria, Germany$/ }).click()
    expect(await box(page).inputValue()).toBe('Munich, Germany')
    await context.close()
  })

  test('with the keyboard: an airport by its code leads to the hotels around it, told from it', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/')
    await box(page).focus()
    await page.keyboard.type('LIS')
    await page
      .getByRole('option', { name: /^Lisbon Humberto Delgado Airport Airport, Lisbon, Portugal LIS$/ })
      .waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await box(page).inputValue()).toBe('Lisbon Humberto Delgado Airport (LIS)')
    await page.getByRole('button', { name: 'Search hotels' }).click()
    await page.waitForURL(/airport=aLIS/)
    await page.getByRole('heading', { level: 1, name: /^Lisbon Humberto Delgado Airport, 3 nights/ }).waitFor()
    await page.getByRole('article').first().waitFor()
    await page
      .getByText(/[\d.]+ km from the airport/)
      .first()
      .waitFor()
    expect(await audit(page)).toEqual([])
    await shoot(page, 'results-airport', false)
    await page.reload() // all of it is in the address
    await page
      .getByText(/[\d.]+ km from the airport/)
      .first()
      .waitFor()
    await page.goto('/')
    expect(await box(page).inputValue()).toBe('Lisbon Humberto Delgado Airport (LIS)')
    await context.close()
  })

  test('a hotel by a part of its name, with a slip in it, leads to its page for the stay', LONG, async () => {
    const { page, context } = await visitor(browser)
    const {
      hotel: { name },
    } = await anOffer()
    await page.goto('/')
    await box(page).fill(`${name.slice(0, 6)}${name.slice(7)}`)
    await page.getByRole('option').filter({ hasText: name }).first().click()
    await page.getByRole('button', { name: 'Search hotels' }).click()
    await page.waitForURL(/\/hotel\/h\d+\?.*checkIn=/)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(new URL(page.url()).searchParams.get('rooms')).toBe('2')
    await context.close()
  })

  test('what the device’s time zone tells of the country comes first', LONG, async () => {
    const places = async (timezoneId: string) => {
      const context = await browser.newContext({ locale: 'en', timezoneId, baseURL: new URL(process.env['SITE_URL'] ?? '').href }) // prettier-ignore
      const page = await context.newPage()
      await page.goto('/')
      await box(page).fill('birmingham')
      await page
        .getByRole('option', { name: /^Birmingham/ })
        .first()
        .waitFor()
      const told = await page.getByRole('option').first().innerText()
      await context.close()
      return told.replaceAll(/\s+/g, ' ')
    }
    expect(await places('Europe/London')).toMatch(/^Birmingham England, United Kingdom/)
    expect(await places('America/Chicago')).toMatch(/^Birmingham Alabama, United States/)
  })

  test('it says so when nothing has that name, and when the list is away, and asks again', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/')
    await box(page).fill('qzxqzxqzx')
    await page.getByText('Nothing has this name. Try another spelling.').waitFor()
    await page.route('**/graphql', async (route) =>
      route.request().postData()?.includes('Suggestions') ? route.abort() : route.continue(),
    )
    await box(page).fill('lisb')
    await page.getByText('The list of places is away for a moment. Type on to ask again.').waitFor()
    await shoot(page, 'where-away', false)
    await page.unroute('**/graphql')
    await box(page).fill('lisbo')
    await page.getByRole('option', { name: /^Lisbon Lisboa, Portugal/ }).waitFor()
    expect(await page.getByText('The list of places is away').count()).toBe(0)
    await context.close()
  })

  test('an address with an airport that is none says so', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto(`/search?airport=aZZZ&checkIn=${inDays(40)}&checkOut=${inDays(43)}&rooms=2`)
    await page.getByRole('heading', { name: 'We know no airport of this code' }).waitFor()
    expect(await audit(page)).toEqual([])
    await context.close()
  })
})
