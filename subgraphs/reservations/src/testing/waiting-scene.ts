import { randomUUID } from 'node:crypto'

import { afterEach, expect } from 'vitest'

import { claimsOf } from '../domain/offer.ts'
import { cancelReservation } from '../use-cases/cancel-reservation.ts'
import { recount } from './recount.ts'
import { waitingAt } from './waiting.ts'
import { createWorld } from './world.ts'

export const asCustomer = { kind: 'customer', customerId: 'c-waiting', email: 'ada@example.com' } as const
export const roomOf = (offerId: string) => claimsOf(offerId).roomType.id

/** Rooms that are sold out, and people who wait for them. Whatever a test did, the counters say what the tables say. */
export async function openWaitingScene() {
  const world = await createWorld({ connections: 20 })
  const waiting = waitingAt(world)
  afterEach(async () => expect(await recount(world.sql)).toEqual([]))
  return {
    world,
    ...waiting,
    /** A room that is sold; `free` cancels it. */
    soldOut: async (offerId: string) => {
      const booked = await waiting.book(offerId)
      if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
      await world.sql`update reservations set customer_id = ${asCustomer.customerId} where id = ${booked.id}`
      const reservation = { id: booked.id }
      return {
        free: () => cancelReservation({ reservation, idempotencyKey: randomUUID() }, world.contextOf(asCustomer)),
      }
    },
  }
}
