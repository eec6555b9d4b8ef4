import { exponentOf } from '@staygraph/subgraph-kit/money'

import type { Context } from '../context.ts'
import { roomsLeftInCities } from '../database/availability.ts'
import { amenities, amenityBits } from '../domain/amenity.ts'
import { boards } from '../domain/board.ts'
import { keepCheapest, sell, type Cheapest, type PricedPair } from '../domain/cheapest-offers.ts'
import { distanceKm } from '../domain/distance.ts'
import { convert, type Rates } from '../domain/exchange.ts'
import { matchAll, type Candidate, type Facets, type Filters } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { cursorOf, pageOf, rankAll, readCursor, type Sort } from '../domain/ranking.ts'
import { hotelKey, type ShelfHotel } from '../domain/shelf.ts'
import { nightCount } from '../domain/stay.ts'
import type { HotelSearchInput } from '../graphql/types.generated.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import { readStay } from './asked-stay.ts'
import { ownOffer, partnersOffer, roomsOfOneKind, type OfferInHand, type Telling } from './offer-in-hand.ts'
import { refuseInput } from './refusal.ts'
import { searchPartners } from './search-partners.ts'
import { findPlace, type SearchPlace } from './search-place.ts'
import { stayQuestion } from './stay-question.ts'

/** What a hotel sells in a search: a pair of our own, or a partner's offer. */
type Own = { hotel: ShelfHotel; pair: PricedPair; total: number }
type Partners = { rate: PartnerHotelRate; total: number }
type Sold = Own | Partners

export type SearchResult = { hotelId: string; offer: OfferInHand; distanceKm: number }
export type SearchPage = { where: HotelSearchInput; sort: Sort; first: number; after: string | null }
type AskedStay = ReturnType<typeof readStay>

const most = 100

/**
 * Only hotels that can be booked: own and partners' in one list, filtered, counted, sorted as a whole, then cut to a
 * page. Own prices and what partners answer are worked out at the same time.
 */
export async function searchHotels({ where, sort, first, after }: SearchPage, context: Context) {
  if (first < 0 || first > most) throw refuseInput(`first must be 0 to ${most}.`)
  const start = after === null ? null : readCursor(sort, after)
  if (after !== null && start === null) throw refuseInput('after is not a cursor of a search in this order.')
  const filters = readFilters(where)
  const place = await findPlace(where, context)
  const asked = readStay(where.stay, where.rooms, context.now, place.timeZone)
  const currency = where.currency ?? null
  const { rates } = await context.shelves.almanac(context.now.getTime())
  const compareIn = currency ?? place.currency
  const reckon: Reckoning = { rates, limitIn: currency, compareIn }

  const [own, partners] = await Promise.all([
    ownCandidates(place, asked, reckon, context),
    searchPartners(place, asked, filters, compareIn, context),
  ])
  const theirs = partners.flatMap(({ hotels }) =>
    hotels.map((rate) => partnerCandidate(rate, place, reckon, context.now)),
  )
  const { matches, facets } = matchAll<Sold>([...own, ...theirs], filters)
  const ranked = rankAll(matches, sort)
  const { page, start: skipped } = pageOf(ranked, first, start)
  const telling: Telling = { currency, rates, now: context.now }
  const edges = await Promise.all(
    page.map(async (one) => ({
      cursor: cursorOf(sort, one),
      node: {
        hotelId: one.match.candidate.id,
        distanceKm: one.match.candidate.distanceM / 1_000,
        offer: await tellOffer(one.match.sold, asked, telling, context),
      } satisfies SearchResult,
    })),
  )
  const matched = new Set(matches.map(({ candidate }) => candidate.id))
  return {
    edges,
    totalCount: matches.length,
    pageInfo: {
      hasNextPage: skipped + page.length < ranked.length,
      hasPreviousPage: skipped > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    facets: tellFacets(facets, compareIn),
    partners: partners.map(({ name, status, hotels }) => ({
      name,
      status,
      hotelCount: hotels.filter(({ hotel }) => matched.has(hotel.id)).length,
    })),
  }
}

type Reckoning = { rates: Rates; limitIn: string | null; compareIn: string }

/** A sum in two currencies: of the price limit, and of comparison. One without a rate is taken as it is. */
function reckoning(from: string, { rates, limitIn, compareIn }: Reckoning) {
  const into = (to: string) => (total: number) => convert(total, from, to, rates, exponentOf) ?? total
  return { limited: limitIn === null ? (total: number) => total : into(limitIn), compared: into(compareIn) }
}

async function ownCandidates(
  { area, cityIds }: SearchPlace,
  asked: AskedStay,
  reckon: Reckoning,
  { shelves, places, sql, now }: Context,
) {
  const [hotels, left] = await Promise.all([
    shelves.hotelsIn(cityIds, now.getTime()),
    roomsLeftInCities(sql, places, cityIds, asked.stay, nightCount(asked.stay)),
  ])
  const question = stayQuestion(asked, left, now)
  const candidates: Candidate<Own>[] = []
  for (const hotel of hotels) {
    if (!area.holds(hotel, hotel.cityId)) continue
    const cheapest: Cheapest<Own> = { free: [], bound: [] }
    sell(hotel, question, (pair) =>
      keepCheapest(cheapest, { hotel, pair, total: pair.total }, pair.plan.board, pair.freeNow),
    )
    if (cheapest.free.length === 0 && cheapest.bound.length === 0) continue
    const { foldedName, stars, rating, ratingCount } = hotel
    candidates.push({
      id: hotelKey(hotel.id),
      foldedName,
      stars,
      amenities: hotel.amenities,
      rating,
      ratingCount,
      distanceM: Math.round(distanceKm(area.centre, hotel) * 1_000),
      cheapest,
      ...reckoning(hotel.currency, reckon),
    })
  }
  return candidates
}

function partnerCandidate(
  rate: PartnerHotelRate,
  { area }: SearchPlace,
  reckon: Reckoning,
  now: Date,
): Candidate<Partners> {
  const { hotel, offer } = rate
  const cheapest: Cheapest<Partners> = { free: [], bound: [] }
  const { freeUntil } = offer.cancellation
  keepCheapest(cheapest, { rate, total: offer.total }, offer.board, freeUntil !== null && new Date(freeUntil) > now)
  return {
    id: hotel.id,
    foldedName: foldName(hotel.name),
    stars: hotel.stars ?? 0,
    amenities: amenityBits(hotel.amenities),
    rating: Math.round((hotel.guestRating?.score ?? 0) * 10),
    ratingCount: hotel.guestRating?.count ?? 0,
    distanceM: Math.round(distanceKm(area.centre, hotel) * 1_000),
    cheapest,
    ...reckoning(offer.currency, reckon),
  }
}

async function tellOffer(sold: Sold, asked: AskedStay, telling: Telling, { loaders }: Context): Promise<OfferInHand> {
  if ('hotel' in sold) {
    const { room, plan, roomsLeft } = sold.pair
    return ownOffer(sold.hotel, { rooms: roomsOfOneKind(room, asked.rooms), plan, roomsLeft }, asked.stay, telling)
  }
  const hotel = await loaders.hotel.load(sold.rate.hotel.id)
  if (!hotel) throw new Error(`the partner's hotel ${sold.rate.hotel.id} was not kept`)
  return partnersOffer(hotel, sold.rate.offer, telling)
}

function readFilters(where: HotelSearchInput): Filters {
  if (where.stars?.some((stars) => stars < 1 || stars > 5)) throw refuseInput('Stars are 1 to 5.')
  return {
    stars: (where.stars ?? []).reduce((bits, stars) => bits | (1 << stars), 0),
    amenities: amenityBits(where.amenities ?? []),
    boards: where.boards ?? [],
    priceTo: where.priceTo ?? null,
    freeCancellation: where.freeCancellation ?? false,
    foldedName: foldName(where.name ?? ''),
  }
}

const tellFacets = (facets: Facets, currency: string) => ({
  stars: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: facets.stars[stars] ?? 0 })),
  amenities: amenities.map((amenity, bit) => ({ amenity, count: facets.amenities[bit] ?? 0 })),
  boards: boards.map((board, slot) => ({ board, count: facets.boards[slot] ?? 0 })),
  freeCancellation: facets.freeCancellation,
  price:
    facets.lowest === null || facets.highest === null
      ? null
      : { lowest: { amount: facets.lowest, currency }, highest: { amount: facets.highest, currency } },
})
