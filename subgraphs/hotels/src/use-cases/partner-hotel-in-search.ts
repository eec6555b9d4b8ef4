import { amenityBits } from '../domain/amenity.ts'
import { boards } from '../domain/board.ts'
import { slotOf } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { slotCount } from '../domain/priced-town.ts'
import { distanceM, type TownSearch } from '../domain/town-search.ts'
import type { PartnerHotel, PartnerOffer } from '../partners/partner-supply.ts'
import type { House } from './merge-houses.ts'

/** What one partner wants for a house. */
export type PartnerSold = { readonly hotel: PartnerHotel; readonly offer: PartnerOffer }
/** A house as it is found: by the partner that sells it cheapest, and what the others want for it. */
export type PartnerFound = PartnerSold & { readonly further: readonly PartnerSold[] }

/** Puts a house that partners sell into a search, as `searchTown` does with ours. Undefined: it does not match. */
export function takePartnerHouse(house: House, search: TownSearch<PartnerFound>, now: Date): PartnerFound | undefined {
  const { area, tally, page, purseOf, compared } = search
  const [{ hotel: first, offers: firstOffers }] = house
  const slotOfOffer = ({ board, cancellation: { freeUntil } }: PartnerOffer) =>
    slotOf(boards.indexOf(board), freeUntil !== null && new Date(freeUntil) > now)
  const totals = new Float64Array(slotCount).fill(Infinity)
  for (const { offers } of house)
    for (const one of offers) totals[slotOfOffer(one)] = Math.min(totals[slotOfOffer(one)] ?? Infinity, one.total)
  const traits = {
    stars: first.stars ?? 0,
    amenities: amenityBits(first.amenities),
    rating: Math.round((first.guestRating?.score ?? 0) * 10),
  }
  if (!house.some((one) => tally.concerns(foldName(one.hotel.name), traits))) return undefined
  if (tally.take(totals, traits, purseOf(firstOffers[0].currency)) < 0) return undefined
  const isWanted = (offer: PartnerOffer) => ((tally.wantedSlots >> slotOfOffer(offer)) & 1) === 1
  const [cheapest, ...further] = house
    .flatMap(({ hotel, offers }) =>
      offers
        .filter(isWanted)
        .slice(0, 1)
        .map((offer) => ({ hotel, offer })),
    )
    .toSorted((a, b) => a.offer.total - b.offer.total || (a.hotel.id < b.hotel.id ? -1 : 1))
  if (!cheapest) throw new Error(`${first.id} matches, and sells nothing that was asked for`)
  const { hotel, offer } = cheapest
  const found = { hotel, offer, further }
  const ranked = {
    ...traits,
    ratingCount: first.guestRating?.count ?? 0,
    distanceM: distanceM(area, hotel),
    total: compared(offer.total, offer.currency),
  }
  if (page.wants(ranked, hotel.id)) page.put(ranked, hotel.id, found)
  return found
}
