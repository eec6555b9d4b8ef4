import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

import type { RoomState } from '../domain/booked-room.ts'
import { reservations } from './tables.ts'

/**
 * The rooms of a reservation, each with its part of the sums. Nights are counted by these: of a reservation that holds
 * nights the BOOKED ones, and while it is being changed what the WANTED ones need more. A row is never taken away, so a
 * position always means the same room.
 */
export const bookedRooms = pgTable(
  'booked_rooms',
  {
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    /** Its position, from 1. The rooms of a change go on counting. */
    n: integer().notNull(),
    state: text().$type<RoomState>().notNull(),
    /** The change of the stay that brought it. Null: the booking. */
    change: integer(),
    /** Which room of the signed offer it is, from 1. */
    place: integer().notNull(),
    roomTypeId: text().notNull(),
    name: text().notNull(),
    /** As the offer says it: rooms of this kind a night where nothing else was decided. */
    allotment: integer().notNull(),
    adults: integer().notNull(),
    childAges: integer().array().notNull(),
    total: bigint({ mode: 'number' }).notNull(),
    payNow: bigint({ mode: 'number' }).notNull(),
    /** What cancelling it gave back and kept. Written when the guest asks, of a whole reservation a moment before the room is free. */
    refund: bigint({ mode: 'number' }),
    fee: bigint({ mode: 'number' }),
    cancelledAt: timestamp({ withTimezone: true }),
  },
  (row) => [
    primaryKey({ columns: [row.reservationId, row.n] }),
    check('a_room_state', sql`${row.state} in ('BOOKED', 'CANCELLED', 'WANTED', 'GIVEN_UP')`),
    index('booked_rooms_of_type').on(row.roomTypeId),
  ],
)
export type BookedRoomRow = typeof bookedRooms.$inferSelect
