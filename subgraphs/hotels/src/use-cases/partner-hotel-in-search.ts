import { amenityBits } from '../domain/amenity.ts'
import { boards } from '../domain/board.ts'
import { slotOf } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { slotCount } from '../domain/priced-town.ts'
import { distanceM, type TownSearch } from '../domain/town-search.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import type { House } from './merge-houses.ts'

/** A house as it is found: by the partner that sells it cheapest, and what the others want for it. */
export type PartnerFound = PartnerHotelRate & { readonly further: readonly PartnerHotelRate[] }

/** Puts a house that partners sell into a search, as `searchTown` does with ours. Whether it matches. */
export function takePartnerHouse(house: House, search: TownSearch<PartnerFound>, now: Date): boolean {
  const { area, tally, page, purseOf, compared } = search
  const [cheapest, ...others] = house
  const { hotel, offer } = cheapest
  const totals = new Float64Array(slotCount).fill(Infinity)
  for (const { offer: one } of house) {
    const { freeUntil } = one.cancellation
    const slot = slotOf(boards.indexOf(one.board), freeUntil !== null && new Date(freeUntil) > now)
    totals[slot] = Math.min(totals[slot] ?? Infinity, one.total)
  }
  const traits = {
    stars: hotel.stars ?? 0,
    amenities: amenityBits(hotel.amenities),
    rating: Math.round((hotel.guestRating?.score ?? 0) * 10),
  }
  if (!house.some((one) => tally.concerns(foldName(one.hotel.name), traits))) return false
  if (tally.take(totals, traits, purseOf(offer.currency)) < 0) return false
  const ranked = {
    ...traits,
    ratingCount: hotel.guestRating?.count ?? 0,
    distanceM: distanceM(area, hotel),
    total: compared(offer.total, offer.currency),
  }
  if (page.wants(ranked, hotel.id)) page.put(ranked, hotel.id, { ...cheapest, further: others })
  return true
}
