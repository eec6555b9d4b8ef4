import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { answerBank, CARDS, typeCard } from './bank.ts'
import { audit, launch, linesOf, type Mode, MODES, overflow, shoot, visitor } from './browser.ts'
import { anOffer } from './graph.ts'

const GUEST = { givenName: 'Alex', familyName: 'Sample', email: 'alex.sample@example.com' }

/** A room of our own, on nights that no other journey here books. Which city has one depends on the size of the catalogue. */
async function chooseRoom(page: Page, day: number, refundable = false) {
  const { hotel, stay } = await anOffer({ days: day, nights: 2 })
  await page.goto(`/hotel/${hotel.id}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2`)
  await page.getByRole('heading', { name: 'Choose a room' }).waitFor()
  if (refundable)
    await page
      .getByRole('radio', { name: /Free cancellation/ })
      .first()
      .check({ force: true })
  const slip = page.getByRole('complementary', { name: 'Your price' })
  const seal = (await slip.getByRole('img', { name: /^Seal/ }).getAttribute('aria-label')) ?? ''
  const total = await slip.locator('.slip-total b').innerText()
  await slip.getByRole('button', { name: /^Book for/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Check and pay' }).waitFor()
  return { seal, total }
}

async function fillGuest(page: Page, guest = GUEST) {
  await page.getByLabel('First name').fill(guest.givenName)
  await page.getByLabel('Surname').fill(guest.familyName)
  await page.getByLabel('Email').fill(guest.email)
}

/** The four characters of the seal on this page. */
const sealOn = async (page: Page) =>
  (await page
    .getByRole('img', { name: /^Seal / })
    .first()
    .getAttribute('aria-label')) ?? ''

const pay = (page: Page) => page.getByRole('button', { name: /^Pay .* at my bank$/ }).click()

/** Everything up to the confirmation, and the reference that it shows. */
async function book(
  page: Page,
  day: number,
  { refundable = false } = {},
): Promise<{ reference: string; seal: string; total: string }> {
  const chosen = await chooseRoom(page, day, refundable)
  await fillGuest(page)
  await pay(page)
  await typeCard(page, CARDS.good)
  await page.waitForURL(/\/trips\/[^/]+\/confirmed/)
  await page.getByText('Confirmed and paid').waitFor()
  return { ...chosen, reference: /trips\/([^/]+)\//.exec(page.url())?.[1] ?? '' }
}

/** The longest date there is breaks on no screen. */
async function datesStandWhole(page: Page) {
  const dates = page.getByRole('main').locator('b.text-21')
  expect(await dates.count()).toBe(2)
  await dates.evaluateAll((each) => each.forEach((date) => (date.textContent = 'Wed 30 September')))
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  for (const wide of width < 400 ? [390, 360, 320] : [width, 736]) {
    await page.setViewportSize({ width: wide, height })
    for (const date of await dates.all()) expect(await linesOf(date), `at ${wide} pixels`).toBe(1)
    expect(await overflow(page)).toBe(0)
  }
}

describe('booking', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('from home to the receipt: one price, one seal, and a PDF of it', { timeout: 120_000 }, async () => {
    const { page, context } = await visitor(browser)
    await page.goto('/')
    await page.getByRole('combobox', { name: 'Where' }).fill('lisbo')
    await page.getByRole('option', { name: /^Lisbon Lisboa, Portugal/ }).click()
    await page.getByRole('button', { name: 'Search hotels' }).click()
    await page.getByRole('article').first().getByRole('heading').getByRole('link').click()
    const book = page.getByRole('button', { name: /^Book for / })
    await book.waitFor()
    const seal = await sealOn(page)
    await book.click()
    await page.getByRole('heading', { level: 1, name: 'Check and pay' }).waitFor()
    expect(await sealOn(page)).toBe(seal)
    await fillGuest(page)
    const amount =
      /Pay (\S+) at/.exec(await page.getByRole('button', { name: /^Pay .* at my bank$/ }).innerText())?.[1] ?? ''
    await pay(page)
    await typeCard(page, CARDS.good)
    await page.waitForURL(/\/trips\/[^/]+\/confirmed/, { timeout: 40_000 })
    await page.getByText('Confirmed and paid').waitFor()
    expect(await sealOn(page)).toBe(seal)
    await page.getByText(amount, { exact: true }).first().waitFor()
    expect(await audit(page)).toEqual([])

    const receipt = await page.getByRole('link', { name: 'Receipt (PDF)' }).getAttribute('href')
    const pdf = await context.request.get(receipt ?? '')
    expect(pdf.headers()['content-type']).toContain('application/pdf')
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    const calendar = await context.request.get(
      (await page.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')) ?? '',
    )
    expect(await calendar.text()).toMatch(/^BEGIN:VCALENDAR/)
    await context.close()
  })

  test.each(MODES)(
    '$name: from a room to a confirmation with its receipt; axe finds nothing on the way',
    { timeout: 120_000 },
    async (mode: Mode) => {
      const { page, context, complaints } = await visitor(browser, mode)
      const { seal, total } = await chooseRoom(page, 50 + MODES.indexOf(mode) * 3)
      if (mode.width < 1024) await page.getByText('Details', { exact: true }).click() // folded to hotel and total
      await page.getByRole('img', { name: seal }).first().waitFor()
      expect(await audit(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await shoot(page, `checkout-${mode.name}`)
      await fillGuest(page)
      await pay(page)
      await typeCard(page, CARDS.good)
      await page.waitForURL(/\/trips\/[^/]+\/confirmed/)
      await page.getByText('Confirmed and paid').waitFor()
      const receipt = page.getByRole('link', { name: /^Receipt/ }).first()
      await receipt.waitFor({ timeout: 30_000 })
      await page.getByRole('img', { name: seal }).first().waitFor()
      expect(await page.getByText(total).count()).toBeGreaterThan(0)
      expect(await audit(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
      await shoot(page, `confirmation-${mode.name}`)
      await datesStandWhole(page)
      const file = await page.request.get((await receipt.getAttribute('href')) ?? '')
      expect(file.status()).toBe(200)
      expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
      await context.close()
    },
  )

  test(
    'a missing name is said beside its field and in a summary that has the focus; nothing was sent',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser)
      await chooseRoom(page, 65)
      await pay(page)
      const summary = page.getByRole('alert').first()
      await summary.waitFor()
      expect(
        await summary.evaluate(
          (element) => element.contains(document.activeElement) || element === document.activeElement,
        ),
      ).toBe(true)
      expect(await page.getByLabel('First name').getAttribute('aria-invalid')).toBe('true')
      expect(await audit(page)).toEqual([])
      await shoot(page, 'checkout-errors')
      expect(page.url()).toContain('/book?')
      await context.close()
    },
  )

  test('the bank asks: 3-D Secure, back, confirmed', { timeout: 120_000 }, async () => {
    const { page, context } = await visitor(browser)
    await chooseRoom(page, 70)
    await fillGuest(page)
    await pay(page)
    await typeCard(page, CARDS.asks)
    await answerBank(page, 'Approve')
    await page.waitForURL(/\/trips\/[^/]+\/confirmed/, { timeout: 40_000 })
    await page.getByText('Confirmed and paid').waitFor()
    expect(await page.getByText('Your bank approved the payment', { exact: false }).count()).toBeGreaterThan(0)
    await context.close()
  })

  test(
    'a declined card: the fact, nothing charged, and another card books the same price',
    { timeout: 120_000 },
    async () => {
      const { page, context } = await visitor(browser)
      const { seal } = await chooseRoom(page, 75)
      await fillGuest(page)
      await pay(page)
      await typeCard(page, CARDS.declined)
      const refusal = page.getByRole('alert').filter({ hasText: 'Your bank declined the payment' })
      await refusal.waitFor()
      expect(await refusal.innerText()).toContain('You have not been charged')
      expect(await audit(page)).toEqual([])
      await shoot(page, 'declined')
      await refusal.getByRole('button', { name: 'Try another card' }).click()
      await typeCard(page, CARDS.good)
      await page.waitForURL(/\/trips\/[^/]+\/confirmed/, { timeout: 40_000 })
      await page.getByRole('img', { name: seal }).first().waitFor()
      await context.close()
    },
  )

  test(
    'reloading the confirmation, and opening the way back from the bank again, books once',
    { timeout: 120_000 },
    async () => {
      const { page, context } = await visitor(browser)
      const visited: string[] = []
      page.on('framenavigated', (frame) => visited.push(frame.url()))
      const { reference } = await book(page, 80)
      await page.reload()
      await page.getByText('Confirmed and paid').waitFor()
      const fromBank = visited.find((url) => url.includes('/book/card')) ?? ''
      expect(fromBank).not.toBe('')
      await page.goto(fromBank)
      await page.waitForURL(/\/trips\/[^/]+\/confirmed/, { timeout: 40_000 })
      expect(page.url()).toContain(reference)
      await context.close()
    },
  )

  test(
    'another person finds it by reference and surname, and by nothing else; its page, its cancelling, its refund',
    { timeout: 120_000 },
    async () => {
      const first = await visitor(browser)
      const { reference } = await book(first.page, 85, { refundable: true })
      await first.context.close()

      const { page, context } = await visitor(browser)
      await page.goto('/find')
      await page.getByLabel('Reference').fill(reference)
      await page.getByLabel('Surname of the guest').fill('Someone')
      await page.getByRole('button', { name: 'Find the reservation' }).click()
      await page.getByText('No reservation matches this reference and surname.').first().waitFor()
      expect(await audit(page)).toEqual([])
      await page.getByLabel('Surname of the guest').fill('sample')
      await page.getByRole('button', { name: 'Find the reservation' }).click()
      await page.waitForURL(new RegExp(`/trips/${reference}`))
      await page.getByRole('button', { name: 'Cancel the reservation' }).waitFor()
      expect(await audit(page)).toEqual([])
      await shoot(page, 'reservation')
      await page.getByRole('button', { name: 'Cancel the reservation' }).click()
      const cancel = page.getByRole('button', { name: /^Cancel and refund/ })
      await cancel.waitFor()
      expect(await audit(page, { overlay: true })).toEqual([])
      await shoot(page, 'cancel', false)
      await page.getByRole('button', { name: 'Keep my room' }).click()
      await page.getByRole('button', { name: 'Cancel the reservation' }).click()
      await cancel.click()
      await page
        .getByText(/^Cancelled/)
        .first()
        .waitFor({ timeout: 30_000 })
      expect(await page.getByRole('button', { name: 'Cancel the reservation' }).count()).toBe(0)
      await shoot(page, 'cancelled')
      await context.close()
    },
  )

  test(
    'an account: register, book while signed in, the trip is in “My trips”, sign out, sign in again',
    { timeout: 120_000 },
    async () => {
      const { page, context } = await visitor(browser)
      const email = `traveller.${Date.now()}@example.com`
      await page.goto('/register')
      await page.getByLabel('First name').fill('Robin')
      await page.getByLabel('Surname').fill('Traveller')
      await page.getByLabel('Email').fill(email)
      await page.getByRole('textbox', { name: 'Password' }).fill('seven quiet lamps in the hall')
      await page.getByRole('button', { name: 'Create an account' }).click()
      await page.getByRole('button', { name: /^Robin/ }).waitFor()
      await chooseRoom(page, 90)
      await pay(page)
      await typeCard(page, CARDS.good)
      await page.waitForURL(/\/trips\/[^/]+\/confirmed/, { timeout: 40_000 })
      const reference = /trips\/([^/]+)\//.exec(page.url())?.[1] ?? ''
      await page.goto('/trips')
      await page.getByText(reference).first().waitFor()
      expect(await audit(page)).toEqual([])
      await shoot(page, 'my-trips')
      await page.getByRole('button', { name: /^Robin/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByRole('textbox', { name: 'Password' }).fill('not the password at all')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByText('Address and password do not belong together.').first().waitFor()
      await page.getByRole('textbox', { name: 'Password' }).fill('seven quiet lamps in the hall')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('button', { name: /^Robin/ }).waitFor()
      await page.goto('/trips')
      await page.getByText(reference).first().waitFor()
      expect(await page.getByText(reference).count()).toBeGreaterThan(0)
      await context.close()
    },
  )
})
