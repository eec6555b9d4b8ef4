import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { reservations } from './tables.ts'

const instant = () => timestamp({ withTimezone: true })

/** A hotel as its desk needs it: a copy of what hotels last said, so that a desk works while hotels is away. */
export const deskHotels = pgTable('desk_hotels', {
  id: text().primaryKey(),
  name: text().notNull(),
  timeZone: text().notNull(),
  seenAt: instant().notNull(),
})

export const deskRoomTypes = pgTable(
  'desk_room_types',
  {
    hotelId: text()
      .notNull()
      .references(() => deskHotels.id),
    id: text().notNull(),
    name: text().notNull(),
    /** Rooms of this kind a night where nothing else was decided. */
    allotment: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.hotelId, row.id] })],
)

/** The doors of a hotel: rooms that a key opens. */
export const hotelRooms = pgTable(
  'hotel_rooms',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    hotelId: text().notNull(),
    roomTypeId: text().notNull(),
    number: text().notNull(),
    floor: text(),
    registeredAt: instant().notNull(),
    registeredBy: text().notNull(),
  },
  (row) => [unique('one_room_a_number').on(row.hotelId, row.number), index('hotel_rooms_of_type').on(row.roomTypeId)],
)

/**
 * Who or what has a room on the nights `[from_night, to_night)`: guests, or workmen. An exclusion constraint of the
 * migration, `one_at_a_time`, sees to it that nobody shares a night of a room.
 */
export const roomStays = pgTable(
  'room_stays',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    roomId: uuid()
      .notNull()
      .references(() => hotelRooms.id),
    kind: text().$type<'GUEST' | 'OUT_OF_ORDER'>().notNull(),
    reservationId: uuid().references(() => reservations.id),
    /** Which of the reservation's rooms. */
    n: integer(),
    reason: text(),
    fromNight: date().notNull(),
    /** Shortened when it ends earlier. */
    toNight: date().notNull(),
    begunAt: instant().notNull(),
    /** The member of staff. */
    begunBy: text().notNull(),
    /** When they moved or left, or the room was in order again. */
    endedAt: instant(),
  },
  (row) => [
    check(
      'a_guest_or_a_reason',
      sql`(${row.kind} = 'GUEST' and ${row.reservationId} is not null and ${row.n} is not null) or (${row.kind} = 'OUT_OF_ORDER' and ${row.reservationId} is null and ${row.reason} is not null)`,
    ),
    check('ends_after_it_begins', sql`${row.toNight} >= ${row.fromNight}`),
    uniqueIndex('one_room_a_booked_room')
      .on(row.reservationId, row.n)
      .where(sql`${row.endedAt} is null`),
    index('room_stays_of_room').on(row.roomId),
  ],
)
export type RoomStayRow = typeof roomStays.$inferSelect

/** Guests who did not come. From `freed_from` on their nights are somebody else's. */
export const noShows = pgTable('no_shows', {
  reservationId: uuid()
    .primaryKey()
    .references(() => reservations.id),
  markedAt: instant().notNull(),
  markedBy: text().notNull(),
  freedFrom: date().notNull(),
  refund: bigint({ mode: 'number' }).notNull(),
  fee: bigint({ mode: 'number' }).notNull(),
})
