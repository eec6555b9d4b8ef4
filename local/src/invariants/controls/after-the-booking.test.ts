import { randomUUID } from 'node:crypto'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { expect, test } from 'vitest'

import { erasePayer } from '../../../../subgraphs/payments/src/use-cases/erase-payer.ts'
import { issueNumbers } from '../../../../subgraphs/payments/src/use-cases/issue-numbers.ts'
import { cards } from '../../../../subgraphs/reservations/src/testing/payments-stand-in.ts'
import { ada } from '../../../../subgraphs/reservations/src/testing/world.ts'
import { bookRoom } from '../../../../subgraphs/reservations/src/use-cases/book-room.ts'
import { cancelReservation } from '../../../../subgraphs/reservations/src/use-cases/cancel-reservation.ts'
import { hearErasure } from '../../../../subgraphs/reservations/src/use-cases/money/erase-guests.ts'
import { refundGuest } from '../../../../subgraphs/reservations/src/use-cases/money/refund-guest.ts'
import { rewrite, setStage } from './stage.ts'

// Each protection of what comes after a booking is taken off in a system to be thrown away, and must be missed.

const { world, service, context, broken } = await setStage()

const booked = async (customerId = 'c-ada') => {
  const cancellation = { freeUntil: null, tiers: [{ from: null, fee: 1_000_000 }] } // nothing comes back
  const offerId = await world.offer({ roomTypeId: randomUUID(), hotelId: 'h7', cancellation })
  const viewer = { kind: 'customer', customerId, email: 'ada@example.com' } as const
  const of = { ...context(), viewer }
  const input = { offerId, guest: ada, paymentMethodId: cards.good, idempotencyKey: randomUUID() }
  const answer = await bookRoom(input, of)
  if (answer.__typename !== 'Reservation') throw new Error(answer.__typename)
  return { id: answer.id, payNow: answer.payNow, of }
}

test('without its limit staff gives back more than was paid; payments refuses it, and I6 finds the promise', async () => {
  const { id, payNow } = await booked()
  const staff: Viewer = { kind: 'customer', customerId: 'c-staff', email: 'staff@example.com', staffOf: ['h7'] }
  const giveBack = (amount: number) =>
    refundGuest(
      { reservationId: id, amount, reason: 'a cold room', idempotencyKey: randomUUID() },
      { ...context(), viewer: staff },
    )
  expect(await giveBack(payNow + 1)).toMatchObject({ __typename: 'RefundExceeds' })
  expect(await broken('I6')).toBeUndefined()
  await rewrite(world.sql, 'begin_staff_refund', {
    'wanted < 1 OR wanted > total_left': 'wanted < 1',
    'least(part, c.rest), p_reason': 'part, p_reason',
    'part := part - least(part, c.rest)': 'part := 0',
  })
  expect(await giveBack(payNow + 1)).toMatchObject({ __typename: 'Reservation' })
  expect(await broken('I6')).toContain(`which took ${payNow}, ${payNow + 1} go back`)
  const [paid] = await service.sql<{ refunded: number }[]>`
    select refunded::float8 as refunded from payments where reservation_id = ${id}`
  expect(paid, 'the second guard').toEqual({ refunded: 0 })
})

/** A stay that is over, of a customer who erased their account. */
const erased = async (customerId: string) => {
  const { id, of } = await booked(customerId)
  await cancelReservation({ reservation: { id }, idempotencyKey: randomUUID() }, of)
  world.clock.pass({ minutes: 11 }) // no mail of theirs is on its way any more
  const { payments } = of
  await hearErasure({ customerId, erasedAt: world.clock.now().toISOString() }, { ...world.services, payments })
  world.clock.pass({ minutes: 20 })
  await issueNumbers(service)
  return id
}

test('a guest who is erased here and not in payments, or not here either, is found by I12', async () => {
  const id = await erased('c-erased-1')
  expect(await broken('I12'), 'payments was not told').toContain('the payment tells who paid')
  await erasePayer({ reservationIds: [id] }, service)
  expect(await broken('I12')).toBeUndefined()

  await rewrite(world.sql, 'erase_guests', {
    "guest_email = 'erased', guest_phone = NULL": 'guest_email = guest_email, guest_phone = guest_phone',
  })
  await erasePayer({ reservationIds: [await erased('c-erased-2')] }, service)
  expect(await broken('I12')).toContain('its customer is erased, and its guest is not')
})
