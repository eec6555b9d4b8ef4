import DataLoader from 'dataloader'
import type postgres from 'postgres'

import { citiesById, type CityRow } from './cities.ts'
import type { HotelRow } from './hotels.ts'
import { roomTypesOfHotels, type RoomTypeRow } from './room-types.ts'
import type { Shelves } from './shelves.ts'

/** One statement for all of a kind that a request asks for, however many fields ask. */
export type Loaders = ReturnType<typeof createLoaders>

export const createLoaders = (sql: postgres.Sql, shelves: Shelves, now: Date) => ({
  city: new DataLoader<number, CityRow | null>(async (ids) => inOrder(ids, await citiesById(sql, ids), ({ id }) => id)),
  hotel: new DataLoader<string, HotelRow | null>(async (keys) =>
    inOrder(keys, await shelves.hotelRows(keys, now.getTime()), ({ id }) => id),
  ),
  roomType: new DataLoader<number, RoomTypeRow | null>(async (ids) =>
    inOrder(ids, await shelves.roomTypeRows(ids, now.getTime()), ({ id }) => id),
  ),
  roomTypesOf: new DataLoader<number, RoomTypeRow[]>(async (hotelIds) => {
    const found = await roomTypesOfHotels(sql, hotelIds)
    return hotelIds.map((id) => found.get(id) ?? [])
  }),
})

function inOrder<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key) ?? null)
}
