import type { Database } from '@staygraph/subgraph-kit/database'
import { outgoingTrace } from '@staygraph/subgraph-kit/telemetry'
import { eq } from 'drizzle-orm'
import type { Sql } from 'postgres'
import { z } from 'zod'

import type { WaitingNotice } from '../../contract/waiting-notice.ts'
import type { RoomsOfType } from '../domain/booked-room.ts'
import { resending } from './sending.ts'
import { begunBy, type Begun, type NewReservation } from './transactions.ts'
import { waitingEntries, type WaitingEntryRow } from './waiting-list-tables.ts'

// The SQL functions of the waiting list's migration, typed: one prepared statement and one transaction each, which may be
// sent again.

const json = (value: unknown) => JSON.stringify(value)

export type NewWaitingEntry = {
  id: string
  scope: string
  key: string
  inputHash: string
  hotelId: string
  checkIn: string
  checkOut: string
  rooms: RoomsOfType[]
  givenName: string
  familyName: string
  email: string
  notice: WaitingNotice
  now: Date
  closesAt: Date
}

const joined = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('JOINED'), id: z.string() }),
  /** The key was used before, perhaps with other input. */
  z.object({ outcome: z.literal('KNOWN'), id: z.string(), hash: z.string() }),
  /** The address waits for this stay. */
  z.object({ outcome: z.literal('ALREADY') }),
  /** The rooms can be booked now. */
  z.object({ outcome: z.literal('FREE') }),
])

export const joinWaitingList = (sql: Sql, entry: NewWaitingEntry, offer: string) =>
  resending(async () => {
    const [row] =
      await sql`select * from join_waiting_list(${json(entry)}::text::jsonb, ${offer}, ${json(outgoingTrace())}::text::jsonb)`
    return joined.parse(row)
  })

/** False: it is over, or being booked. */
export const leaveWaitingList = (sql: Sql, id: string, now: Date): Promise<boolean> =>
  resending(async () => {
    const [row] =
      await sql`select leave_waiting_list(${id}, ${now.toISOString()}, ${json(outgoingTrace())}::text::jsonb) as left_list`
    return row?.left_list === true
  })

/** What time has made of an entry. Answers the hotel whose rooms are to be dealt for it, or null. */
export const settleWaiting = (sql: Sql, id: string, now: Date): Promise<string | null> =>
  resending(async () => {
    const [row] =
      await sql`select settle_waiting(${id}, ${now.toISOString()}, ${json(outgoingTrace())}::text::jsonb) as hotel`
    return z.string().nullable().parse(row?.hotel)
  })

/** Deals the rooms kept for those who wait at a hotel. Answers how many were offered theirs. */
export const dealRooms = (sql: Sql, hotelId: string, minutes: number, now: Date): Promise<number> =>
  resending(async () => {
    const [row] =
      await sql`select deal_rooms(${hotelId}, ${now.toISOString()}, ${minutes}, ${json(outgoingTrace())}::text::jsonb) as offered`
    return z.int().parse(row?.offered)
  })

/** As `holdRoom`, of the rooms held for an entry. OVER: they are not held for it, or no longer. */
export const holdWaitingRoom = (
  sql: Sql,
  entryId: string,
  reservation: NewReservation,
  offer: string,
): Promise<Begun | { outcome: 'OVER' }> =>
  resending(async () => {
    const [row] =
      await sql`select * from hold_waiting_room(${entryId}, ${json(reservation)}::text::jsonb, ${offer}, ${json(outgoingTrace())}::text::jsonb)`
    return row?.outcome === 'OVER' ? { outcome: 'OVER' } : begunBy(row)
  })

/** What is to be done now: entries whose time has come, and hotels that have rooms to deal out. */
export async function waitingWork(sql: Sql, now: Date, most: number): Promise<{ entries: string[]; hotels: string[] }> {
  const rows = await sql<{ entry: string | null; hotel: string | null }[]>`
    (select id::text as entry, null as hotel from waiting_entries where due_at <= ${now.toISOString()} order by due_at, id limit ${most})
    union all
    (select distinct null, hotel_id from waiting_kept limit ${most})`
  return {
    entries: rows.flatMap(({ entry }) => entry ?? []),
    hotels: rows.flatMap(({ hotel }) => hotel ?? []),
  }
}

export async function waitingEntry(db: Database, id: string): Promise<WaitingEntryRow | null> {
  const [row] = await db.select().from(waitingEntries).where(eq(waitingEntries.id, id))
  return row ?? null
}

/** How many wait before this entry for rooms and nights that it wants too, and itself. */
export async function placeInLine(sql: Sql, id: string): Promise<number> {
  const [row] = await sql`
    select 1 + count(distinct other.id)::int as place
      from waiting_entries mine join waiting_rooms wanted on wanted.entry_id = mine.id
        join waiting_rooms theirs on theirs.room_type_id = wanted.room_type_id
        join waiting_entries other on other.id = theirs.entry_id and other.state = 'WAITING' and other.n < mine.n
          and other.check_in < mine.check_out and mine.check_in < other.check_out
      where mine.id = ${id}`
  return z.int().parse(row?.place)
}
