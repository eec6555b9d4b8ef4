import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, launch, MODES, overflow, settled, shoot, type Visitor, visitor } from './browser.ts'
import { anOffer, ask, aStayFromToday } from './graph.ts'
import { makeStaff } from './operator.ts'

const LONG = { timeout: 120_000 }
const password = 'a meadow at four in the morning'

async function register(page: Page, email: string, next: string) {
  await page.goto(`/register?next=${next}`)
  await page.getByLabel('First name').fill('Grace')
  await page.getByLabel('Surname').fill('Hopper')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.waitForURL(new RegExp(`${next}$`))
}

const sheet = (page: Page, name: string) => page.getByRole('dialog', { name })

async function choose(page: Page, label: string | RegExp, option: string) {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('the desk of a hotel', () => {
  let browser: Browser
  let desk: Visitor
  let hotel: { id: string; name: string }
  beforeAll(async () => {
    browser = await launch()
    desk = await visitor(browser)
    hotel = (await anOffer({ days: 20, nights: 2 })).hotel
    const email = `desk.${Date.now()}@example.com`
    await register(desk.page, email, '/desk')
    // From now on; the token that is held says nothing of it yet.
    await makeStaff(hotel.id, email)
  })
  afterAll(() => browser.close())

  test(
    'who was made staff a moment ago is let in, and finds the way from the menu; a stranger is not',
    LONG,
    async () => {
      const { page } = desk
      await page.goto('/')
      await page.getByRole('button', { name: 'Grace' }).click()
      await page.getByRole('menuitem', { name: 'Hotel desk' }).click()
      await page.getByRole('link', { name: hotel.name }).click()
      await page.getByRole('heading', { level: 1, name: 'Guests' }).waitFor()

      const stranger = await visitor(browser)
      await stranger.page.goto(`/desk/${hotel.id}`)
      await stranger.page.getByRole('link', { name: 'Sign in' }).last().waitFor()
      expect(await audit(stranger.page)).toEqual([])
      await register(stranger.page, `stranger.${Date.now()}@example.com`, `/desk/${hotel.id}`)
      await stranger.page.getByRole('heading', { level: 1, name: 'You do not work for this hotel' }).waitFor()
      expect(await audit(stranger.page)).toEqual([])
      await shoot(stranger.page, 'desk-stranger')
      await stranger.page.goto('/desk')
      await stranger.page.getByText('You work for no hotel here').waitFor()
      expect(await audit(stranger.page)).toEqual([])
      await shoot(stranger.page, 'desk-none')
      await stranger.page.getByRole('button', { name: 'Grace' }).click()
      await stranger.page.getByRole('menuitem', { name: 'My account' }).waitFor()
      expect(await stranger.page.getByRole('menuitem', { name: 'Hotel desk' }).count()).toBe(0)
      await stranger.context.close()
    },
  )

  test('a guest is welcomed, moved, refunded and sent on; what cannot be is refused in words', LONG, async () => {
    const { page } = desk
    const { reference, surname, roomName } = await aStayFromToday(hotel.id)
    await page.goto(`/desk/${hotel.id}`)
    const arrivals = page.getByRole('region', { name: /^Arrivals/ })
    const card = arrivals.getByRole('listitem').filter({ hasText: reference }).first()
    const [low, high] = ['1', '2'].map((digit) => `${digit}${String(Date.now()).slice(-5)}`)
    await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Rooms' }).click()
    await choose(page, /Kind of room/, roomName)
    await page.getByLabel('Numbers').fill(`${low}, ${high}`)
    await page.getByRole('button', { name: 'Register them' }).click()
    await page
      .getByRole('listitem')
      .getByText(high ?? '')
      .first()
      .waitFor()

    await page.goto(`/desk/${hotel.id}`)
    await card.getByRole('button', { name: /^Check in/ }).click()
    await choose(page, new RegExp(`^${roomName}|Any free room of this kind`), `Room ${high}`)
    await shoot(page, 'desk-check-in', false)
    await sheet(page, 'Check in').getByRole('button', { name: 'They are here' }).click()
    await card.getByText(`Room ${high}`).first().waitFor()
    await card.getByRole('button', { name: /^Move/ }).click()
    await choose(page, new RegExp(`From room ${high} to`), `Room ${low}`)
    await sheet(page, 'Move to another room').getByRole('button', { name: 'Move them' }).click()
    await card.getByText(`Room ${low}`).first().waitFor()

    // The next guest cannot have the same door: who has it is said.
    const next = await aStayFromToday(hotel.id)
    await page.reload()
    const nextCard = arrivals.getByRole('listitem').filter({ hasText: next.reference }).first()
    await nextCard.getByRole('button', { name: /^Check in/ }).click()
    await choose(page, new RegExp(`^${roomName}|Any free room of this kind`), `Room ${low}`)
    await sheet(page, 'Check in').getByRole('button', { name: 'They are here' }).click()
    await sheet(page, 'Check in').getByRole('alert').getByText(reference).waitFor()
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'desk-door-taken-by', false)
    await page.keyboard.press('Escape')

    // The door they sleep behind cannot be closed; the other one can, and comes back.
    await page.goto(`/desk/${hotel.id}/rooms`)
    const setOutOfOrder = async (number: string | undefined) => {
      await page.getByRole('button', { name: 'Set a room out of order…' }).click()
      const open = sheet(page, 'Set a room out of order')
      await choose(page, /Choose a room/, `Room ${number}`)
      await open.getByLabel('Why').fill('The shower leaks')
      await open.getByRole('button', { name: 'Set it out of order' }).click()
      return open
    }
    const refused = await setOutOfOrder(low)
    await refused.getByText(reference).waitFor()
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'desk-door-taken', false)
    await page.keyboard.press('Escape')
    await setOutOfOrder(high)
    await page.getByText('The shower leaks').waitFor()
    await everyWay(desk, 'desk-rooms')
    await page.getByRole('button', { name: `Room ${high} is in order again` }).click()
    await page.getByText('Every room is in order.').waitFor()

    await page.goto(`/desk/${hotel.id}`)
    await card.getByRole('button', { name: /^Refund/ }).click()
    const refund = sheet(page, 'Refund the guest')
    await refund.getByRole('button', { name: 'Give it back' }).click()
    await refund.getByText('Say why, in a few words').waitFor()
    await refund.getByLabel(/^Sum in/).fill('99999999')
    await refund.getByLabel('Why').fill('The shower leaked')
    await refund.getByRole('button', { name: /^Give back/ }).click()
    await refund.getByRole('alert').locator('.note').waitFor() // more than was paid
    await refund.getByLabel(/^Sum in/).fill('5')
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'desk-refund', false)
    await refund.getByRole('button', { name: /^Give back/ }).click()
    await refund.getByText('It is on its way to the card').waitFor({ timeout: 30_000 })
    await refund.getByRole('button', { name: 'Done' }).click()
    await everyWay(desk, 'desk-day')

    await card.getByRole('button', { name: /^Check out/ }).click()
    await sheet(page, 'Check out').getByRole('button', { name: 'They left' }).click()
    await card.getByText('Stayed').waitFor()
    const { reservation } = await ask<{ reservation: { status: string; timeline: { text: string }[] } }>(
      `query ($reference: String!, $surname: String!) { reservation(reference: $reference, surname: $surname) { status timeline { text } } }`,
      { reference, surname },
    )
    expect(reservation.status).toBe('CHECKED_OUT')
    expect(reservation.timeline.map(({ text }) => text)).toContain(`You arrived. Your room: ${high}.`)
    expect(desk.complaints).toEqual([])
  })

  test('guests who may still come cannot be marked as not come: the graph says why', LONG, async () => {
    const { page } = desk
    const { reference } = await aStayFromToday(hotel.id)
    await page.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('DeskArrivals')) return route.continue()
      const answer = await route.fetch()
      type Told = { data: { hotelDesk: { list: { edges: { node: { stay: { checkIn: string } } }[] } } } }
      const told = (await answer.json()) as Told
      for (const { node } of told.data.hotelDesk.list.edges) node.stay.checkIn = '2026-01-01' // as if it were long ago
      await route.fulfill({ response: answer, json: told })
    })
    await page.goto(`/desk/${hotel.id}`)
    const card = page.getByRole('listitem').filter({ hasText: reference }).first()
    await card.getByRole('button', { name: /^They did not come/ }).click()
    const open = sheet(page, 'They did not come')
    await open.getByRole('button', { name: 'Mark that they did not come' }).click()
    await open.getByText(/They may still come/).waitFor()
    expect(await audit(page, { overlay: true })).toEqual([])
    await shoot(page, 'desk-no-show', false)
    await page.unroute('**/graphql')
  })

  test(
    'nights are closed, opened and priced; fewer rooms than are sold is refused with who sleeps in them',
    LONG,
    async () => {
      const { page } = desk
      const { reference, roomName } = await aStayFromToday(hotel.id)
      await page.goto(`/desk/${hotel.id}/nights`)
      await choose(page, /Kind of room/, roomName)
      await settled(page)
      const set = page.getByRole('button', { name: /^Set it for/ })
      await page.getByLabel('Last night').fill(await page.getByLabel('First night').inputValue())
      await page.getByLabel('Rooms a night').fill('many')
      await set.click()
      await page.getByText('Type a number of rooms').waitFor()
      await page.getByLabel('Rooms a night').fill('0')
      await set.click()
      await page.getByRole('alert').getByText(reference).waitFor()
      expect(await audit(page)).toEqual([])
      await shoot(page, 'desk-in-the-way')

      const first = page.getByRole('row').nth(1)
      const decide = async (what: string) => {
        await choose(page, /^(?:.*\s)?What$|What/, what)
      }
      await decide('Close: sell no more')
      await set.click()
      await first.getByText('Closed').waitFor()
      await decide('Open: sell again')
      await set.click()
      await first.getByText('Closed').waitFor({ state: 'hidden' })
      await decide('A share of the standard price')
      await page.getByLabel('Per cent of the standard price').fill('150')
      await set.click()
      await first.getByText(/150% of/).waitFor()
      await everyWay(desk, 'desk-nights')
      await decide('The standard price again')
      await set.click()
      await first.getByText(/150% of/).waitFor({ state: 'hidden' })
      expect(desk.complaints).toEqual([])
    },
  )

  test('a manager adds somebody, who opens the desk, and takes them off again', LONG, async () => {
    const { page } = desk
    const email = `clerk.${Date.now()}@example.com`
    const clerk = await visitor(browser)
    await register(clerk.page, email, '/desk')
    await page.goto(`/desk/${hotel.id}`)
    await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Email').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('alert').locator('.note').waitFor() // no such account
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByRole('listitem').filter({ hasText: email }).waitFor()
    await everyWay(desk, 'desk-people')
    await clerk.page.goto(`/desk/${hotel.id}`)
    await clerk.page.getByRole('heading', { level: 1, name: 'Guests' }).waitFor()
    expect(await clerk.page.getByRole('link', { name: 'People' }).count()).toBe(0)
    await clerk.page.goto(`/desk/${hotel.id}/people`)
    await clerk.page.locator('.note').waitFor() // for managers only
    await clerk.context.close()

    const row = page.getByRole('listitem').filter({ hasText: email })
    await row.getByRole('button', { name: /^Take off/ }).click()
    const open = sheet(page, 'Take off the staff')
    expect(await audit(page, { overlay: true })).toEqual([])
    await open.getByRole('button', { name: 'Take off' }).click()
    await row.waitFor({ state: 'detached' })
    expect(desk.complaints).toEqual([])
  })

  test('the desk stays when a part of ours is away, and says what waits', LONG, async () => {
    const { page } = desk
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('DeskRates') ? route.abort() : route.continue(),
    )
    await page.goto(`/desk/${hotel.id}/nights`)
    await page.getByText('The prices are away for a moment.').waitFor()
    expect(await page.getByRole('row').count()).toBe(15)
    await page.unroute('**/graphql')
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('HotelDesk') ? route.abort() : route.continue(),
    )
    await page.goto(`/desk/${hotel.id}`)
    await page.getByText('The desk does not answer for a moment.').waitFor()
    expect(await audit(page)).toEqual([])
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Guests' }).waitFor()
  })

  /** The page as it stands, in each of the ways people look at it. */
  async function everyWay({ page }: Visitor, name: string) {
    for (const { name: way, width, height, colorScheme } of MODES) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await settled(page)
      expect(await audit(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await shoot(page, `${name}-${way}`)
    }
    await page.setViewportSize({ width: 1440, height: 1000 })
    await page.emulateMedia({ colorScheme: 'light' })
  }
})
