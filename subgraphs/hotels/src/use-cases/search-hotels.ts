import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { amenities, amenityBits } from '../domain/amenity.ts'
import { boards } from '../domain/board.ts'
import { Tally, type Facets, type Filters } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { cursorOf, Page, readCursor, type Sort } from '../domain/ranking.ts'
import { distanceM } from '../domain/standing.ts'
import type { TownSearch } from '../domain/town-pass.ts'
import type { HotelSearchInput } from '../graphql/types.generated.ts'
import { readStays } from './asked-stays.ts'
import { takeHouse, type HouseFound } from './house-in-search.ts'
import { keepPartnerHotels } from './keep-partner-hotels.ts'
import { mergeHouses } from './merge-houses.ts'
import type { OfferInHand, Telling } from './offer-in-hand.ts'
import { openPurses, type PriceRange } from './purses.ts'
import { refuseInput } from './refusal.ts'
import { searchSeconds } from './search-metrics.ts'
import { searchOwn } from './search-own.ts'
import { searchPartners } from './search-partners.ts'
import { findPlace } from './search-place.ts'
import { tellFound, type Found } from './search-result.ts'

/** `hotel` is there when it is at hand. */
export type SearchResult = {
  hotelId: string
  hotel?: HotelRow | undefined
  offer: OfferInHand
  furtherOffers: OfferInHand[]
  distanceKm: number
}
/** `partnersWithinMs`: how long partners are waited for; null: as long as a search takes. */
export type SearchPage = {
  where: HotelSearchInput
  sort: Sort
  first: number
  after: string | null
  partnersWithinMs?: number | null
}

const most = 100

/**
 * Only hotels that can be booked: own and partners' in one list, filtered, counted, sorted as a whole, then cut to a
 * page. Own prices and what partners answer are worked out at the same time.
 */
export async function searchHotels({ where, sort, first, after, partnersWithinMs }: SearchPage, context: Context) {
  if (first < 0 || first > most) throw refuseInput(`first must be 0 to ${most}.`)
  const stopWatch = searchSeconds.startTimer({ part: 'whole' })
  const start = after === null ? null : readCursor(sort, after)
  if (after !== null && start === null) throw refuseInput('after is not a cursor of a search in this order.')
  const filters = readFilters(where)
  const place = await findPlace(where, context)
  const { rooms, stays, ofPartners } = readStays(where, context.now, place.timeZone)
  const asked = { stay: stays[0], rooms }
  const { rates } = await context.shelves.almanac(context.now.getTime())
  const currency = where.currency ?? null
  const compareIn = currency ?? place.currency
  const purses = openPurses({ rates, limitIn: currency, ...filters, compareIn })
  const page = new Page<Found>(sort, first, start)
  const tally = new Tally(filters)
  const search: TownSearch<HouseFound> = { area: place.area, sort, tally, page, ...purses }
  const telling: Telling = { currency, rates, now: context.now }
  const key = JSON.stringify([where, sort, first, after])
  const own = { place, asked, stays, filters, sort, first, start, limitIn: currency, compareIn, rates, key }
  const [found, partners] = await Promise.all([
    searchOwn(own, telling, context),
    searchPartners({ place, stays: ofPartners, rooms, currency: compareIn, waitMs: partnersWithinMs ?? null }, context),
  ])
  const houses = await mergeHouses(
    partners.flatMap(({ hotels }) => hotels),
    context,
  )
  // Ours that partners sell too are taken with theirs: counts are right whether or not our side of a house is on this page.
  const ours = houses.flatMap((house) => house.own ?? []).toSorted((a, b) => a.id - b.id)
  const { answer, told } = ours.length === 0 ? found : found.without(ours)
  page.startFrom(answer.page)
  tally.startFrom(answer.facets)
  purses.startFrom(answer.purses)
  const apart = new Map(answer.apart.map((one) => [one.town.ids[one.at], one]))
  const matching = houses
    .map((house) =>
      takeHouse(house, house.own ? apart.get(house.own.id) : undefined, { search, compareIn, now: context.now }),
    )
    .flatMap((house) => (house ? [house.cheapest, ...house.further] : []))
  const soldBy = Map.groupBy(
    matching.flatMap((sold) => ('hotel' in sold ? [sold.hotel] : [])),
    ({ supplier }) => supplier.code,
  )
  const partnersTold = partners.map(({ code, name, status, leftOut, ageSeconds }) => ({
    name,
    status,
    leftOut,
    ageSeconds,
    hotelCount: soldBy.get(code)?.length ?? 0,
  }))

  // Those that are shown are kept, so that their ids work later.
  await keepPartnerHotels(
    page.placed
      .flatMap(({ sold }) => ('town' in sold ? [] : [sold.cheapest, ...sold.further]))
      .flatMap((sold) => ('hotel' in sold ? [sold.hotel] : [])),
    context,
  )
  const shown = await Promise.all(page.placed.map(({ sold }) => tellFound(sold, told, telling, context)))
  const known = await context.shelves.knownHotels(
    shown.map(({ hotelId }) => hotelId),
    context.now.getTime(),
  )
  const edges = page.placed.flatMap((placed, at) => {
    const one = shown[at]
    if (!one) return []
    const { hotelId, point, offer, furtherOffers } = one
    const distanceKm = distanceM(place.area, point) / 1_000
    const node: SearchResult = { hotelId, hotel: known.get(hotelId), distanceKm, offer, furtherOffers }
    return [{ cursor: cursorOf(sort, placed), node }]
  })
  stopWatch()
  return {
    edges,
    totalCount: page.count,
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.skipped > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    facets: tellFacets(tally.facets, purses.range()),
    partners: partnersTold,
  }
}

function readFilters(where: HotelSearchInput): Filters {
  if (where.stars?.some((stars) => stars < 1 || stars > 5)) throw refuseInput('Stars are 1 to 5.')
  const { priceFrom, priceTo, guestRatingFrom } = where
  if (priceFrom != null && priceTo != null && priceFrom > priceTo)
    throw refuseInput('priceFrom must not be more than priceTo.')
  if (guestRatingFrom != null && !(guestRatingFrom >= 0 && guestRatingFrom <= 10))
    throw refuseInput('guestRatingFrom is 0 to 10.')
  return {
    stars: (where.stars ?? []).reduce((bits, stars) => bits | (1 << stars), 0),
    amenities: amenityBits(where.amenities ?? []),
    boards: (where.boards ?? []).reduce((bits, board) => bits | (1 << boards.indexOf(board)), 0),
    priceFrom: priceFrom ?? null,
    priceTo: priceTo ?? null,
    ratingFrom: Math.round((guestRatingFrom ?? 0) * 10),
    freeCancellation: where.freeCancellation ?? false,
    foldedName: foldName(where.name ?? ''),
  }
}

const tellFacets = (facets: Facets, price: PriceRange | null) => ({
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
