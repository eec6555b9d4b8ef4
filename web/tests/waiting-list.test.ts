import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CARDS, typeCard } from './bank.ts'
import { audit, launch, MODES, overflow, settled, shoot, visitor } from './browser.ts'
import { confirmation, fillGuest, openCheckout, payButton } from './checkout.ts'
import { anOffer, ask, type TestOffer } from './graph.ts'

const LONG = { timeout: 120_000 }
const BOOK = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Reservation { reference } } }`
const CANCEL = `mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { __typename } }`
type Told = { bookRoom: { __typename: string; reference: string } }

/** Books until the room is gone. Answers the references of the bookings. */
async function sellOut({ id: offerId }: TestOffer): Promise<string[]> {
  const guest = { givenName: 'Jo', familyName: 'Other', email: 'jo@example.com' }
  for (const references: string[] = []; ;) {
    const input = { offerId, guest, paymentMethodId: 'pm_card_visa', idempotencyKey: crypto.randomUUID() }
    const { bookRoom } = await ask<Told>(BOOK, { input })
    if (bookRoom.__typename !== 'Reservation') return references
    references.push(bookRoom.reference)
  }
}

const free = (reference: string) =>
  ask(CANCEL, { input: { reservation: { reference, surname: 'Other' }, idempotencyKey: crypto.randomUUID() } })

describe('a room that is sold out', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('is waited for, held when it is free, and booked from the link at the price that was shown', LONG, async () => {
    const { page, context, complaints } = await visitor(browser)
    const { hotel, offer, stay } = await anOffer({ days: 81, nights: 2 })
    const [sold = ''] = await sellOut(offer)
    await page.goto(`/hotel/${hotel.id}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2`)
    const gone = page.getByRole('region', { name: 'Sold out for your dates' })
    await gone.waitFor()
    await settled(page)
    await gone.scrollIntoViewIfNeeded()
    expect(await audit(page)).toEqual([])
    await shoot(page, 'waiting-hotel')
    await gone.getByRole('button', { name: `Tell me when it is free: ${offer.roomName}` }).click()
    const dialog = page.getByRole('dialog', { name: 'Tell me when a room is free' })
    await dialog.getByRole('button', { name: 'Put me on the waiting list' }).click()
    await dialog.getByText('Enter the surname of the guest.').waitFor()
    await fillGuest(page)
    await dialog.getByLabel('Email').fill(`${crypto.randomUUID()}@example.com`)
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'waiting-join', false)
    await dialog.getByRole('button', { name: 'Put me on the waiting list' }).click()

    await page.waitForURL(/\/waiting\//)
    await page.getByText('You are the next in line.').waitFor()
    await settled(page)
    expect(await audit(page)).toEqual([])
    const link = page.url()
    await shoot(page, 'waiting-in-line')

    await free(sold)
    const open = page.getByRole('heading', { level: 1, name: 'Your room is free' })
    await open.waitFor({ timeout: 50_000 }) // the page looks by itself, three times a minute
    await page.getByText(/^Held for you until/).waitFor()
    for (const mode of MODES) {
      const guest = await visitor(browser, mode)
      await guest.page.goto(link)
      await guest.page.getByText(/ left\. Not booked by then/).waitFor()
      await settled(guest.page)
      expect(await audit(guest.page)).toEqual([])
      expect(await overflow(guest.page)).toBe(0)
      await shoot(guest.page, `waiting-held-${mode.name}`)
      await guest.context.close()
    }

    await page.getByRole('button', { name: /^Book for/ }).click()
    await page
      .getByText(/^Room held for you until/)
      .first()
      .waitFor()
    expect(await page.getByLabel('Surname').inputValue()).toBe('Sample')
    expect(await audit(page)).toEqual([])
    await shoot(page, 'waiting-checkout')
    await payButton(page).click()
    await typeCard(page, CARDS.good)
    await confirmation(page)
    await expect
      .poll(
        async () => {
          await page.goto(link)
          return page.getByRole('heading', { level: 1 }).innerText()
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe('You booked this room')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('taken a moment before paying, it is waited for from there; the list is left by one press', LONG, async () => {
    const { page, context } = await visitor(browser)
    const { offer } = await anOffer({ days: 88, nights: 1 })
    await sellOut(offer)
    await openCheckout(page, offer)
    await fillGuest(page)
    await page.getByLabel('Email').fill(`${crypto.randomUUID()}@example.com`)
    await payButton(page).click()
    await typeCard(page, CARDS.good)
    const refusal = page.getByRole('alert').filter({ hasText: 'That room has just been booked' })
    await refusal.getByRole('button', { name: 'Tell me when a room is free' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Surname').inputValue()).toBe('Sample')
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'waiting-room-taken', false)
    await dialog.getByRole('button', { name: 'Put me on the waiting list' }).click()
    await page.waitForURL(/\/waiting\//)
    await page.getByRole('button', { name: 'Leave the list' }).click()
    await page.getByRole('heading', { level: 1, name: 'You are off the list' }).waitFor()
    await settled(page)
    expect(await audit(page)).toEqual([])
    await shoot(page, 'waiting-left')
    await context.close()
  })

  test('a link that is none of ours says so', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/waiting/none-of-ours')
    await page.getByRole('heading', { level: 1, name: 'This is no place on a waiting list' }).waitFor()
    expect(await audit(page)).toEqual([])
    await context.close()
  })
})
