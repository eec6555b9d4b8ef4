import { randomUUID } from 'node:crypto'

import { asking, listAt } from '@staygraph/sandbox-partner/asking'
import { startPartner } from '@staygraph/sandbox-partner/start-partner'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Services } from '../context.ts'
import { reservationById, stepsOf } from '../database/reservations.ts'
import { liteApiSupplier } from '../suppliers/liteapi/liteapi-supplier.ts'
import { createPartnerShelf } from '../testing/partner-shelf.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { createSupplierStandIn } from '../testing/supplier-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const
const sold = { code: 'liteapi', name: 'LiteAPI', offerId: 'o1' }

describe('a partner, as its port says it behaves', () => {
  const { partner, supplier } = createSupplierStandIn()
  const services: Services = { ...world.services, suppliers: new Map([['liteapi', supplier]]) }
  beforeEach(() => {
    partner.mood = 'BOOKS'
    partner.prebooked = null
    partner.keepsBookings = false
  })

  const book = async (changed: object = {}) => {
    const offerId = await world.offer({ supplier: sold, hotelId: 'p-liteapi-lp1', allotment: 0 })
    return bookRoom({ ...(await world.input({ offerId })), ...changed }, world.contextOf(ada, services))
  }
  const newest = async () => {
    const [row] = await world.sql`select id::text from reservations order by created_at desc, id desc limit 1`
    return String(row?.['id'])
  }
  const later = async (minutes: number) => {
    world.clock.pass({ minutes })
    await world.sweep(services)
  }

  test('the sum is set aside, the room booked under our reference, then the sum taken', async () => {
    const booked = await book()
    expect(booked).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
    const id = await newest()
    expect((await stepsOf(world.db, id)).map(({ status }) => status)).toEqual([
      'HELD',
      'AWAITING_PAYMENT',
      'AUTHORIZED',
      'CONFIRMING',
      'CONFIRMED',
    ])
    expect(world.payments.payments.get(`${id}:pay:1`)).toMatchObject({
      request: { capture: 'MANUAL' },
      outcome: { status: 'CAPTURED' },
    })
    expect(partner.bookings.get(id)).toMatchObject({ status: 'CONFIRMED' })
    const jobs = await world.sql`select job from outbox where payload::text like ${`%${id}%`}`
    expect(jobs.map(({ job }) => job)).toEqual(['send-recap']) // its hotels hear from the partner
  })

  test.for([
    ['SOLD_OUT', 'RoomTaken'],
    ['REFUSES', 'RoomTaken'],
    ['AWAY', 'TryAgainLater'],
  ] as const)('when it is %s the guest is answered %s, and what was set aside is let go', async ([mood, answered]) => {
    partner.mood = mood
    expect(await book()).toMatchObject({ __typename: answered, message: expect.stringContaining('not been charged') })
    const id = await newest()
    await world.sweep(services)
    expect(world.payments.openOf(id) + world.payments.keptOf(id)).toBe(0)
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'FAILED', owed: null, dueAt: null })
    expect(partner.bookings.has(id)).toBe(false)
  })

  test('when its price changed the guest sees both prices and decides anew', async () => {
    partner.prebooked = {
      outcome: 'CHANGED',
      price: { before: 46_500, now: 47_000 },
      payAtHotelChanged: false,
      cancellationChanged: false,
      boardChanged: false,
    }
    expect(await book()).toMatchObject({
      __typename: 'PriceChanged',
      before: { amount: 46_500, currency: 'EUR' },
      now: { amount: 47_000, currency: 'EUR' },
      message:
        'The price was €465.00 and is now €470.00. You have not been charged. Look at the new offer before you book.',
    })
    await world.sweep(services)
    expect(world.payments.openOf(await newest())).toBe(0)
  })

  test('when its terms changed at the same price that is a change too', async () => {
    partner.prebooked = {
      outcome: 'CHANGED',
      price: { before: 46_500, now: 46_500 },
      payAtHotelChanged: false,
      cancellationChanged: true,
      boardChanged: false,
    }
    expect(await book()).toMatchObject({
      __typename: 'PriceChanged',
      message: expect.stringContaining('terms changed'),
    })
  })

  test('when it no longer knows its own offer the guest asks for a new one', async () => {
    partner.prebooked = { outcome: 'OFFER_GONE', reason: 'old' }
    expect(await book()).toMatchObject({ __typename: 'OfferExpired' })
  })

  test('when it booked and did not say so, it is found by our reference and confirmed, and taken once', async () => {
    partner.mood = 'BOOKS_SILENTLY'
    const pending = await book()
    expect(pending).toMatchObject({ __typename: 'Reservation', status: 'PARTNER_UNKNOWN' })
    const id = await newest()
    expect(world.payments.keptOf(id)).toBe(0)
    await later(0.1)
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'CONFIRMED' })
    expect(world.payments.keptOf(id)).toBe(46_500)
  })

  test('when it stays silent and booked nothing, it is asked until that is sure, then the sum is let go', async () => {
    partner.mood = 'SILENT'
    await book()
    const id = await newest()
    await later(0.5)
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'PARTNER_UNKNOWN' })
    await later(1)
    await later(0.1)
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'FAILED', owed: null })
    expect(world.payments.openOf(id)).toBe(0)
  })

  test('when the bank lets the sum go before it is taken, the room goes back', async () => {
    const payments = {
      ...world.services.payments,
      capture: async (paymentId: string) => world.services.payments.void(paymentId),
    }
    const offerId = await world.offer({ supplier: sold, hotelId: 'p-liteapi-lp1', allotment: 0 })
    const answer = await bookRoom(await world.input({ offerId }), world.contextOf(ada, { ...services, payments }))
    expect(answer).toMatchObject({ __typename: 'PaymentDeclined' })
    expect(partner.bookings.get(await newest())).toMatchObject({ status: 'CANCELLED' })
  })

  test('a declined card never reaches it', async () => {
    const before = partner.bookings.size
    expect(await book({ paymentMethodId: cards.declined })).toMatchObject({ __typename: 'PaymentDeclined' })
    expect(partner.bookings.size).toBe(before)
  })

  test('a guest at the bank’s page is booked when they come back', async () => {
    const asked = await book({ paymentMethodId: cards.confirm })
    if (asked.__typename !== 'PaymentActionRequired') throw new Error(asked.__typename)
    world.payments.bankSays(asked.reservation.id, 'CAPTURED')
    await later(0.5)
    expect(await reservationById(world.db, asked.reservation.id)).toMatchObject({ status: 'CONFIRMED' })
  })

  test('cancelling: the partner lets go first, then the money goes back', async () => {
    const booked = await book()
    if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
    const cancelled = await cancelReservation(
      { reservation: { id: booked.id }, idempotencyKey: randomUUID() },
      world.contextOf(ada, services),
    )
    expect(cancelled).toMatchObject({ status: 'CANCELLED' })
    expect(partner.bookings.get(booked.id)).toMatchObject({ status: 'CANCELLED' })
    expect(world.payments.keptOf(booked.id)).toBe(0)
  })

  test('cancelling what the partner will not let go: the booking stands and nothing is given back', async () => {
    const booked = await book()
    if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
    partner.keepsBookings = true
    const input = { reservation: { id: booked.id }, idempotencyKey: randomUUID() }
    for (const _ of [1, 2])
      expect(await cancelReservation(input, world.contextOf(ada, services))).toMatchObject({
        __typename: 'NotCancellable',
      })
    expect(await reservationById(world.db, booked.id)).toMatchObject({
      status: 'CONFIRMED',
      dueAt: null,
      cancelRefund: null,
    })
    expect(world.payments.keptOf(booked.id)).toBe(46_500)
    partner.keepsBookings = false
    const again = await cancelReservation({ ...input, idempotencyKey: randomUUID() }, world.contextOf(ada, services))
    expect(again).toMatchObject({ status: 'CANCELLED' })
  })
})

describe('the partner sandbox, over its wire protocol', async () => {
  const sandbox = await startPartner({ port: 0, now: world.clock.now })
  const liteApi = liteApiSupplier({ url: sandbox.url, apiKey: sandbox.apiKey, timeoutMs: 1_000, breakMs: 10 })
  const services: Services = { ...world.services, suppliers: new Map([['liteapi', liteApi]]) }
  const is = asking(sandbox)
  afterAll(async () => {
    await liteApi.close()
    await sandbox.stop()
  })
  afterEach(() => is.ask('DELETE', '/_sandbox/scenario'))

  const { offer: shown } = createPartnerShelf(is, world)
  const bookings = async () => listAt(await is.ask('GET', '/_sandbox/bookings'), 'data').length
  const book = async () => {
    const claims = await shown()
    const input = await world.input({ offerId: await world.offerKey.sign(claims) })
    const answer = await bookRoom(input, world.contextOf(ada, services))
    return { answer, claims, input }
  }

  test('a room is booked, paid, and cancelled', async () => {
    const { answer, claims } = await book()
    if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
    expect(answer).toMatchObject({ status: 'CONFIRMED', supplierBookingId: expect.any(String) })
    expect(world.payments.keptOf(answer.id)).toBe(claims.payNow)
    const found = await is.ask('GET', `/v3.0/bookings?clientReference=${answer.id}`)
    expect(listAt(found, 'data')).toHaveLength(1)
    const cancelled = await cancelReservation(
      { reservation: { id: answer.id }, idempotencyKey: randomUUID() },
      world.contextOf(ada, services),
    )
    expect(cancelled).toMatchObject({ status: 'CANCELLED' })
  })

  test.for(['priceChanged', 'boardChanged', 'cancellationChanged'])(
    '%s: nothing is booked and nothing taken',
    async (effect) => {
      await is.happen({ operation: 'prebook', effect, percent: 10 })
      const before = await bookings()
      const { answer } = await book()
      expect(answer).toMatchObject({ __typename: 'PriceChanged' })
      expect(await bookings()).toBe(before)
    },
  )

  test.for(['timesOutButSucceeds', 'dropReply', 'garbageTruncated'])(
    '%s: one booking, found again, taken once',
    async (effect) => {
      await is.happen({ operation: 'book', effect, ms: 3_000, times: 1 })
      const before = await bookings()
      const { answer, claims } = await book()
      if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
      expect(answer).toMatchObject({ status: 'PARTNER_UNKNOWN' })
      world.clock.pass({ seconds: 5 })
      await world.sweep(services)
      expect(await reservationById(world.db, answer.id)).toMatchObject({ status: 'CONFIRMED' })
      expect(await bookings()).toBe(before + 1)
      expect(world.payments.keptOf(answer.id)).toBe(claims.payNow)
    },
  )
})
