import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Checkout } from '../src/book/checkout-store.ts'
import { launch, looks, MODES, visitor } from './browser.ts'
import { anOffer, type TestOffer } from './graph.ts'

// What a checkout looks like when it was refused and while the bank is asked, light and wide, dark and narrow.

const LONG = { timeout: 120_000 }
const entries = { givenName: 'Alex', familyName: 'Sample', email: 'alex@example.com', phone: '', requests: '' }
const REFUSALS = [
  'RoomTaken',
  'OfferExpired',
  'OfferInvalid',
  'PriceChanged',
  'PaymentDeclined',
  'InvalidStay',
  'InvalidGuest',
  'IdempotencyConflict',
  'CameToNothing',
  'NoCard',
] as const

const idOf = ({ id }: TestOffer): string =>
  (JSON.parse(Buffer.from(id.split('.')[1] ?? '', 'base64url').toString()) as { jti: string }).jti

/** Puts a checkout into the tab as if it had come so far. */
const keep = (page: Page, offer: TestOffer, changes: Partial<Checkout>) =>
  page.evaluate(([key, text]) => sessionStorage.setItem(key, text), [
    `staygraph:checkout:${idOf(offer)}`,
    JSON.stringify({
      offer: offer.id,
      entries,
      attempt: null,
      refusal: null,
      booked: null,
      ...changes,
    } satisfies Checkout),
  ] as const)

const sent = {
  key: crypto.randomUUID(),
  entries,
  paymentMethodId: 'pm_card_visa',
  sent: true,
  sentToBank: true,
  reference: 'LX7-4KQ9',
}

describe.each(MODES.filter(({ name }) => name === 'wide-light' || name === 'narrow-dark'))('$name', (mode) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('each refusal has its words and its remedy, without a fault', LONG, async () => {
    const { page, context, complaints } = await visitor(browser, mode)
    const { offer } = await anOffer()
    await page.goto('/find')
    for (const kind of REFUSALS) {
      const detail = kind === 'InvalidGuest' ? 'guest.email' : kind === 'CameToNothing' ? 'LX7-4KQ9' : null
      await keep(page, offer, { refusal: { kind, message: 'The fact, then the remedy.', detail, now: null } })
      await page.goto(`/book?offer=${offer.id}`)
      await page.getByRole('alert').first().waitFor()
      await looks(page, mode, `refused-${kind}`)
    }
    await keep(page, offer, { booked: { reference: 'LX7-4KQ9', surname: 'Sample' } })
    await page.goto(`/book?offer=${offer.id}`)
    await page.getByText('You have booked this offer').waitFor()
    await looks(page, mode, 'booked-already')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('each way of waiting for the bank says what is known, without a fault', LONG, async () => {
    const { page, context } = await visitor(browser, mode)
    const { offer } = await anOffer()
    const answers: Record<string, unknown> = {
      'Paying does not work at the moment': { __typename: 'TryAgainLater', message: '' },
      'Your bank waits for your approval': {
        __typename: 'PaymentActionRequired',
        message: '',
        redirectUrl: '/',
        holdExpiresAt: '2030-01-01T00:00:00Z',
        reservation: { __typename: 'Reservation', id: '1', reference: 'LX7-4KQ9', status: 'REQUIRES_ACTION' },
      },
    }
    await page.goto('/find')
    for (const [title, bookRoom] of Object.entries(answers)) {
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes('BookRoom')
          ? route.fulfill({ json: { data: { bookRoom } } })
          : route.continue(),
      )
      await keep(page, offer, { attempt: sent })
      await page.goto(`/book/return?checkout=${idOf(offer)}&payment_intent=pi_1&payment_intent_client_secret=secret`)
      await page.getByRole('heading', { name: title }).waitFor({ timeout: 20_000 })
      await looks(page, mode, title.replaceAll(' ', '-').toLowerCase())
      expect(page.url()).not.toContain('secret')
      await page.unroute('**/graphql')
    }
    await context.close()
  })
})
