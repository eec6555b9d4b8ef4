import { GraphQLError } from 'graphql'

import type { Context } from '../context.ts'
import { nightsAfter, nightsSince, type NightLeft } from '../database/availability-log.ts'
import type { HotelRow } from '../database/hotels.ts'
import { readKey } from '../domain/shelf.ts'
import { refuseStay, type Stay } from '../domain/stay.ts'
import { earliestDay } from './asked-stay.ts'
import { refuseInput } from './refusal.ts'

/** What is left of a hotel's rooms on nights that changed. */
export type AvailabilityNews = { hotel: HotelRow; nights: readonly NightLeft[]; cursor: string }

/** What is left of a hotel's rooms over a stay, from now on or after a cursor. */
export async function* followAvailability(
  hotelKey: string,
  stay: Stay,
  after: string | undefined,
  { sql, loaders, availability, live, now }: Context,
): AsyncGenerator<{ availabilityChanged: AvailabilityNews }> {
  if (!live) throw new Error('a subscription without its stream')
  const hotelId = readKey('h', hotelKey)
  const hotel = hotelId === null ? null : await loaders.hotel.load(hotelKey)
  if (!hotel || hotelId === null || hotel.cityId === null)
    throw new GraphQLError('There is no such hotel of ours.', { extensions: { code: 'NOT_FOUND' } })
  const wrong = refuseStay(stay, earliestDay(now, hotel.timeZone))
  if (wrong !== null) throw refuseInput(wrong)
  const news = availability.follow({
    key: String(hotel.cityId),
    same: `${hotelId} ${stay.checkIn} ${stay.checkOut}`,
    read: nightsAfter(sql, hotelId, stay),
    after: live.lastEventId ?? after,
    signal: live.signal,
  })
  for await (const { changes, cursor } of news) {
    // The first, without a cursor: how it stands. Read after its cursor, so that nothing lies between.
    const nights = changes.length > 0 ? changes : ((await nightsSince(sql, hotelId, stay, null)).nights ?? [])
    yield { availabilityChanged: { hotel, nights, cursor } }
  }
}
