import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { amenityBits } from '../domain/amenity.ts'
import type { Area } from '../domain/area.ts'
import { boards } from '../domain/board.ts'
import { Tally, type Filters } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { Page, readCursor, type Sort } from '../domain/ranking.ts'
import type { TownSearch } from '../domain/town-pass.ts'
import type { HotelSearchInput } from '../graphql/types.generated.ts'
import { readStays } from './asked-stays.ts'
import { takeHouse, type HouseFound } from './house-in-search.ts'
import { keepPartnerHotels } from './keep-partner-hotels.ts'
import type { OwnAnswer } from './kept-answers.ts'
import { mergeHouses } from './merge-houses.ts'
import type { Telling } from './offer-in-hand.ts'
import { openPurses, type Reckoning } from './purses.ts'
import { refuseInput } from './refusal.ts'
import { timeSearch } from './search-metrics.ts'
import { searchOwn } from './search-own.ts'
import { foundHotels, ownFacets, tellEdge, tellFacets } from './search-page.ts'
import { searchPartners } from './search-partners.ts'
import { findPlace } from './search-place.ts'
import { tellFound, type Found, type Told } from './search-result.ts'

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
  const stopWatch = timeSearch('whole')
  const start = after === null ? null : readCursor(sort, after)
  if (after !== null && start === null) throw refuseInput('after is not a cursor of a search in this order.')
  const filters = readFilters(where)
  const place = await findPlace(where, context)
  const { rooms, stays, ofPartners } = readStays(where, context.now, place.timeZone)
  const asked = { stay: stays[0], rooms }
  const { rates } = await context.shelves.almanac(context.now.getTime())
  const currency = where.currency ?? null
  const compareIn = currency ?? place.currency
  const reckoning = { rates, limitIn: currency, ...filters, compareIn }
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
  const { page, facets, soldBy } =
    houses.length === 0
      ? { page: answer.page, facets: ownFacets(answer), soldBy: nobody }
      : amongPartners(houses, answer, { area: place.area, sort, first, start, filters, reckoning, now: context.now })
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
  const hotels = await foundHotels(
    shown.map(({ hotelId }) => hotelId),
    context,
  )
  const edges = page.placed.map((placed, at) =>
    tellEdge(placed, { sort, area: place.area, told: shown[at] as Told, hotel: hotels[at] as HotelRow }),
  )
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
    facets,
    partners: partnersTold,
  }
}

const nobody: ReadonlyMap<string, readonly unknown[]> = new Map()

type Question = {
  area: Area
  sort: Sort
  first: number
  start: ReturnType<typeof readCursor>
  filters: Filters
  reckoning: Reckoning
  now: Date
}

/** What we found with the houses of partners among it, in one order, and all counts. `soldBy`: the hotels that match, by partner. */
function amongPartners(
  houses: Awaited<ReturnType<typeof mergeHouses>>,
  { page: ownPage, facets, purses: ownPurses, apart }: OwnAnswer,
  { area, sort, first, start, filters, reckoning, now }: Question,
) {
  const purses = openPurses(reckoning)
  const page = new Page<Found>(sort, first, start)
  const tally = new Tally(filters)
  page.startFrom(ownPage)
  tally.startFrom(facets)
  purses.startFrom(ownPurses)
  const search: TownSearch<HouseFound> = { area, sort, tally, page, ...purses }
  const { compareIn } = reckoning
  const apartById = new Map(apart.map((one) => [one.town.ids[one.at], one]))
  const matching = houses
    .map((house) => takeHouse(house, house.own ? apartById.get(house.own.id) : undefined, { search, compareIn, now }))
    .flatMap((house) => (house ? [house.cheapest, ...house.further] : []))
  const soldBy = Map.groupBy(
    matching.flatMap((sold) => ('hotel' in sold ? [sold.hotel] : [])),
    ({ supplier }) => supplier.code,
  )
  return { page, facets: tellFacets(tally.facets, purses.range()), soldBy }
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
