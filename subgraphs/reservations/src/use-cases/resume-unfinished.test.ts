import { expect, test } from 'vitest'

import { reservationById } from '../database/reservations.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'

const world = await createWorld()

test('what is over and was leased all the same is looked at once, not for ever', async () => {
  const booked = await bookRoom(await world.input(), world.contextOf())
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  await world.sql`update reservations set due_at = ${world.clock.now().toISOString()}, tries = 3 where id = ${booked.id}`
  await world.sweep()
  expect(await reservationById(world.db, booked.id)).toMatchObject({ status: 'CONFIRMED', dueAt: null, tries: 0 })
})
