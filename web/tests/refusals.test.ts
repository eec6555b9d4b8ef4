import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { answerBank, CARDS, typeCard } from './bank.ts'
import { audit, launch, settled, shoot, visitor } from './browser.ts'
import { confirmation, fillGuest, openCheckout, payButton } from './checkout.ts'
import { anOffer, ask } from './graph.ts'

const LONG = { timeout: 60_000 }

describe('when it cannot be done, or not yet', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('a declined card costs nothing, keeps the entries, and another card books under a fresh key', LONG, async () => {
    const { page, context } = await visitor(browser)
    const keys = new Set<string>()
    page.on('request', (request) => {
      const key = /"idempotencyKey":"([^"]+)"/.exec(request.postData() ?? '')?.[1]
      if (key) keys.add(key)
    })
    await openCheckout(page, (await anOffer()).offer)
    await fillGuest(page)
    await payButton(page).click()
    await typeCard(page, CARDS.noMoney)
    const refusal = page.getByRole('alert').filter({ hasText: 'Your bank declined the payment' })
    await refusal.waitFor()
    expect(await refusal.innerText()).toMatch(/not enough money on the card[\s\S]*You have not been charged/)
    expect(await page.getByLabel('Surname').inputValue()).toBe('Sample')
    await settled(page)
    expect(await audit(page)).toEqual([])
    await shoot(page, 'declined')
    expect(keys.size).toBe(1)
    await refusal.getByRole('button', { name: 'Try another card' }).click()
    await typeCard(page, CARDS.good)
    await confirmation(page)
    expect(keys.size).toBe(2)
    await context.close()
  })

  test('an approval refused at the bank is a decline: nothing is charged', LONG, async () => {
    const { page, context } = await visitor(browser)
    await openCheckout(page, (await anOffer()).offer)
    await fillGuest(page)
    await payButton(page).click()
    await typeCard(page, CARDS.asks)
    await answerBank(page, 'Decline')
    const refusal = page.getByRole('alert').filter({ hasText: 'Your bank declined the payment' })
    await refusal.waitFor()
    expect(await refusal.innerText()).toContain('You have not been charged')
    await context.close()
  })

  test(
    'leaving the bank’s page by Back, and coming back without a card, charge nothing and keep the entries',
    LONG,
    async () => {
      const { page, context } = await visitor(browser)
      const { offer } = await anOffer()
      await openCheckout(page, offer)
      await fillGuest(page)
      await payButton(page).click()
      await page.waitForURL(/\/card\//)
      await page.goBack()
      await payButton(page).waitFor()
      expect(await page.getByLabel('First name').inputValue()).toBe('Alex')
      await page.getByLabel('Surname').press('Enter')
      await page.getByRole('link', { name: 'Go back without a card' }).click()
      await page.getByRole('alert').filter({ hasText: 'You came back without a card' }).waitFor()
      expect(await page.getByLabel('First name').inputValue()).toBe('Alex')
      expect(await payButton(page).isEnabled()).toBe(true)
      await context.close()
    },
  )

  test('reload, Back, a second click and a lost answer book once', LONG, async () => {
    const { page, context } = await visitor(browser)
    const sent: string[] = []
    let isLost = true
    await page.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? ''
      if (!body.includes('BookRoom')) return route.continue()
      sent.push(/"idempotencyKey":"([^"]+)"/.exec(body)?.[1] ?? '')
      if (!isLost) return route.continue()
      // The booking arrives; its answer does not.
      await route.fetch()
      return route.abort()
    })
    const { offer } = await anOffer()
    await openCheckout(page, offer)
    await fillGuest(page)
    await payButton(page).dblclick()
    await typeCard(page, CARDS.good)
    await page.getByRole('heading', { name: 'Checking with your bank' }).waitFor()
    await expect.poll(() => sent.length).toBeGreaterThan(0)
    await page.reload()
    await expect.poll(() => sent.length, { timeout: 10_000 }).toBeGreaterThan(1)
    await page.goto(`/book?offer=${offer.id}`)
    await page.waitForURL(/\/book\/return/)
    isLost = false
    await confirmation(page)
    expect(new Set(sent).size).toBe(1)
    await page.goto(`/book?offer=${offer.id}`)
    await page.getByText('You have booked this offer').waitFor()
    expect(await payButton(page).count()).toBe(0)
    await context.close()
  })

  test(
    'while the bank takes long the page says not to pay again, and goes on by itself when it answers',
    LONG,
    async () => {
      const { page, context } = await visitor(browser)
      let isSilent = true
      await page.route('**/graphql', (route) =>
        isSilent && route.request().postData()?.includes('BookRoom') ? route.abort() : route.continue(),
      )
      await openCheckout(page, (await anOffer()).offer)
      await fillGuest(page)
      await payButton(page).click()
      await typeCard(page, CARDS.good)
      await page.getByRole('heading', { name: 'We are waiting for your bank' }).waitFor({ timeout: 12_000 })
      await page.getByText('Do not pay again.').waitFor()
      expect(await audit(page)).toEqual([])
      await shoot(page, 'waiting-long')
      isSilent = false
      await confirmation(page)
      await context.close()
    },
  )

  test(
    'the last room goes to someone else: nothing is charged, and the other rooms are one press away',
    LONG,
    async () => {
      const { page, context } = await visitor(browser)
      const { offer } = await anOffer({ days: 75, nights: 1 })
      const book = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename } }`
      const person = { givenName: 'Jo', familyName: 'Other', email: 'jo@example.com' }
      for (let taken = ''; taken !== 'RoomTaken';) {
        const input = {
          offerId: offer.id,
          guest: person,
          paymentMethodId: 'pm_card_visa',
          idempotencyKey: crypto.randomUUID(),
        }
        const { bookRoom } = await ask<{ bookRoom: { __typename: string } }>(book, { input })
        taken = bookRoom.__typename
      }
      await openCheckout(page, offer)
      await fillGuest(page)
      await payButton(page).click()
      await typeCard(page, CARDS.good)
      const refusal = page.getByRole('alert').filter({ hasText: 'That room has just been booked' })
      await refusal.waitFor()
      await settled(page)
      expect(await audit(page)).toEqual([])
      await shoot(page, 'room-taken')
      await refusal.getByRole('link').click()
      await page.waitForURL(/\/hotel\//)
      await context.close()
    },
  )

  test('a price whose time is over shows the new one beside it, and books only when that is taken', LONG, async () => {
    const { page, context } = await visitor(browser)
    const { offer } = await anOffer()
    await page.clock.install()
    await openCheckout(page, offer)
    await page.getByLabel('Surname').fill('Sample')
    await page.clock.fastForward('30:00')
    const refusal = page.getByRole('alert').filter({ hasText: 'This price was held until' })
    await refusal.waitFor()
    await page.clock.resume()
    expect(await payButton(page).count()).toBe(0)
    await refusal.getByRole('button').first().waitFor()
    expect(await audit(page)).toEqual([])
    await context.close()
  })

  test('a broken link is told as one', LONG, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/book?offer=e30.e30.e30')
    await page.getByText('This is not an offer of ours').waitFor()
    expect(await audit(page)).toEqual([])
    await page.goto('/book/return?checkout=nobodys')
    await page.getByRole('link', { name: 'Find a reservation' }).first().waitFor()
    expect(await audit(page)).toEqual([])
    await context.close()
  })
})
