import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, inDays, launch, MODES, settled, shoot, visitor } from './browser.ts'

const stay = `checkIn=${inDays(40)}&checkOut=${inDays(43)}&rooms=2`
const results = `/search?city=c2267057&${stay}`
const found = async (page: Page): Promise<number> => {
  const text = await page.getByRole('status').filter({ hasText: 'with a room for your dates' }).innerText()
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? 1)
}

/** What stands outside the box that is open, by its words, though the box does not scroll it. */
const spilled = (page: Page): Promise<string[]> =>
  page.locator('.pop-over').evaluate((box) => {
    const { bottom } = box.getBoundingClientRect()
    const scrolled = [...box.querySelectorAll('*')].filter((part) => getComputedStyle(part).overflowY === 'auto')
    return [...box.querySelectorAll('button')]
      .filter((button) => !scrolled.some((part) => part.contains(button)))
      .filter((button) => button.getBoundingClientRect().bottom > bottom)
      .map((button) => button.innerText)
  })

describe('searching', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test(
    'with the keyboard alone: a city by a part of its name, dates, guests, results',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      await page.goto('/')
      await page.getByRole('combobox', { name: 'Where' }).focus()
      await page.keyboard.type('lisbo')
      // The first one: of a slow typist's "lis" that is the airport.
      await page
        .locator('[role=option]:first-of-type')
        .and(page.getByRole('option', { name: /^Lisbon Lisboa, Portugal/ }))
        .waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      /** The next key is for what has the focus once the dialog has given it back. */
      const leave = async (name: string) => {
        await page.keyboard.press('Escape')
        await page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
        await page.waitForFunction(() => document.activeElement !== document.body)
      }
      const calendar = page.getByRole('dialog', { name: 'When' })
      await calendar.waitFor()
      await calendar.locator('.skeleton').first().waitFor({ state: 'detached' }) // prices of the days, where there are any
      expect(await audit(page, { overlay: true })).toEqual([])
      await shoot(page, 'calendar', false)
      expect(await spilled(page)).toEqual([])
      await leave('When')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Who' }).waitFor()
      for (let rooms = 1; rooms < 4; rooms++) await page.getByRole('button', { name: 'Add a room' }).click()
      expect(await audit(page, { overlay: true })).toEqual([])
      expect(await spilled(page)).toEqual([])
      for (let rooms = 4; rooms > 1; rooms--) await page.getByRole('button', { name: 'Remove room 1' }).click()
      await leave('Who')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: /Lisbon, 3 nights/ }).waitFor()
      await page.getByRole('article').first().waitFor() // the heading stands before the hotels are there
      expect(await page.getByRole('article').count()).toBeGreaterThan(0)
      await context.close()
    },
  )

  test(
    'the calendar comes when it is about to be opened; two plain dates stand in for one that does not come',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      // Who pays for every byte gets nothing before they want it.
      await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      const calendar = () => asked.filter((url) => url.includes('/range-calendar-')).length
      await page.goto('/')
      await settled(page)
      expect(calendar()).toBe(0)
      const dates = page.getByRole('search').getByRole('button', { name: /night/ })
      await dates.hover()
      await expect.poll(calendar).toBe(1)
      await dates.click()
      await page.getByRole('dialog', { name: 'When' }).getByRole('grid').first().waitFor()
      expect(calendar()).toBe(1)
      await context.close()

      const away = await visitor(browser, MODES[2])
      await away.page.route('**/range-calendar-*.js', (route) => route.abort())
      await away.page.goto('/')
      await away.page.getByRole('combobox', { name: 'Where' }).fill('lisbo')
      await away.page.getByRole('option', { name: 'Lisbon Lisboa, Portugal' }).click()
      await away.page.getByRole('search').getByRole('button', { name: /night/ }).click()
      const sheet = away.page.getByRole('dialog', { name: 'When' })
      await sheet.getByLabel('Arrive').fill(inDays(50))
      await sheet.getByLabel('Leave').fill(inDays(52))
      expect(await audit(away.page, { overlay: true })).toEqual([])
      await shoot(away.page, 'calendar-away', false)
      await sheet.getByRole('button', { name: 'Done' }).click()
      await away.page.getByRole('button', { name: 'Search hotels' }).click()
      await away.page.getByRole('heading', { level: 1, name: /Lisbon, 2 nights/ }).waitFor()
      expect(away.page.url()).toContain(`checkIn=${inDays(50)}`)
      await away.context.close()
    },
  )

  test('any weekend of a month is asked for where dates are', { timeout: 90_000 }, async () => {
    for (const mode of [MODES[0], MODES[3]]) {
      const { page, context } = await visitor(browser, mode)
      await page.goto('/')
      await page.getByRole('combobox', { name: 'Where' }).fill('lisbo')
      await page.getByRole('option', { name: 'Lisbon Lisboa, Portugal' }).click()
      await page.getByRole('search').getByRole('button', { name: /night/ }).click()
      const dialog = page.getByRole('dialog', { name: 'When' })
      await dialog.getByRole('radio', { name: 'Any weekend' }).click()
      await dialog.getByRole('radiogroup', { name: 'In which month' }).getByRole('radio').nth(3).click()
      await dialog.getByRole('radio', { name: 'Friday to Monday' }).click()
      expect(await audit(page, { overlay: true })).toEqual([])
      await shoot(page, `weekend-${mode?.name}`, false)
      const told = await dialog.getByRole('status').innerText()
      expect(told).toMatch(/^3\snights on a weekend in \w+ 20\d\d$/)
      await dialog.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Search hotels' }).click()
      await page
        .getByRole('status')
        .filter({ hasText: `with a room ${told.slice(9)}` })
        .waitFor()
      await page
        .getByRole('article')
        .first()
        .getByText(/Fri .* – Mon /)
        .waitFor()
      await settled(page)
      await shoot(page, `weekend-found-${mode?.name}`, false)
      // The address alone says it all.
      await page.reload()
      await page
        .getByRole('status')
        .filter({ hasText: `with a room ${told.slice(9)}` })
        .waitFor()
      await context.close()
    }
  })

  test(
    'who else sells a house is told in the list and on its page, each a way to book it there',
    { timeout: 90_000 },
    async () => {
      const { page, context } = await visitor(browser)
      const also = page.getByRole('link', { name: /^Also / })
      // The second time partners' answers are at hand, however slow they were.
      await expect
        .poll(
          async () => {
            await page.goto(`/search?city=c2761369&${stay}&name=tannenhof`)
            await settled(page)
            return also.count()
          },
          { timeout: 60_000 },
        )
        .toBe(1)
      expect(await page.getByRole('article').count()).toBe(1)
      expect(await audit(page)).toEqual([])
      await shoot(page, 'also-in-list', false)
      const name = await page.getByRole('article').getByRole('heading').getByRole('link').innerText()
      const price = /[\d.,]+$/.exec(await also.innerText())?.[0]
      await also.click()
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: name }).waitFor()
      await page.getByText('Who else sells this house').waitFor()
      await page.getByRole('radio').first().waitFor()
      await page
        .getByRole('main')
        .getByText(price ?? 'no price')
        .first()
        .waitFor()
      await also.click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await context.close()
    },
  )

  test('a child’s age is asked for before prices are', { timeout: 60_000 }, async () => {
    const { page, context } = await visitor(browser)
    // The town's name comes late, and takes nothing back of what was chosen meanwhile.
    const named = Promise.withResolvers<void>()
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON()?.operationName === 'SearchedCity') await named.promise
      await route.continue()
    })
    await page.goto(results)
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('button', { name: /2 adults/ }).click()
    await page.getByRole('button', { name: 'One more: Children' }).click()
    named.resolve()
    await page.getByRole('heading', { level: 1, name: /Lisbon, 3 nights/ }).waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
    expect(await page.getByRole('combobox', { name: 'Where' }).inputValue()).toMatch(/^Lisbon/)
    await page.getByRole('button', { name: 'Search hotels' }).click()
    await page.getByRole('alert').filter({ hasText: 'each child’s age' }).waitFor()
    await page.getByRole('button', { name: /1 child/ }).click()
    await page.getByRole('button', { name: /Choose an age/ }).click()
    await page.getByRole('option', { name: '6 years', exact: true }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Search hotels' }).click()
    await page.waitForURL(/rooms=2\.6/)
    await page.getByText('2 adults, 1 child (6)').first().waitFor()
    await page.getByRole('article').first().waitFor()
    expect(await page.getByRole('article').count()).toBeGreaterThan(0)
    await context.close()
  })

  test(
    'filters and sort are in the address, narrow the count, and come back with it',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      await page.goto(results)
      await settled(page)
      const all = await found(page)
      await page.getByRole('button', { name: /4–5 stars/ }).click()
      await page.waitForURL(/stars=4,5/)
      await settled(page)
      const starred = await found(page)
      expect(starred).toBeLessThanOrEqual(all)
      await page.getByRole('button', { name: /Sort:/ }).click()
      await page.getByRole('option', { name: /lowest total/ }).click()
      await page.waitForURL(/sort=PRICE/)
      await settled(page)
      const prices = (await page.locator('article .price > span[aria-hidden]').allInnerTexts()).map((text) =>
        Number(text.replace(/[^\d.]/g, '')),
      )
      expect(prices).toEqual(prices.toSorted((a, b) => a - b))
      await page.reload()
      await settled(page)
      expect(await found(page)).toBe(starred)
      await page.getByRole('button', { name: /4–5 stars/, pressed: true }).waitFor()
      await context.close()
    },
  )

  test(
    'where other days will do each hotel tells its own, and its page opens for them',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      await page.goto(results)
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByRole('button', { name: /3 nights/ }).click()
      await page.getByRole('radio', { name: '± 2 days' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Search hotels' }).click()
      await page.waitForURL(/flex=2/)
      const links = page.locator('article h3 a')
      await links.first().waitFor()
      const days = await links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('checkIn') ?? '')) // prettier-ignore
      for (const day of days) expect(day >= inDays(38) && day <= inDays(42)).toBe(true)
      await context.close()
    },
  )

  test(
    'all filters in a sheet: axe finds nothing, and its button tells how many are left',
    { timeout: 60_000 },
    async () => {
      for (const mode of MODES) {
        const { page, context } = await visitor(browser, mode)
        await page.goto(results)
        await settled(page)
        await page.getByRole('button', { name: /^Filters/ }).click()
        await page.getByRole('dialog', { name: 'Filters' }).waitFor()
        if (mode === MODES[0]) {
          await page.getByRole('button', { name: /^Very good, 8 or more/ }).click()
          await page.waitForURL(/rating=8/)
        }
        await shoot(page, `filters-${mode.name}`, false)
        expect(await audit(page, { overlay: true })).toEqual([])
        await page.getByRole('button', { name: /^Show [\d,]+ hotels?$/ }).click()
        await page.getByRole('dialog', { name: 'Filters' }).waitFor({ state: 'detached' })
        await context.close()
      }
    },
  )

  test('“Show more” goes on where the list ended, without a hotel twice', { timeout: 60_000 }, async () => {
    const { page, context } = await visitor(browser)
    await page.goto(results)
    await settled(page)
    const more = page.getByRole('button', { name: /^Show \d+ more$/ })
    if ((await found(page)) <= 20) return
    await more.click()
    await page.waitForFunction(() => document.querySelectorAll('article').length > 20)
    const links = await page
      .locator('article h3 a')
      .evaluateAll((list) => list.map((link) => link.getAttribute('href')))
    expect(new Set(links).size).toBe(links.length)
    await context.close()
  })

  test(
    'a hotel in the list selects its price on the map, and the map opens over a narrow screen',
    { timeout: 60_000 },
    async () => {
      const wide = await visitor(browser)
      await wide.page.goto(results)
      await settled(wide.page)
      await wide.page.getByRole('article').first().getByRole('heading').getByRole('link').focus()
      await wide.page.locator('.pin-current').waitFor()
      await wide.context.close()
      const narrow = await visitor(browser, MODES[2])
      await narrow.page.goto(results)
      await settled(narrow.page)
      await narrow.page.getByRole('button', { name: 'Map' }).click()
      await narrow.page.locator('.pin').first().waitFor()
      expect(await audit(narrow.page, { overlay: true })).toEqual([])
      await shoot(narrow.page, 'map-narrow', false)
      await narrow.context.close()
    },
  )

  test('a hotel that was looked at is on the home page, until it is told to forget', { timeout: 60_000 }, async () => {
    const { page, context } = await visitor(browser)
    await page.goto(results)
    const name = await page.getByRole('article').first().getByRole('heading').getByRole('link').innerText()
    await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.goto('/')
    await page.getByRole('heading', { name: 'You looked at' }).waitFor()
    await page.getByRole('link', { name }).waitFor()
    await page.getByRole('button', { name: 'Forget these' }).click()
    await page.getByRole('heading', { name: 'You looked at' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name }).count()).toBe(0)
    await context.close()
  })

  test('the slip repeats the chosen offer, with its seal', { timeout: 60_000 }, async () => {
    const { page, context } = await visitor(browser)
    await page.goto(results)
    await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
    await page.getByRole('heading', { name: 'Choose a room' }).waitFor()
    const slip = page.getByRole('complementary', { name: 'Your price' })
    await slip.getByRole('img', { name: /^Seal [0-9A-Z]{4}$/ }).waitFor()
    const before = await slip.getByRole('img', { name: /^Seal/ }).getAttribute('aria-label')
    const offers = page.getByRole('radio')
    if ((await offers.count()) > 1) {
      await offers.nth(1).focus()
      await page.keyboard.press('Space')
      await page.waitForFunction((label) => !document.querySelector(`[aria-label="${label}"]`), before)
    }
    await slip.getByRole('button', { name: /^Book for/ }).click()
    await page.waitForURL(/\/book\?/)
    expect(new URL(page.url()).searchParams.get('offer')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    await context.close()
  })
})
