import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, inDays, launch, looks, MODES, overflow, shoot, visitor } from './browser.ts'
import { aBooking, anOffer } from './graph.ts'

// Pages of somebody who is signed in, that wait for an answer, and that get none: light and wide, dark and narrow.

const LONG = { timeout: 120_000 }

type LateSearch = { totalCount: number; edges: unknown[]; partners: { status: string }[] }

describe.each(MODES.filter(({ name }) => name === 'wide-light' || name === 'narrow-dark'))('$name', (mode) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('trips, a trip, other dates, cancelling, the account and its keys', LONG, async () => {
    const { page, context, complaints } = await visitor(browser, mode)
    await page.goto('/register?next=/account')
    await page.getByLabel('First name').fill('Robin')
    await page.getByLabel('Surname').fill('Traveller')
    await page.getByLabel('Email').fill(`states.${mode.name}.${Date.now()}@example.com`)
    await page.getByRole('textbox', { name: 'Password' }).fill('four slow barges in the fog')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
    await looks(page, mode, 'account')
    await page.goto('/trips')
    await page.getByText('No trips yet').waitFor()
    await looks(page, mode, 'trips-empty')
    await page.goto('/account/keys')
    await page.getByText('None yet.').waitFor()
    await looks(page, mode, 'keys')

    const booked = await aBooking({ days: 140 })
    await page.goto(`/trips/${booked.reference}`)
    await page.getByLabel('Surname of the guest').fill(booked.surname)
    await page.getByRole('button', { name: 'Find the reservation' }).click()
    await page.getByRole('link', { name: /^Receipt 2/ }).waitFor({ timeout: 30_000 })
    await looks(page, mode, 'reservation')
    await page.getByRole('button', { name: 'Cancel the reservation' }).click()
    await page.getByRole('button', { name: /^Cancel and refund/ }).waitFor()
    await looks(page, mode, 'cancel', true)
    await page.getByRole('button', { name: 'Keep my room' }).click()
    await page.getByRole('link', { name: 'Change the stay' }).click()
    await page.getByText('Your stay now').waitFor()
    await looks(page, mode, 'change')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('an account is erased by its owner, who is told first what goes and what stays', LONG, async () => {
    const { page, context, complaints } = await visitor(browser, mode)
    const email = `leaving.${mode.name}.${Date.now()}@example.com`
    await page.goto('/register?next=/account')
    await page.getByLabel('First name').fill('Robin')
    await page.getByLabel('Surname').fill('Leaving')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill('four slow barges in the fog')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByRole('button', { name: 'Erase my account…' }).click()
    await page.getByText('What stays, and why').waitFor()
    await looks(page, mode, 'erase', true)
    await page.getByRole('textbox', { name: 'Your password' }).fill('not this one')
    await page.getByRole('button', { name: 'Erase my account', exact: true }).click()
    await page.getByText('This is not your password. Nothing was erased.').waitFor()
    await page.getByRole('textbox', { name: 'Your password' }).fill('four slow barges in the fog')
    await page.getByRole('button', { name: 'Erase my account', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill('four slow barges in the fog')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Address and password do not belong together.').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test(
    'what partners answer later is offered, and taken at once where there is nothing else to see',
    LONG,
    async () => {
      const { page, context, complaints } = await visitor(browser, mode)
      let late = (found: LateSearch) => found
      await page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('partnersWithinMs')) return route.continue()
        const response = await route.fetch()
        const json = (await response.json()) as { data: { searchHotels: LateSearch } }
        const [partner] = json.data.searchHotels.partners
        if (partner) partner.status = 'PENDING'
        return route.fulfill({ response, json: { data: { searchHotels: late(json.data.searchHotels) } } })
      })
      late = (found) => ({ ...found, totalCount: found.totalCount - 3 })
      const results = `/search?city=c2267057&checkIn=${inDays(44)}&checkOut=${inDays(46)}&rooms=2`
      await page.goto(results)
      const add = page.getByRole('button', { name: 'Add 3 more hotels' })
      await add.waitFor()
      await looks(page, mode, 'partners-later')
      const before = await page.getByRole('article').count()
      await add.click()
      await add.waitFor({ state: 'detached' })
      expect(await page.getByRole('article').count()).toBeGreaterThanOrEqual(before)

      late = (found) => ({ ...found, totalCount: 0, edges: [] })
      await page.goto(`${results}&stars=4`)
      await page.getByRole('article').first().waitFor()
      expect(await page.getByText('has not answered yet').count()).toBe(0)
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  test('while a page waits for its answer it has its shape and a heading, without a fault', LONG, async () => {
    const { page, context, complaints } = await visitor(browser, mode)
    const { hotel, stay, offer } = await anOffer()
    const booked = await aBooking({ days: 155 })
    await page.goto('/find')
    await page.evaluate(
      ([reference, surname]) => sessionStorage.setItem('staygraph:guests', JSON.stringify({ [reference]: surname })),
      [booked.reference, booked.surname] as const,
    )
    await page.route('**/graphql', () => {}) // it never answers
    const nights = `checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2`
    for (const [name, address] of [
      ['results', `/search?city=c2267057&${nights}`],
      ['hotel', `/hotel/${hotel.id}?${nights}`],
      ['trip', `/trips/${booked.reference}`],
      ['checkout', `/book?offer=${offer.id}`],
    ] as const) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      if (name !== 'checkout') await page.locator('.skeleton').first().waitFor()
      await shoot(page, `waits-${name}-${mode.name}`, false)
      expect.soft(await audit(page), name).toEqual([])
      expect.soft(await overflow(page), name).toBe(0)
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a part that is away is told, with what still works and a way to try again', LONG, async () => {
    const { page, context } = await visitor(browser, mode)
    const booked = await aBooking({ days: 150 })
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 503, json: { errors: [{ message: 'away', extensions: { code: 'RETRY_LATER' } }] } }),
    )
    await page.goto(`/find?reference=${booked.reference}`)
    await page.getByLabel('Surname of the guest').fill(booked.surname)
    await page.getByRole('button', { name: 'Find the reservation' }).click()
    await page.getByText('Reservations do not answer at the moment.').waitFor()
    await looks(page, mode, 'find-away')
    await page.evaluate(
      ([reference, surname]) => sessionStorage.setItem('staygraph:guests', JSON.stringify({ [reference]: surname })),
      [booked.reference, booked.surname] as const,
    )
    await page.goto(`/trips/${booked.reference}`)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await looks(page, mode, 'reservation-away')
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('alex@example.com')
    await page.getByRole('textbox', { name: 'Password' }).fill('whatever it is')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Signing in does not answer at the moment.').waitFor()
    const { offer } = await anOffer()
    await page.goto(`/book?offer=${offer.id}`)
    await page.getByLabel('First name').fill('Alex')
    await page.getByLabel('Surname').fill('Sample')
    await page.getByLabel('Email').fill('alex@example.com')
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByText('The payment page does not open at the moment.').waitFor()
    await looks(page, mode, 'checkout-away')
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.waitForURL(/\/card\//)
    expect(await page.getByLabel('Card number').count()).toBe(1)
    await context.close()
  })
})
