import type { z } from 'zod'

import type { describeHotel as contract } from '../../contract/describe-hotel.ts'
import type { Surroundings } from '../context.ts'
import { readKey, roomTypeKey } from '../domain/shelf.ts'

/** A hotel of ours for its own desk; null for anything else. */
export async function describeHotel(
  { hotelId }: z.output<typeof contract.input>,
  { sql }: Pick<Surroundings, 'sql'>,
): Promise<z.input<typeof contract.output>> {
  const id = readKey('h', hotelId)
  if (id === null) return null
  const [hotel] = await sql<{ name: string; timeZone: string }[]>`
    select hotel.name, city.time_zone as "timeZone" from hotel join city on city.id = hotel.city_id where hotel.id = ${id}`
  if (!hotel) return null
  const roomTypes = await sql<{ id: number; name: string; allotment: number }[]>`
    select id, name, allotment from room_type where id between ${id * 8} and ${id * 8 + 7} order by id`
  return { ...hotel, roomTypes: roomTypes.map((room) => ({ ...room, id: roomTypeKey(room.id) })) }
}
