import type { Database } from '@staygraph/subgraph-kit/database'
import { asc, eq } from 'drizzle-orm'

import { deskHotels, deskRoomTypes } from './desk-tables.ts'

export type DeskRoomType = { id: string; name: string; allotment: number }
export type KnownHotel = { id: string; name: string; timeZone: string; seenAt: Date; roomTypes: DeskRoomType[] }

export async function knownHotel(db: Database, hotelId: string): Promise<KnownHotel | null> {
  const [hotel] = await db.select().from(deskHotels).where(eq(deskHotels.id, hotelId))
  if (!hotel) return null
  const roomTypes = await db
    .select({ id: deskRoomTypes.id, name: deskRoomTypes.name, allotment: deskRoomTypes.allotment })
    .from(deskRoomTypes)
    .where(eq(deskRoomTypes.hotelId, hotelId))
    .orderBy(asc(deskRoomTypes.id))
  return { ...hotel, roomTypes }
}

/** Keeps what hotels said. Two desks that keep it at once wait for each other at the hotel's row. */
export async function keepHotel(db: Database, { roomTypes, ...hotel }: KnownHotel): Promise<void> {
  await db.transaction(async (tx) => {
    const { id, name, timeZone, seenAt } = hotel
    await tx
      .insert(deskHotels)
      .values(hotel)
      .onConflictDoUpdate({ target: deskHotels.id, set: { name, timeZone, seenAt } })
    await tx.delete(deskRoomTypes).where(eq(deskRoomTypes.hotelId, id))
    if (roomTypes.length > 0) await tx.insert(deskRoomTypes).values(roomTypes.map((type) => ({ hotelId: id, ...type })))
  })
}
