import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import type { WaitingNotice } from '../../contract/waiting-notice.ts'
import { waitingStates } from '../domain/waiting-list.ts'

// The waiting list for stays that are sold out. Written by the SQL functions of its migration only.

const instant = () => timestamp({ withTimezone: true })

/** Somebody waits for the rooms of an offer. Who it is is forgotten when the waiting ends. */
export const waitingEntries = pgTable(
  'waiting_entries',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    /** The order in which people joined. */
    n: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    hotelId: text().notNull(),
    checkIn: date().notNull(),
    checkOut: date().notNull(),
    state: text({ enum: waitingStates }).notNull(),
    /** The signed token of the price that is waited for. */
    offer: text().notNull(),
    guestGivenName: text(),
    guestFamilyName: text(),
    guestEmail: text(),
    /** Of the request that joined: the same key is answered with the same entry. */
    scope: text().notNull(),
    key: text().notNull(),
    inputHash: text().notNull(),
    /** What the mails to the guest say; the link in it bears the entry's token. */
    notice: jsonb().$type<WaitingNotice>(),
    joinedAt: instant().notNull(),
    /** Nobody is served after it: check-in is too near. */
    closesAt: instant().notNull(),
    /** Until when the rooms are held for this guest. Null before they were free. */
    offeredUntil: instant(),
    /** The booking of the held rooms. */
    reservationId: uuid(),
    endedAt: instant(),
    /** When the sweeper looks at it. Null: it is over. */
    dueAt: instant(),
  },
  (row) => [
    uniqueIndex('waiting_once_a_request').on(row.scope, row.key),
    uniqueIndex('waiting_once_a_stay')
      .on(row.hotelId, row.checkIn, row.checkOut, sql`lower(${row.guestEmail})`)
      .where(sql`${row.endedAt} is null`),
    index('waiting_due')
      .on(row.dueAt)
      .where(sql`${row.dueAt} is not null`),
    index('waiting_at_hotel')
      .on(row.hotelId, row.n)
      .where(sql`${row.endedAt} is null`),
    check('held_with_an_end', sql`${row.state} <> 'OFFERED' or ${row.offeredUntil} is not null`),
  ],
)
export type WaitingEntryRow = typeof waitingEntries.$inferSelect

/** The rooms waited for, by type: all of them or none. Rows are there only while the entry is not over. */
export const waitingRooms = pgTable(
  'waiting_rooms',
  {
    entryId: uuid()
      .notNull()
      .references(() => waitingEntries.id),
    roomTypeId: text().notNull(),
    rooms: integer().notNull(),
    /** Rooms of this type on a night of which nothing else was decided. */
    allotment: integer().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.entryId, row.roomTypeId] }),
    index('waiting_rooms_of_type').on(row.roomTypeId),
    check('waits_for_rooms', sql`${row.rooms} > 0`),
  ],
)

/**
 * Rooms that were freed while somebody waits for them: counted as held, by the very statement that freed them, until
 * they are dealt out a moment later.
 */
export const waitingKept = pgTable(
  'waiting_kept',
  {
    roomTypeId: text().notNull(),
    night: date().notNull(),
    hotelId: text().notNull(),
    rooms: integer().notNull(),
    keptAt: instant().notNull().defaultNow(),
  },
  (row) => [
    primaryKey({ columns: [row.roomTypeId, row.night] }),
    index('waiting_kept_at_hotel').on(row.hotelId),
    check('keeps_rooms', sql`${row.rooms} > 0`),
  ],
)
