import { randomUUID } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import { reservationById, stepsOf } from '../database/reservations.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { hearPayment } from './hear-payment.ts'

const world = await createWorld()
let roomTypeId: string
beforeEach(() => {
  roomTypeId = randomUUID()
})

const book = async (changed: object = {}, payments = world.services.payments) => {
  const offerId = await world.offer({ roomTypeId, allotment: 1 })
  return bookRoom({ ...(await world.input({ offerId })), ...changed }, world.contextOf(undefined, { payments }))
}
const idOf = (answer: Awaited<ReturnType<typeof book>>) => ('id' in answer ? answer.id : '')

/** A request for the payment that is stuck on its way: payments gets it when `arrives` is called. */
function stuckRequest() {
  let arrives = () => {}
  const port = {
    ...world.services.payments,
    take: async (request: Parameters<typeof world.services.payments.take>[0]) => {
      arrives = () => void world.services.payments.take(request)
      return { status: 'SILENT', heard: 'LOST', late: true, reason: 'timeout' } as const
    },
  }
  return { port, arrives: () => arrives() }
}

/** Expired because payments knew of no payment, while the request for it was still on its way. */
async function expiredBeforeItsPayment() {
  const stuck = stuckRequest()
  const id = idOf(await book({}, stuck.port))
  world.clock.pass({ minutes: 11 })
  await world.sweep({ payments: stuck.port })
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'EXPIRED', owed: 'SETTLE' })
  stuck.arrives()
  return id
}

describe('a payment that comes after the hold ended', () => {
  test('gets the room when it is still free', async () => {
    const id = await expiredBeforeItsPayment()
    world.clock.pass({ minutes: 2 })
    await world.sweep()
    expect(await reservationById(world.db, id)).toMatchObject({
      status: 'CONFIRMED',
      owed: null,
      dueAt: null,
      failure: null,
    })
    expect(world.payments.keptOf(id)).toBe(46_500)
    expect((await stepsOf(world.db, id)).at(-1)).toMatchObject({ name: 'PAID_AFTER_HOLD', status: 'CONFIRMED' })
  })

  test('goes back when somebody else has the room', async () => {
    const id = await expiredBeforeItsPayment()
    const other = await book()
    expect(other).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED' })
    world.clock.pass({ minutes: 2 })
    await world.sweep()
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'FAILED', owed: null, dueAt: null })
    expect(world.payments.keptOf(id)).toBe(0)
    expect((await stepsOf(world.db, id)).map(({ name }) => name)).toEqual([
      'NIGHTS_HELD',
      'PAYMENT_BEGUN',
      'HOLD_ENDED',
      'PAID_TOO_LATE',
      'GIVEN_BACK',
    ])
  })

  test('is taken up by the event of the payment too, long after the last look', async () => {
    const stuck = stuckRequest()
    const id = idOf(await book({}, stuck.port))
    world.clock.pass({ minutes: 15 })
    await world.sweep({ payments: stuck.port })
    world.clock.pass({ minutes: 15 })
    await world.sweep({ payments: stuck.port })
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'EXPIRED', owed: null, dueAt: null })
    stuck.arrives()
    await hearPayment({ reservationId: id }, world.services)
    await hearPayment({ reservationId: id }, world.services) // events come twice
    expect(await reservationById(world.db, id)).toMatchObject({ status: 'CONFIRMED' })
  })
})

test('a payment that comes after the guest was told that nothing was charged goes back, once', async () => {
  const stuck = stuckRequest()
  const unreachable = {
    ...stuck.port,
    take: async (request: Parameters<typeof stuck.port.take>[0]) => ({
      ...(await stuck.port.take(request)),
      heard: 'NOT_SENT' as const,
    }),
  }
  const offerId = await world.offer({ roomTypeId, allotment: 1 })
  const input = await world.input({ offerId })
  expect(await bookRoom(input, world.contextOf(undefined, { payments: unreachable }))).toMatchObject({
    __typename: 'TryAgainLater',
  })
  const [row] = await world.sql`select reservation_id::text as id from booked_rooms where room_type_id = ${roomTypeId}`
  const id = String(row?.['id'])
  stuck.arrives()
  for (let round = 0; round < 3; round += 1) {
    await hearPayment({ reservationId: id }, world.services)
    world.clock.pass({ minutes: 2 })
    await world.sweep()
  }
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'FAILED', owed: null, dueAt: null })
  expect(world.payments.keptOf(id)).toBe(0)
  expect(
    [...world.payments.refunds.values()].filter(
      ({ paymentId }) => paymentId === world.payments.payments.get(`${id}:pay:1`)?.paymentId,
    ),
  ).toHaveLength(1)
})

test('while payments is away nothing that may be paid is given up, and it goes on where it was', async () => {
  const away = async () => ({ status: 'SILENT', heard: 'NOT_SENT', late: false, reason: 'away' }) as const
  const payments = { take: away, lookUp: away, capture: away, void: away, refund: away }
  const id = idOf(await book({ paymentMethodId: cards.pending }))
  for (let minutes = 0; minutes < 60; minutes += 5) {
    world.clock.pass({ minutes: 5 })
    await world.sweep({ payments })
  }
  expect(await reservationById(world.db, id)).toMatchObject({ status: 'AWAITING_PAYMENT' })
  world.payments.bankSays(id, 'DECLINED')
  world.clock.pass({ minutes: 1 })
  await world.sweep()
  expect(await reservationById(world.db, id)).toMatchObject({
    status: 'FAILED',
    failure: { refusal: 'PaymentDeclined' },
  })
  expect(await book()).toMatchObject({ status: 'CONFIRMED' })
})

test('two sweepers at once do the same work once', async () => {
  const id = idOf(await book({ paymentMethodId: cards.pending }))
  world.payments.bankSays(id, 'CAPTURED')
  world.clock.pass({ minutes: 1 })
  await Promise.all(Array.from({ length: 6 }, () => world.sweep()))
  const steps = await stepsOf(world.db, id)
  expect(steps.filter(({ name }) => name === 'PAID')).toHaveLength(1)
  const [{ mails } = { mails: 0 }] = await world.sql`
    select count(*)::int as mails from outbox where job = 'tell-guest-and-hotel' and payload #>> '{recap,reservationId}' = ${id}`
  expect(mails).toBe(1)
})

test('runs of one saga at the same moment have one effect', async () => {
  const id = idOf(await book({ paymentMethodId: cards.pending }))
  world.payments.bankSays(id, 'CAPTURED')
  await Promise.all(Array.from({ length: 12 }, () => hearPayment({ reservationId: id }, world.services)))
  expect((await stepsOf(world.db, id)).filter(({ status }) => status === 'CONFIRMED')).toHaveLength(1)
  expect(await recount(world.sql)).toEqual([])
})
