import { randomUUID } from 'node:crypto'

import { asking, at, listAt } from '@staygraph/sandbox-partner/asking'
import { startPartner } from '@staygraph/sandbox-partner/start-partner'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test } from 'vitest'

import type { Services } from '../context.ts'
import { partnerFindings } from '../database/partner-tables.ts'
import { reservationById, stepsOf } from '../database/reservations.ts'
import { liteApiSupplier } from '../suppliers/liteapi/liteapi-supplier.ts'
import { createPartnerShelf } from '../testing/partner-shelf.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { changeStay } from './change-stay.ts'
import { reconcilePartners } from './reconcile-partners.ts'

// On the wire of the sandbox partner. What a crash at any step does is in crash.test.ts; random lives are in life.test.ts.

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const
const sandbox = await startPartner({ port: 0, now: world.clock.now })
const liteApi = liteApiSupplier({ url: sandbox.url, apiKey: sandbox.apiKey, timeoutMs: 1_000, breakMs: 10 })
const services: Services = { ...world.services, suppliers: new Map([['liteapi', liteApi]]) }
const is = asking(sandbox)
const shelf = createPartnerShelf(is, world)
afterAll(async () => {
  await liteApi.close()
  await sandbox.stop()
})
afterEach(() => is.ask('DELETE', '/_sandbox/scenario'))
const context = () => world.contextOf(ada, services)

/** A stay of three nights, and an offer of the same hotel for as many nights as are asked for. */
const booked = async ({ nights, refundable = true }: { nights: number; refundable?: boolean }) => {
  const claims = await shelf.offer({ refundable })
  const answer = await bookRoom(await world.input({ offerId: await world.offerKey.sign(claims) }), context())
  if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
  const checkout = `2027-07-${String(12 + nights)}`
  const other = await shelf.offer({ checkin: '2027-07-12', checkout, refundable: true, hotelId: claims.hotel.id })
  return { id: answer.id, paid: answer.payNow, other, offerId: await world.offerKey.sign(other) }
}
const change = ({ id, offerId }: { id: string; offerId: string }, idempotencyKey: string = randomUUID()) =>
  changeStay({ reservation: { id }, offerId, paymentMethodId: cards.good, idempotencyKey }, context())
const later = async (minutes: number) => {
  world.clock.pass({ minutes })
  await world.sweep(services)
  while (await reconcilePartners(services));
}
const findingsOf = (id: string) => world.db.select().from(partnerFindings).where(eq(partnerFindings.reservationId, id))
const there = async (reference: string) =>
  listAt(await is.ask('GET', `/v3.0/bookings?clientReference=${reference}`), 'data').map((booking) =>
    at({ status: 200, body: booking }, 'status'),
  )

test.each([1, 5])(
  'a stay exchanged for one of %i nights: the difference shown is what is paid or given back, and one booking stands at the partner',
  async (nights) => {
    const { id, paid, other, offerId } = await booked({ nights })
    const key = randomUUID()
    const answer = await change({ id, offerId }, key)
    expect(answer).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED', payNow: other.payNow })
    expect(world.payments.keptOf(id) - paid).toBe(other.payNow - paid)
    expect(world.payments.openOf(id)).toBe(0)
    expect([await there(id), await there(`${id}-1`)]).toEqual([['CANCELLED'], ['CONFIRMED']])
    expect(await change({ id, offerId }, key), 'the same key again').toMatchObject({ status: 'CONFIRMED' })

    for (const minutes of [4, 10, 60]) await later(minutes)
    expect(await findingsOf(id), 'the partner’s books agree').toEqual([])
    await cancelReservation({ reservation: { id }, idempotencyKey: randomUUID() }, context())
    expect([await there(`${id}-1`), world.payments.keptOf(id)]).toEqual([['CANCELLED'], 0])
  },
)

test('a price that changed since it was shown is told, and the stay is as it was', async () => {
  const { id, paid, offerId } = await booked({ nights: 5 })
  await is.happen({ operation: 'prebook', effect: 'priceChanged', percent: 10, times: 1 })
  expect(await change({ id, offerId })).toMatchObject({ __typename: 'PriceChanged' })
  await world.sweep(services)
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'CONFIRMED', payNow: paid, owed: null })
  expect([world.payments.keptOf(id), world.payments.openOf(id)]).toEqual([paid, 0])
  expect([await there(id), await there(`${id}-1`)]).toEqual([['CONFIRMED'], []])
  const steps = await stepsOf(world.db, id)
  expect(steps.at(-1)).toMatchObject({ name: 'CHANGE_REFUSED', status: 'CONFIRMED' })
})

test('a booking of the new stay that appears after it was given up is an orphan, and cancelled', async () => {
  const { id, paid, offerId } = await booked({ nights: 5 })
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  expect(await change({ id, offerId })).toMatchObject({ __typename: 'Reservation', status: 'MODIFYING' })
  world.clock.pass({ seconds: 80 })
  await world.sweep(services)
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'CONFIRMED', payNow: paid })
  await is.appear()
  expect(await there(`${id}-1`)).toEqual(['CONFIRMED'])
  await later(4)
  expect([await there(id), await there(`${id}-1`)]).toEqual([['CONFIRMED'], ['CANCELLED']])
  expect(await findingsOf(id)).toMatchObject([{ kind: 'ORPHAN', settlement: 'cancelled' }])
  expect(world.payments.keptOf(id)).toBe(paid)
})

test('the partner keeps something of the old stay all the same: the guest pays for the new one alone, and somebody is told', async () => {
  const { id, other, offerId } = await booked({ nights: 5 })
  await is.happen({ operation: 'cancel', effect: 'keepsMore', percent: 50, times: 1 })
  expect(await change({ id, offerId })).toMatchObject({ status: 'CONFIRMED' })
  expect(world.payments.keptOf(id)).toBe(other.payNow)
  expect(await findingsOf(id)).toMatchObject([{ kind: 'KEPT_DIFFERS', detail: { ours: 0 } }])
})
