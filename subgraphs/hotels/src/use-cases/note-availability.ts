import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'

import type { Context } from '../context.ts'
import { hotelOf, readKey } from '../domain/shelf.ts'

/**
 * Takes over how many rooms are left. Each night keeps the revision it was told with: an event that arrives twice, or
 * after a newer one, changes nothing. One of a room type that we do not have (a partner's) is nobody's.
 */
export async function noteAvailability(
  { roomTypeId, revision, nights }: PayloadOf<typeof availabilityChanged>,
  { db }: Pick<Context, 'db'>,
): Promise<void> {
  const id = readKey('r', roomTypeId)
  if (id === null) return
  const once = [...new Map(nights.map((told) => [told.night, told])).values()]
  const told = once.toSorted((a, b) => (a.night < b.night ? -1 : 1)) // one order for all: no two wait for each other
  const [dates, rooms] = [told.map(({ night }) => night), told.map(({ left }) => left)]
  // By the driver itself, which prepares it: every room that is held or freed anywhere comes through here.
  await db.$client`
    insert into availability (room_type_id, night, "left", revision, city_id)
    select ${id}::int, told.night::date, least(told."left", 32767), ${revision}::bigint, hotel.city_id
    from unnest(${dates}::text[], ${rooms}::int[]) as told (night, "left")
    join hotel on hotel.id = ${hotelOf(id)}::int
    on conflict (room_type_id, night) do update set "left" = excluded."left", revision = excluded.revision
    where availability.revision < excluded.revision`
}
