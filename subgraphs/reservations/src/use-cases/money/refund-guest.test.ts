import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createWorld } from '../../testing/world.ts'
import { bookRoom } from '../book-room.ts'
import { cancelReservation } from '../cancel-reservation.ts'
import { refundGuest } from './refund-guest.ts'

const world = await createWorld()
const { sql, payments } = world
const guest: Viewer = { kind: 'customer', customerId: 'c-1', email: 'ada@example.com' }

const booked = async () => {
  const answer = await bookRoom(await world.input(), world.contextOf(guest))
  if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
  return answer
}
const staffOf = (...hotels: string[]) =>
  world.contextOf({ kind: 'customer', customerId: 'c-desk', email: 'desk@example.com', staffOf: hotels })
const refund = (
  reservation: { id: string; hotelId: string },
  amount: number | null,
  changed: object = {},
  context = staffOf(reservation.hotelId),
) =>
  refundGuest(
    { reservationId: reservation.id, amount, reason: 'The shower was cold', idempotencyKey: randomUUID(), ...changed },
    context,
  )
const timeline = async (id: string) =>
  (await sql<{ name: string }[]>`select name from reservation_steps where reservation_id = ${id} order by id`).map(
    (it) => it.name,
  )
const mails = (id: string) =>
  sql<{ amount: number; refundId: string }[]>`
    select (payload -> 'refund' ->> 'amount')::int as amount, payload -> 'refund' ->> 'refundId' as "refundId" from outbox
    where job = 'send-refund' and payload -> 'recap' ->> 'reservationId' = ${id} order by id`

test('staff gives back a part, then all that is left: the money moves, the timeline tells it, the guest gets a mail each', async () => {
  const stay = await booked()
  const paid = stay.payNow
  expect(await refund(stay, 6_500)).toMatchObject({ __typename: 'Reservation', status: 'CONFIRMED', owed: null })
  expect(payments.keptOf(stay.id)).toBe(paid - 6_500)
  expect(await refund(stay, null)).toMatchObject({ __typename: 'Reservation' })
  expect(payments.keptOf(stay.id)).toBe(0)
  expect(await refund(stay, null)).toMatchObject({ __typename: 'NotRefundable' })
  expect((await timeline(stay.id)).slice(-4)).toEqual(['STAFF_REFUND', 'GIVEN_BACK', 'STAFF_REFUND', 'GIVEN_BACK'])
  expect((await mails(stay.id)).map(({ amount }) => amount)).toEqual([6_500, paid - 6_500])
})

test('through the graph: the answer is the reservation, and its timeline says who gave what', async () => {
  const stay = await booked()
  const { data, errors } = await world.graph(
    `mutation ($input: RefundGuestInput!) { refundGuest(input: $input) { __typename ... on Reservation { id timeline { text } } ... on RefundExceeds { message left { amount } } } }`,
    { input: { reservationId: stay.id, amount: stay.payNow + 1, reason: 'A mistake', idempotencyKey: randomUUID() } },
    staffOf(stay.hotelId),
  )
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    refundGuest: {
      __typename: 'RefundExceeds',
      left: { amount: stay.payNow },
      message: expect.stringContaining('Nothing was given back'),
    },
  })
})

test('the staff of another hotel, the guest and a stranger learn nothing, and nothing moves', async () => {
  const stay = await booked()
  for (const context of [staffOf('another'), staffOf(), world.contextOf(guest), world.contextOf()]) {
    expect(await refund(stay, 100, {}, context)).toMatchObject({ __typename: 'ReservationNotFound' })
  }
  expect(await refund({ ...stay, id: randomUUID() }, 100)).toMatchObject({ __typename: 'ReservationNotFound' })
  expect(payments.keptOf(stay.id)).toBe(stay.payNow)
})

test('the same key is one refund, however often and at once; with another sum it conflicts', async () => {
  const stay = await booked()
  const same = { idempotencyKey: randomUUID() }
  const answers = await Promise.all(Array.from({ length: 16 }, () => refund(stay, 500, same)))
  expect(new Set(answers.map((it) => it.__typename))).toEqual(new Set(['Reservation']))
  expect(payments.keptOf(stay.id)).toBe(stay.payNow - 500)
  expect(await refund(stay, 501, same)).toMatchObject({ __typename: 'IdempotencyConflict' })
})

test('64 refunds of one stay at once: never more goes back than was taken, and each sum that was promised', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 64, maxLength: 64 }), async (sums) => {
      const stay = await booked()
      const answers = await Promise.all(sums.map((amount) => refund(stay, amount)))
      await world.sweep()
      const given = sums.filter((_, n) => answers[n]?.__typename === 'Reservation').reduce((sum, it) => sum + it, 0)
      expect(given).toBeLessThanOrEqual(stay.payNow)
      expect(payments.keptOf(stay.id)).toBe(stay.payNow - given)
      expect(new Set(answers.map((it) => it.__typename)).size).toBeGreaterThan(1)
      const [row] = await sql`select owed from reservations where id = ${stay.id}`
      expect(row?.['owed']).toBeNull()
    }),
    { numRuns: 3 },
  )
}, 60_000)

test('payments is silent while staff refunds: the sweeper sees it through, once', async () => {
  const stay = await booked()
  const silent = {
    ...payments.port,
    refund: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'cut' }) as const,
  }
  const context = { ...staffOf(stay.hotelId), payments: silent }
  expect(await refund(stay, 700, {}, context)).toMatchObject({ __typename: 'Reservation', owed: 'REFUND' })
  world.clock.pass({ minutes: 10 })
  await world.sweep()
  expect(payments.keptOf(stay.id)).toBe(stay.payNow - 700)
  expect(await mails(stay.id)).toHaveLength(1)
})

test('a refund that waits for a dispute is told as such, and its mail does not wait for a credit note', async () => {
  const stay = await booked()
  const waiting = { ...payments.port, refund: async () => ({ status: 'WAITING', refundId: randomUUID() }) as const }
  await refund(stay, 700, {}, { ...staffOf(stay.hotelId), payments: waiting })
  expect((await timeline(stay.id)).slice(-2)).toEqual(['STAFF_REFUND', 'REFUND_WAITS'])
  const [mail] =
    await sql`select payload -> 'refund' ->> 'waits' as waits from outbox where job = 'send-refund' and payload -> 'recap' ->> 'reservationId' = ${stay.id}`
  expect(mail?.['waits']).toBe('true')
})

test('a stay of which a part went back is cancelled: what is left goes back, and no more', async () => {
  const stay = await booked()
  await refund(stay, 6_500)
  const answer = await cancelReservation(
    { reservation: { id: stay.id }, idempotencyKey: randomUUID() },
    world.contextOf(guest),
  )
  expect(answer).toMatchObject({ __typename: 'Reservation', status: 'CANCELLED', cancelRefund: stay.payNow - 6_500 })
  expect(payments.keptOf(stay.id)).toBe(0)
})

test('a reason that cannot be printed, or a sum below one, is a mistake of the caller', async () => {
  const stay = await booked()
  for (const changed of [{ reason: '' }, { reason: 'a\nb c' }, { amount: 0 }, { amount: -5 }]) {
    await expect(refund(stay, 100, changed)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  }
})
