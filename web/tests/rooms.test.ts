import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CARDS, typeCard } from './bank.ts'
import { audit, launch, MODES, overflow, settled, shoot, visitor } from './browser.ts'
import { confirmation, fillGuest, payButton } from './checkout.ts'
import { ask, twoKinds, twoRooms } from './graph.ts'

const LONG = { timeout: 120_000 }

type Rooms = {
  reservation: {
    payNow: { amount: number }
    rooms: { name: string; adults: number; childAges: number[]; cancelled: { refund: { amount: number } } | null }[]
  }
}
const roomsOf = async (reference: string) =>
  (
    await ask<Rooms>(
      `query ($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) {
        payNow { amount } rooms { name adults childAges cancelled { refund { amount } } } } }`,
      { reference, surname: 'Sample' },
    )
  ).reservation

async function openReservation(page: Page, reference: string) {
  await page.goto(`/find?reference=${reference}`)
  await page.getByLabel('Surname of the guest').fill('Sample')
  await page.getByRole('button', { name: 'Find the reservation' }).click()
  await page.getByText('Confirmed and paid').waitFor()
}

describe('several rooms in one booking', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test(
    'rooms of two kinds are put together at the hotel, priced as they are chosen, and booked as one',
    LONG,
    async () => {
      const { hotel, stay, one, other } = await twoKinds({ days: 141 })
      const address = `/hotel/${hotel.id}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2_2`
      const { page, context, complaints } = await visitor(browser)
      await page.goto(address)
      const combine = page.getByRole('region', { name: 'Combine rooms' })
      await combine.getByRole('button', { name: `One more: ${one.name} ${one.name}`, exact: true }).click()
      // One room alone is too small for four: said before anything is asked.
      await combine.getByText(/Add a room, or take a larger one|Together, taxes included/).waitFor()
      await combine.getByRole('button', { name: `One more: ${other.name} ${other.name}`, exact: true }).click()
      await combine.getByText('Together, taxes included').waitFor()
      await settled(page)
      const total = await page.getByRole('button', { name: /^Book for/ }).innerText()
      expect(await page.getByRole('complementary', { name: 'Your price' }).innerText()).toContain(`1 × ${one.name}`)
      expect(await audit(page)).toEqual([])
      await shoot(page, 'combine')
      const chosen = page.url()
      for (const mode of MODES.slice(1)) {
        const guest = await visitor(browser, mode)
        await guest.page.goto(chosen)
        await guest.page.getByText('Together, taxes included').waitFor()
        await settled(guest.page)
        expect(await audit(guest.page)).toEqual([])
        expect(await overflow(guest.page)).toBe(0)
        await shoot(guest.page, `combine-${mode.name}`)
        await guest.context.close()
      }

      await page.getByRole('button', { name: /^Book for/ }).click()
      await fillGuest(page)
      expect(await payButton(page).innerText()).toContain(total.replace('Book for ', ''))
      await shoot(page, 'combine-checkout')
      await payButton(page).click()
      await typeCard(page, CARDS.good)
      await confirmation(page)
      await page
        .getByText(new RegExp(`1 × ${one.name} \\+ 1 × ${other.name}|1 × ${other.name} \\+ 1 × ${one.name}`))
        .waitFor()
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  test('more rooms than are left are refused in the hotel’s words, and nothing can be booked', LONG, async () => {
    const { hotel, stay, one } = await twoKinds({ days: 150 })
    const { page, context } = await visitor(browser)
    await page.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('CombinedOffer')) return route.continue()
      const answer = await route.fetch()
      const told = (await answer.json()) as { data: { hotel: { offer: unknown } } }
      const message = `Of ${one.name}, 1 are left for these nights. Take fewer, or another kind.`
      told.data.hotel.offer = { __typename: 'NotOffered', reason: 'SOLD_OUT', message }
      await route.fulfill({ response: answer, json: told })
    })
    await page.goto(
      `/hotel/${hotel.id}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2_2&combine=${one.id}.2`,
    )
    await page.getByText(`Of ${one.name}, 1 are left`).waitFor()
    await settled(page)
    expect(await page.getByRole('button', { name: /^Book for/ }).count()).toBe(0)
    expect(await audit(page)).toEqual([])
    await shoot(page, 'combine-refused')
    await context.close()
  })

  test('one room is cancelled by itself: what comes back is said first, and is what comes back', LONG, async () => {
    const { reference, one } = await twoRooms({ days: 160 })
    const before = await roomsOf(reference)
    const { page, context, complaints } = await visitor(browser)
    await openReservation(page, reference)
    const list = page.getByRole('region', { name: 'Rooms' })
    await settled(page)
    expect(await audit(page)).toEqual([])
    await shoot(page, 'rooms')
    await list.getByRole('button', { name: 'Cancel this room (room 1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Cancel this room' })
    const cancel = dialog.getByRole('button', { name: /^Cancel and refund/ })
    const shown = (await cancel.innerText()).replace('Cancel and refund ', '')
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'rooms-cancel', false)
    await cancel.click()
    await list.getByText(`${shown} went back to your card.`).waitFor({ timeout: 30_000 })
    await page.getByText('Confirmed and paid').waitFor({ timeout: 30_000 })
    expect(await list.getByRole('button', { name: /^Cancel this room/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Cancel the reservation' }).count()).toBe(1)
    const after = await roomsOf(reference)
    expect(after.rooms.map(({ cancelled }) => cancelled !== null)).toEqual([true, false])
    expect(after.rooms[0]?.name).toBe(one.name)
    expect(before.payNow.amount - after.payNow.amount).toBe(after.rooms[0]?.cancelled?.refund.amount)
    await page.getByText(/^Credit note/).waitFor({ timeout: 30_000 })
    for (const mode of MODES) {
      const guest = await visitor(browser, mode)
      await openReservation(guest.page, reference)
      await settled(guest.page)
      expect(await audit(guest.page)).toEqual([])
      expect(await overflow(guest.page)).toBe(0)
      await shoot(guest.page, `rooms-one-left-${mode.name}`)
      await guest.context.close()
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  test(
    'rooms and guests of a booked stay are changed: the difference is said, then given back or paid',
    LONG,
    async () => {
      const { reference, one } = await twoRooms({ days: 170 })
      const before = await roomsOf(reference)
      const { page, context, complaints } = await visitor(browser)
      await openReservation(page, reference)
      await page.getByRole('link', { name: 'Change the stay' }).click()
      // Nothing differs yet: nothing to agree to.
      await page.getByRole('heading', { name: 'Other rooms for the same stay' }).waitFor()
      await settled(page)
      expect(await page.getByRole('button', { name: /^(Pay|Change the stay)/ }).count()).toBe(0)
      // Two of the four guests come.
      await page.getByRole('button', { name: /2 rooms\s*4 adults/ }).click()
      await page.getByRole('button', { name: 'Remove room 2' }).click()
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('heading', { name: 'Rooms for the new stay' }).waitFor()
      const confirm = page.getByRole('button', { name: /^Change the stay and refund/ })
      await confirm.waitFor()
      await settled(page)
      expect(await audit(page)).toEqual([])
      await shoot(page, 'change-rooms')
      const address = page.url()
      for (const mode of MODES.slice(1)) {
        const guest = await visitor(browser, mode)
        await openReservation(guest.page, reference)
        await guest.page.goto(address)
        await guest.page.getByRole('button', { name: /^Change the stay and refund/ }).waitFor()
        await settled(guest.page)
        expect(await audit(guest.page)).toEqual([])
        expect(await overflow(guest.page)).toBe(0)
        await shoot(guest.page, `change-rooms-${mode.name}`)
        await guest.context.close()
      }
      await confirm.click()
      await page.waitForURL(new RegExp(`/trips/${reference}$`), { timeout: 30_000 })
      await page.getByText('Confirmed and paid').waitFor({ timeout: 30_000 })
      const after = await roomsOf(reference)
      expect(after.rooms.map(({ adults, childAges }) => ({ adults, childAges }))).toEqual([
        { adults: 2, childAges: [] },
      ])
      expect(after.payNow.amount).toBeLessThan(before.payNow.amount)

      // And one more guest again, in a second room of the kind that was left: it costs more, and is paid at the bank.
      await page.goto(`/trips/${reference}/change?rooms=2_1&combine=${one.id}.2`)
      const pay = page.getByRole('button', { name: /^Pay .* at my bank$/ })
      await pay.click()
      await typeCard(page, CARDS.good)
      await page.waitForURL(new RegExp(`/trips/${reference}$`), { timeout: 30_000 })
      await page.getByText('Confirmed and paid').waitFor({ timeout: 30_000 })
      await expect
        .poll(async () => (await roomsOf(reference)).rooms.map(({ adults }) => adults), { timeout: 20_000 })
        .toEqual([2, 1])
      expect(complaints).toEqual([])
      await context.close()
    },
  )
})
