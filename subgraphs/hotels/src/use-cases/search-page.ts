import { lasting } from '@staygraph/subgraph-kit/of-itself'

import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { amenities } from '../domain/amenity.ts'
import type { Area } from '../domain/area.ts'
import { boards } from '../domain/board.ts'
import type { Facets } from '../domain/matching.ts'
import { cursorOf, type Placed, type Sort } from '../domain/ranking.ts'
import { distanceM } from '../domain/standing.ts'
import type { OwnAnswer } from './kept-answers.ts'
import type { OfferInHand } from './offer-in-hand.ts'
import { openPurses, type PriceRange } from './purses.ts'
import type { Found, Told } from './search-result.ts'

/** A hotel as a search tells it. */
export type SearchResult = {
  hotel: HotelRow
  offer: OfferInHand
  furtherOffers: OfferInHand[]
  distanceKm: number
}
type Edge = { cursor: string; node: SearchResult }

/** The hotels that were found, in their order: our own are at hand mostly. */
export async function foundHotels(ids: readonly string[], { shelves, loaders, now }: Context): Promise<HotelRow[]> {
  const known = await shelves.knownHotels(ids, now.getTime())
  const all = ids.map((id) => known.get(id))
  if (all.every((hotel) => hotel !== undefined)) return all
  return Promise.all(
    ids.map(async (id) => {
      const hotel = known.get(id) ?? (await loaders.hotel.load(id))
      if (!hotel) throw new Error(`${id} was found and is no hotel`)
      return hotel
    }),
  )
}

/** What is told of a hotel on a page that is kept, as it was told last. */
const keptEdges = new WeakMap<Placed<Found>, { told: Told; edge: Edge }>()

/** A hotel of a page. One of our own is told as before, as long as that is right: then it is not written anew either. */
export function tellEdge(
  placed: Placed<Found>,
  { sort, area, told, hotel }: { sort: Sort; area: Area; told: Told; hotel: HotelRow },
): Edge {
  const distanceKm = distanceM(area, told.point) / 1_000
  const last = keptEdges.get(placed)
  // A page is of one order: its cursors stay.
  if (last && last.told === told && last.edge.node.hotel === hotel && last.edge.node.distanceKm === distanceKm)
    return last.edge
  const { offer, furtherOffers } = told
  const node = { hotel, distanceKm, offer, furtherOffers }
  const cursor = cursorOf(sort, placed)
  // Of partners nothing is kept: neither do their hotels last, nor what they say.
  if (!('town' in placed.sold)) return { cursor, node }
  // It lasts as a whole: its text is kept once, not again for each of its parts.
  const edge = lasting({ cursor, node })
  keptEdges.set(placed, { told, edge })
  return edge
}

const keptFacets = new WeakMap<OwnAnswer, ReturnType<typeof tellFacets>>()

/** The counts of our own hotels alone, as long as their answer is kept. */
export function ownFacets(answer: OwnAnswer): ReturnType<typeof tellFacets> {
  const known = keptFacets.get(answer)
  if (known) return known
  const { rates, compareIn, facets } = answer
  const purses = openPurses({ rates, compareIn, limitIn: null, priceFrom: null, priceTo: null })
  purses.startFrom(answer.purses)
  const told = lasting(tellFacets(facets, purses.range()))
  keptFacets.set(answer, told)
  return told
}

export const tellFacets = (facets: Facets, price: PriceRange | null) => ({
  stars: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: facets.stars[stars] ?? 0 })),
  amenities: amenities.map((amenity, bit) => ({ amenity, count: facets.amenities[bit] ?? 0 })),
  boards: boards.map((board, slot) => ({ board, count: facets.boards[slot] ?? 0 })),
  guestRatings: [9, 8, 7, 6].map((from) => ({
    from,
    count: facets.ratings.subarray(from).reduce((sum, count) => sum + count, 0),
  })),
  freeCancellation: facets.freeCancellation,
  price,
})
