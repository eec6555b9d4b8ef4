import { amenityBits } from '../domain/amenity.ts'
import { boards } from '../domain/board.ts'
import { slotOf } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { slotCount } from '../domain/priced-town.ts'
import { distanceM, type TownSearch } from '../domain/town-search.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'

/** Puts a partner's hotel into a search, as `searchTown` does with ours. Whether it matches. */
export function takePartnerHotel(rate: PartnerHotelRate, search: TownSearch<PartnerHotelRate>, now: Date): boolean {
  const { area, tally, page, purseOf, compared } = search
  const { hotel, offer } = rate
  const { freeUntil } = offer.cancellation
  const totals = new Float64Array(slotCount).fill(Infinity)
  totals[slotOf(boards.indexOf(offer.board), freeUntil !== null && new Date(freeUntil) > now)] = offer.total
  const stars = hotel.stars ?? 0
  const bits = amenityBits(hotel.amenities)
  if (!tally.concerns(foldName(hotel.name), stars, bits)) return false
  if (tally.take(totals, stars, bits, purseOf(offer.currency)) < 0) return false
  const ranked = {
    rating: Math.round((hotel.guestRating?.score ?? 0) * 10),
    ratingCount: hotel.guestRating?.count ?? 0,
    stars,
    distanceM: distanceM(area, hotel),
    total: compared(offer.total, offer.currency),
  }
  if (page.wants(ranked, hotel.id)) page.put(ranked, hotel.id, rate)
  return true
}
