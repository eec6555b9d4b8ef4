import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { PartnerFault, readPartnerHotelId } from '../partners/partner-supply.ts'
import { keepPartnerHotels } from './keep-partner-hotels.ts'

/**
 * A hotel by its id: ours, or a partner's that was shown once. What only the partner's own page tells (times of arrival)
 * is asked for the first time; without an answer the hotel is told as far as it is known.
 */
export async function readHotel(id: string, context: Context): Promise<HotelRow | null> {
  const hotel = await context.loaders.hotel.load(id)
  const named = readPartnerHotelId(id)
  if (!named || hotel?.checkInFrom != null) return hotel
  const partner = context.partners.find(({ code }) => code === named.supplier)
  if (!partner) return hotel
  try {
    const told = await partner.hotel(named.hotelId)
    if (!told) return hotel
    await keepPartnerHotels([told], context)
    return await context.loaders.hotel.clear(id).load(id)
  } catch (error) {
    if (error instanceof PartnerFault) return hotel
    throw error
  }
}
