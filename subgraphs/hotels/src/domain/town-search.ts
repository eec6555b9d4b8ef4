import type { Area } from './area.ts'
import { distanceKm } from './distance.ts'
import { widen, type Purse, type Tally } from './matching.ts'
import type { StayNights } from './nights.ts'
import { mixedRooms, plansOf, soldBits, type PricedTown } from './priced-town.ts'
import { asksDistance, type Page, type Sort } from './ranking.ts'
import type { TownEstimates } from './town-estimates.ts'
import type { TownPricer } from './town-prices.ts'
import type { Town } from './town.ts'

/**
 * What an own hotel sells in a search: the hotel `at` its place of a town, for a total in its currency, under a plan, in rooms of one kind or
 * of several (-1). `nights`: of which stay, and what is left there.
 */
export type OwnSold = { town: Town; nights: StayNights; at: number; total: number; room: number; plan: number }

export type TownSearch<Sold> = {
  area: Area
  sort: Sort
  tally: Tally
  page: Page<Sold | OwnSold>
  purseOf: (currency: string) => Purse
  /** A total in the currency in which all hotels are compared. */
  compared: (total: number, currency: string) => number
  /** Places of hotels that are left out here, because partners sell the same houses: they are taken together with those. */
  apart?: ReadonlyMap<Town, readonly number[]> | undefined
}

/** Metres from the middle of an area, whole: what a cursor can hold. */
export const distanceM = (area: Area, point: { latitude: number; longitude: number }): number =>
  Math.round(distanceKm(area.centre, point) * 1_000)

/**
 * The one pass over a town's hotels with their prices: which lie there, what they sell, which of that fits, where it stands. The pricer
 * works out what was only estimated of those hotels that may be on the page, or the cheapest or the dearest of all.
 */
export function searchTown<Sold>(priced: PricedTown, search: TownSearch<Sold>, pricer: () => TownPricer): void {
  const { town, states } = priced
  const { area, sort, tally, page, purseOf, compared, apart } = search
  const { ids, stars, amenities, ratings, ratingCounts, foldedNames, tariffs: tariffAt } = town
  const { tariffs } = town.book
  const { inside, distances } = standing(town, area, asksDistance(sort), apart?.get(town))
  const byPrice = sort === 'PRICE'
  const hotel = { rating: 0, ratingCount: 0, stars: 0, amenities: 0, distanceM: 0, total: 0 }
  let purse: Purse | undefined
  let estimates: TownEstimates | null | undefined
  let tariff = -1
  let currency = ''
  for (let at = 0; at < ids.length; at++) {
    const slots = (states[at] as number) & soldBits
    if (inside[at] === 0 || slots === 0) continue
    hotel.stars = stars[at] as number
    hotel.amenities = amenities[at] as number
    hotel.rating = ratings[at] as number
    if (!tally.concerns(foldedNames[at] as string, hotel)) continue
    if (tariff !== tariffAt[at]) {
      tariff = tariffAt[at] as number
      currency = tariffs[tariff]?.currency ?? ''
    }
    if (purse?.currency !== currency) purse = purseOf(currency)
    const id = ids[at] as number
    hotel.ratingCount = ratingCounts[at] as number
    hotel.distanceM = distances ? (distances[at] as number) : 0
    let cell = -1
    let wanted: boolean | undefined
    if (purse.most < Infinity || purse.least > 0) {
      if (!priced.isExact(at)) estimates ??= pricer().estimates(priced, tally.wantedSlots)
      if (estimates && !priced.isExact(at) && estimates.tellsApart(at, purse)) {
        if (tally.takeSums(estimates, 0, estimates.count, hotel, purse) < 0) continue
        wanted = byPrice ? !passes(estimates.low, purse, search) : page.wants(hotel, id)
        if (!wanted) continue
        if (byPrice) wanted = undefined // by what it costs exactly
        pricer().settle(priced, at)
        cell = tally.cheapest(priced, at)
      } else {
        pricer().settle(priced, at)
        cell = tally.takePlans(priced, at, hotel, purse)
        if (cell < 0) continue
      }
    } else {
      if (!tally.takeSold(slots, hotel)) continue
      if (!byPrice) wanted = page.wants(hotel, id)
      if (!priced.isExact(at)) {
        estimates ??= pricer().estimates(priced, tally.wantedSlots)
        if (estimates && !wanted) {
          estimates.look(at)
          const isBetween = estimates.low >= purse.lowest && estimates.high <= purse.highest
          if (isBetween && (!byPrice || passes(estimates.low, purse, search))) continue
        }
        pricer().settle(priced, at)
      }
      cell = tally.cheapest(priced, at)
      widen(purse, priced.totals[cell] as number)
    }
    const total = priced.totals[cell] as number
    if (byPrice) {
      hotel.total = compared(total, currency)
      wanted = page.wants(hotel, id)
    }
    if (!(wanted ?? page.wants(hotel, id))) continue
    page.put(hotel, id, soldAt(priced, at, cell))
  }
}

/** What a hotel whose totals are exact sells at one of its cells. */
export function soldAt(priced: PricedTown, at: number, cell: number): OwnSold {
  const { town, nights, totals, rooms } = priced
  const room = rooms[cell] as number
  const place = room === mixedRooms ? -1 : (town.roomsFrom[at] as number) + room
  const plan = (town.plansFrom[at] as number) + cell - priced.cellOf(at)
  return { town, nights, at, total: totals[cell] as number, room: place, plan }
}

/** Whether a hotel that costs no less than `total` stands behind the page, which then counts it. */
export function passes<Sold>(total: number, purse: Purse, { page, compared }: TownSearch<Sold>): boolean {
  if (total < purse.behind) {
    if (!page.isBehind(compared(Math.max(0, Math.floor(total)), purse.currency))) return false
    purse.behind = total
  }
  page.count += 1
  return true
}

/** The lowest total of a town's hotels that lie in an area, by currency. The pricer works out those that may be it. */
export function lowestTotals(priced: PricedTown, area: Area, pricer: () => TownPricer): Map<string, number> {
  const { town } = priced
  const { inside } = standing(town, area, false)
  const lowest = new Map<string, number>()
  let estimates: TownEstimates | null | undefined
  for (let at = 0; at < town.ids.length; at++) {
    if (inside[at] === 0 || !priced.sells(at)) continue
    const currency = town.book.tariffs[town.tariffs[at] as number]?.currency ?? ''
    let least = lowest.get(currency) ?? Infinity
    if (!priced.isExact(at)) {
      estimates ??= pricer().estimates(priced, soldBits)
      if (estimates) {
        estimates.look(at)
        if (estimates.low >= least) continue
      }
      pricer().settle(priced, at)
    }
    const from = priced.cellOf(at)
    for (let cell = from; cell < from + plansOf(town, at); cell++)
      least = Math.min(least, priced.totals[cell] as number)
    lowest.set(currency, least)
  }
  return lowest
}

/** Which hotels of a town lie in an area, and how far from its middle. */
type Standing = { area: string; inside: Uint8Array; distances: Int32Array | null }

/** Of the last areas in which a town was searched: where its hotels stand is the same each time. */
const standings = new WeakMap<Town, Standing[]>()
const mostStandings = 4
const worthKeeping = 4

/** `apart`: places of hotels that are taken for none there. */
export function standing(town: Town, area: Area, needsDistance: boolean, apart?: readonly number[]): Standing {
  if (!apart) return standingOf(town, area, needsDistance)
  const one = standingOf(town, area, needsDistance)
  const inside = one.inside.slice()
  for (const at of apart) inside[at] = 0
  return { ...one, inside }
}

function standingOf(town: Town, area: Area, needsDistance: boolean): Standing {
  if (town.ids.length < worthKeeping) return stand(town, area, needsDistance)
  const known = standings.get(town) ?? []
  const one = known.find((kept) => kept.area === area.key && (kept.distances !== null || !needsDistance))
  if (one) return one
  const made = stand(town, area, needsDistance)
  standings.set(town, [made, ...known.filter((kept) => kept.area !== area.key)].slice(0, mostStandings))
  return made
}

function stand(town: Town, area: Area, needsDistance: boolean): Standing {
  const count = town.ids.length
  const inside = new Uint8Array(count)
  const distances = needsDistance ? new Int32Array(count) : null
  const point = { latitude: 0, longitude: 0 }
  for (let at = 0; at < count; at++) {
    point.latitude = town.latitudes[at] as number
    point.longitude = town.longitudes[at] as number
    if (!area.holds(point, town.cityIds[at] as number)) continue
    inside[at] = 1
    if (distances) distances[at] = distanceM(area, point)
  }
  return { area: area.key, inside, distances }
}
