import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { asking, at, listAt } from '@staygraph/sandbox-partner/asking'
import { startPartner } from '@staygraph/sandbox-partner/start-partner'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test } from 'vitest'

import type { Services } from '../context.ts'
import { partnerChecks, partnerFindings } from '../database/partner-tables.ts'
import { reservationById } from '../database/reservations.ts'
import { liteApiSupplier } from '../suppliers/liteapi/liteapi-supplier.ts'
import { createPartnerShelf } from '../testing/partner-shelf.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { reconcilePartners } from './reconcile-partners.ts'

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

const book = async ({ refundable = true } = {}) => {
  const claims = await shelf.offer({ refundable })
  const offerId = await world.offerKey.sign(claims)
  const answer = await bookRoom(await world.input({ offerId }), world.contextOf(ada, services))
  if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
  return answer
}
const cancel = (id: string) =>
  cancelReservation({ reservation: { id }, idempotencyKey: randomUUID() }, world.contextOf(ada, services))
const later = async (minutes: number) => {
  world.clock.pass({ minutes })
  await world.sweep(services)
  while (await reconcilePartners(services));
}
const findingsOf = (id: string) => world.db.select().from(partnerFindings).where(eq(partnerFindings.reservationId, id))
const there = async (id: string) => {
  const listed = await is.ask('GET', `/v3.0/bookings?clientReference=${id}`)
  return listAt(listed, 'data').map((booking) => at({ status: 200, body: booking }, 'status'))
}
const openOnes = async (kind: string) =>
  (await metrics.getSingleMetric('partner_findings_open')?.get())?.values.find(({ labels }) => labels['kind'] === kind)
    ?.value

test('a booking that appears after we gave it up is an orphan: found, told and cancelled, and nothing is charged', async () => {
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  const { id, status } = await book()
  expect(status).toBe('PARTNER_UNKNOWN')
  world.clock.pass({ seconds: 80 })
  await world.sweep(services)
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'FAILED' })
  await is.appear()
  expect(await there(id)).toEqual(['CONFIRMED'])
  await later(3)
  expect(await there(id)).toEqual(['CANCELLED'])
  expect(await findingsOf(id)).toMatchObject([{ kind: 'ORPHAN', settlement: 'cancelled' }])
  expect([world.payments.keptOf(id), world.payments.openOf(id)]).toEqual([0, 0])
  await later(10)
  expect(await findingsOf(id)).toHaveLength(1)
})

test('an orphan that comes later than the first look is found by a later one', async () => {
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  const { id } = await book()
  await later(4)
  expect(await findingsOf(id)).toEqual([])
  await is.appear()
  await later(60)
  expect([await there(id), await findingsOf(id)]).toMatchObject([['CANCELLED'], [{ kind: 'ORPHAN' }]])
})

test('an orphan that the partner lets go for a fee is our loss, and says so', async () => {
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  const { id, payNow } = await book({ refundable: false })
  world.clock.pass({ minutes: 2 })
  await world.sweep(services)
  await is.appear()
  await later(2)
  expect(await there(id)).toEqual(['CANCELLED_WITH_CHARGES'])
  const settlement = `cancelled; the partner keeps ${payNow} minor units of EUR, which is our loss`
  expect(await findingsOf(id)).toMatchObject([{ kind: 'ORPHAN', settlement }])
})

test('negative control: without the reconciler an orphan stands', async () => {
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  const { id } = await book()
  world.clock.pass({ minutes: 5 })
  await world.sweep(services)
  await is.appear()
  world.clock.pass({ minutes: 600 })
  await world.sweep(services)
  expect([await there(id), await reservationById(world.db, id)]).toMatchObject([['CONFIRMED'], { status: 'FAILED' }])
  await later(1)
  expect(await there(id)).toEqual(['CANCELLED'])
})

test('an orphan that the partner cannot be heard about stays open and is tried again until it is gone', async () => {
  await is.happen({ operation: 'book', effect: 'appearsLate', ms: 600_000, times: 1 })
  const { id } = await book()
  world.clock.pass({ minutes: 2 })
  await world.sweep(services)
  await is.appear()
  await is.happen({ operation: 'cancel', effect: 'down' })
  await later(2)
  expect(await findingsOf(id)).toMatchObject([{ kind: 'ORPHAN', settledAt: null }])
  expect(await openOnes('ORPHAN')).toBe(1)
  await is.ask('DELETE', '/_sandbox/scenario')
  await sleep(20) // its breaker
  await later(2)
  expect([await there(id), await openOnes('ORPHAN')]).toEqual([['CANCELLED'], undefined])
})

test('a confirmed guest whom the partner no longer knows is told to somebody, once it is sure, and healed when it agrees again', async () => {
  const { id, supplierBookingId } = await book()
  await is.happen({ operation: 'bookings', effect: 'forgets', clientReference: id })
  await later(4)
  expect(await findingsOf(id), 'one miss proves nothing').toEqual([])
  await later(2)
  expect(await findingsOf(id)).toMatchObject([{ kind: 'MISSING', bookingId: supplierBookingId, settledAt: null }])
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'CONFIRMED' })
  await is.ask('DELETE', '/_sandbox/scenario')
  await later(60)
  expect(await findingsOf(id)).toMatchObject([{ kind: 'MISSING', settlement: 'the books agree again' }])
})

test('a booking that the partner cancelled, and one at another sum, are told to somebody', async () => {
  const gone = await book()
  await is.ask('PUT', `/v3.0/bookings/${gone.supplierBookingId}`)
  const dearer = await book()
  await is.happen({ operation: 'bookings', effect: 'amountDiffers', percent: 10, clientReference: dearer.id })
  await later(4)
  expect(await findingsOf(gone.id)).toMatchObject([{ kind: 'CANCELLED_THERE', settledAt: null }])
  expect(await findingsOf(dearer.id)).toMatchObject([{ kind: 'AMOUNT_DIFFERS', detail: { ours: dearer.payNow } }])
})

test('books that agree are left in peace: confirmed, cancelled and never booked', async () => {
  const confirmed = await book()
  const cancelled = await book()
  await cancel(cancelled.id)
  await is.happen({ operation: 'book', effect: 'soldOut', times: 1 })
  const claims = await shelf.offer()
  const offerId = await world.offerKey.sign(claims)
  const refused = await bookRoom(await world.input({ offerId }), world.contextOf(ada, services))
  expect(refused).toMatchObject({ __typename: 'RoomTaken' })
  const before = await world.db.$count(partnerFindings)
  for (const minutes of [4, 10, 60, 400, 1_500]) await later(minutes)
  expect(await world.db.$count(partnerFindings)).toBe(before)
  expect(await there(confirmed.id)).toEqual(['CONFIRMED'])
  const [check] = await world.db.select().from(partnerChecks).where(eq(partnerChecks.reservationId, cancelled.id))
  expect(check, 'over for a day: nothing can change any more').toMatchObject({ dueAt: null })
})

test('a partner that keeps more than was agreed: the guest gets what they were shown, and somebody is told of the rest', async () => {
  const { id, payNow, currency } = await book()
  await is.happen({ operation: 'cancel', effect: 'keepsMore', percent: 50, times: 1 })
  expect(await cancel(id)).toMatchObject({ status: 'CANCELLED' })
  expect(world.payments.keptOf(id)).toBe(0)
  const [finding] = await findingsOf(id)
  expect(finding).toMatchObject({ kind: 'KEPT_DIFFERS', detail: { ours: 0, currency }, settledAt: null })
  expect(Math.abs((finding?.detail.theirs ?? 0) - payNow / 2)).toBeLessThanOrEqual(1)
})
