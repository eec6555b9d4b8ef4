import { randomUUID } from 'node:crypto'

import { expect, test } from 'vitest'

import { cards } from '../testing/payments-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { whoWaits } from './hear-payment.ts'

const world = await createWorld()

test('of payments heard together only those are looked at by themselves whose reservations wait, are over, or are not ours', async () => {
  const book = async (paymentMethodId: string) => {
    const offerId = await world.offer({ roomTypeId: randomUUID() })
    return bookRoom(await world.input({ offerId, paymentMethodId }), world.contextOf())
  }
  for (const card of [cards.good, cards.confirm, cards.declined, cards.pending]) await book(card)
  const rows = await world.sql<{ id: string; status: string }[]>`select id::text, status::text from reservations`
  const events = [...rows.map(({ id }) => id), randomUUID(), 'not an id'].map((reservationId, at) => ({
    id: `promise ${at}`,
    payload: { reservationId, paymentId: 'p', key: 'k' },
  }))
  const statusOf = (id: string) => rows.find((row) => row.id === id)?.status ?? 'NOT OURS'
  const asked = await whoWaits(events, world.services)
  expect(new Set(rows.map(({ status }) => status))).toContain('CONFIRMED')
  expect(asked.map(({ payload }) => statusOf(payload.reservationId)).toSorted()).toEqual(
    ['AWAITING_PAYMENT', 'FAILED', 'NOT OURS', 'NOT OURS', 'REQUIRES_ACTION'].toSorted(),
  )
  expect(await whoWaits([], world.services)).toEqual([])
})
