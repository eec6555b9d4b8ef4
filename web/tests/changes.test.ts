import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CARDS, typeCard } from './bank.ts'
import { audit, inDays, launch, settled, shoot, SITE_URL, visitor } from './browser.ts'
import { aBooking, ask } from './graph.ts'

const LONG = { timeout: 90_000 }

async function openReservation(page: Page, { reference, surname }: { reference: string; surname: string }) {
  await page.goto(`/find?reference=${reference}`)
  await page.getByLabel('Surname of the guest').fill(surname)
  await page.getByRole('button', { name: 'Find the reservation' }).click()
  await page.getByText('Confirmed and paid').waitFor()
}

describe('after the booking', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test(
    'a deadline that passes while the refund is on the screen cancels nothing until the new sum is agreed to',
    LONG,
    async () => {
      const { page, context } = await visitor(browser)
      const booked = await aBooking({ days: 100 })
      let isFirst = true
      await page.route('**/graphql', async (route) => {
        const body = route.request().postData() ?? ''
        if (!isFirst || !body.includes('CancellationPreview')) return route.continue()
        isFirst = false
        // As if the guest had been shown the sum of the tier before: one cent more than the terms give now.
        const answer = await route.fetch()
        const shown = (await answer.json()) as { data: { cancellationPreview: { refund: { amount: number } } } }
        shown.data.cancellationPreview.refund.amount += 1
        await route.fulfill({ response: answer, json: shown })
      })
      await openReservation(page, booked)
      await page.getByRole('button', { name: 'Cancel the reservation' }).click()
      const cancel = page.getByRole('button', { name: /^Cancel and refund/ })
      const shown = await cancel.innerText()
      await cancel.click()
      await page.getByText('A deadline has passed while this was open.').waitFor()
      expect(await cancel.innerText()).not.toBe(shown)
      expect(await audit(page, { overlay: true })).toEqual([])
      await cancel.click()
      await page.getByText('Cancelled', { exact: true }).first().waitFor({ timeout: 30_000 })
      await page.getByText(/^Credit note/).waitFor({ timeout: 30_000 })
      await context.close()
    },
  )

  test('longer dates: the old price, the new one, and only the difference is paid', LONG, async () => {
    const { page, context } = await visitor(browser)
    const booked = await aBooking({ days: 110, nights: 2 })
    await openReservation(page, booked)
    await page.getByRole('link', { name: 'Change the stay' }).click()
    await page.getByRole('heading', { level: 1, name: 'Change the stay' }).waitFor()
    await page.goto(`/trips/${booked.reference}/change?checkIn=${inDays(120)}&checkOut=${inDays(124)}`)
    const pay = page.getByRole('button', { name: /^Pay .* at my bank$/ })
    await pay.waitFor()
    await settled(page)
    expect(await audit(page)).toEqual([])
    await shoot(page, 'change-stay')
    await pay.click()
    await typeCard(page, CARDS.good)
    await page.waitForURL(new RegExp(`/trips/${booked.reference}$`), { timeout: 30_000 })
    await page.getByText('4 nights', { exact: true }).waitFor({ timeout: 30_000 })
    await page.getByText('Confirmed and paid').waitFor({ timeout: 30_000 })
    const read = await ask<{ reservation: { stay: { checkIn: string }; payNow: { amount: number } } }>(
      `query ($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { stay { checkIn } payNow { amount } } }`,
      booked,
    )
    expect(read.reservation.stay.checkIn).toBe(inDays(120))
    expect(read.reservation.payNow.amount).toBeGreaterThan(booked.offer.payNow.amount)
    await context.close()
  })

  test('shorter dates give the difference back, without a card', LONG, async () => {
    const { page, context } = await visitor(browser)
    const booked = await aBooking({ days: 130, nights: 4 })
    await openReservation(page, booked)
    await page.goto(`/trips/${booked.reference}/change?checkIn=${booked.stay.checkIn}&checkOut=${inDays(131)}`)
    await page.getByRole('button', { name: /^Change the stay and refund/ }).click()
    await page.waitForURL(new RegExp(`/trips/${booked.reference}$`), { timeout: 30_000 })
    await page.getByText('1 night', { exact: true }).waitFor({ timeout: 30_000 })
    await page
      .getByText(/^(Credit note|Refund of)/)
      .first()
      .waitFor({ timeout: 30_000 })
    expect(await page.getByText('Confirmed and paid').count()).toBe(1)
    await context.close()
  })

  test(
    'API keys: the way in leads back, a key is shown once, works, and is gone from the list when taken back',
    LONG,
    async () => {
      const { page, context } = await visitor(browser)
      await page.goto('/account/keys')
      await page.getByRole('link', { name: 'Sign in' }).last().click()
      await page.getByRole('link', { name: 'Create an account' }).click()
      await page.getByLabel('First name').fill('Robin')
      await page.getByLabel('Surname').fill('Traveller')
      await page.getByLabel('Email').fill(`keys.${Date.now()}@example.com`)
      await page.getByRole('textbox', { name: 'Password' }).fill('nine grey herons on a pier')
      await page.getByRole('button', { name: 'Create an account' }).click()
      await page.waitForURL(/\/account\/keys$/)
      await page.getByText('None yet.').waitFor()
      await page.getByLabel('Name').fill('My travel site')
      await page.getByRole('button', { name: 'Create the key' }).click()
      const key = await page.getByLabel('API key').inputValue()
      expect(key).toMatch(/^sg_test_/)
      expect(await audit(page)).toEqual([])
      const cities = await fetch(`${SITE_URL}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ query: '{ cities(search: "lisbon") { id } }' }),
      })
      expect(cities.status).toBe(200)
      await page.getByRole('button', { name: 'I have copied it' }).click()
      await page.reload()
      await page.getByText('My travel site').waitFor()
      expect(await page.getByText(key).count()).toBe(0)
      await page.getByRole('button', { name: /^Revoke/ }).click()
      await page.getByRole('button', { name: 'Take it back' }).click()
      await page.getByText('None yet.').waitFor()
      await context.close()
    },
  )
})
