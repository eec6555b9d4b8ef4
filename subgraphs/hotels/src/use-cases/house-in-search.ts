import { amenityBits } from '../domain/amenity.ts'
import type { OwnApart } from '../domain/apart.ts'
import { boards } from '../domain/board.ts'
import type { Point } from '../domain/distance.ts'
import { slotOf } from '../domain/matching.ts'
import { foldName } from '../domain/place-name.ts'
import { slotCount } from '../domain/priced-town.ts'
import type { HotelId } from '../domain/ranking.ts'
import { distanceM } from '../domain/standing.ts'
import type { OwnSold, TownSearch } from '../domain/town-pass.ts'
import type { PartnerHotel, PartnerHotelRate, PartnerOffer } from '../partners/partner-supply.ts'
import type { House } from './merge-houses.ts'

/** What one partner wants for a house. */
export type PartnerSold = { readonly hotel: PartnerHotel; readonly offer: PartnerOffer }
export type Sold = OwnSold | PartnerSold
/** A house as it is found: by who sells it cheapest, and what the others want for it. */
export type HouseFound = { readonly cheapest: Sold; readonly further: readonly Sold[] }

export type HouseSearch = {
  search: TownSearch<HouseFound>
  /** The currency in which all hotels are compared. */
  compareIn: string
  now: Date
}

/** A house as one of those who sell it knows it, and what they sell. */
type Seller = {
  id: HotelId
  foldedName: string
  stars: number
  amenities: number
  rating: number
  ratingCount: number
  point: Point
  currency: string
  /** The lowest total of each slot. */
  totals: Float64Array
  /** The lowest of all. */
  lowest: number
  /** The cheapest that was asked for. */
  wanted: { total: number; sold: Sold } | null
}

/**
 * Puts a house that partners sell, and perhaps we ourselves, into a search, as `searchTown` does with a hotel of ours. It costs what its cheapest
 * seller wants; what that one does not tell of it, the next one may. Where they sell in several currencies, the limits of the price are
 * those of the currency of comparison. Undefined: it does not match.
 */
export function takeHouse(
  { partners }: Pick<House, 'partners'>,
  own: OwnApart | undefined,
  { search, compareIn, now }: HouseSearch,
): HouseFound | undefined {
  const { area, tally, page, purseOf, compared } = search
  const all = partners.map((rate) => partnerSeller(rate, tally.wantedSlots, now))
  if (own) all.push(ownSeller(own))
  const byPrice = inOrder(all, ({ lowest, currency }) => compared(lowest, currency))
  const [first] = byPrice
  if (!first) return undefined
  const isOne = all.every(({ currency }) => currency === first.currency)
  const currency = isOne ? first.currency : compareIn
  const totals = new Float64Array(slotCount).fill(Infinity)
  for (const seller of all)
    for (const [slot, total] of seller.totals.entries()) {
      if (total === Infinity) continue
      const here = isOne ? total : compared(total, seller.currency)
      if (here < (totals[slot] as number)) totals[slot] = here
    }
  const rated = byPrice.find(({ rating }) => rating > 0)
  const traits = {
    stars: byPrice.find(({ stars }) => stars > 0)?.stars ?? 0,
    amenities: byPrice.reduce((bits, { amenities }) => bits | amenities, 0),
    rating: rated?.rating ?? 0,
  }
  if (!all.some(({ foldedName }) => tally.concerns(foldedName, traits))) return undefined
  if (tally.take(totals, traits, purseOf(currency)) < 0) return undefined
  const [shown, ...others] = inOrder(all, (one) => (one.wanted ? compared(one.wanted.total, one.currency) : Infinity))
  if (!shown?.wanted) throw new Error(`${first.id} matches, and sells nothing that was asked for`)
  const found = { cheapest: shown.wanted.sold, further: others.flatMap(({ wanted }) => wanted?.sold ?? []) }
  const ranked = {
    ...traits,
    ratingCount: rated?.ratingCount ?? 0,
    distanceM: distanceM(area, shown.point),
    total: compared(shown.wanted.total, shown.currency),
  }
  if (page.wants(ranked, shown.id)) page.put(ranked, shown.id, found)
  return found
}

/** By a sum, the lowest first; of equal ones ours, then by name. */
const inOrder = (sellers: readonly Seller[], sumOf: (seller: Seller) => number): Seller[] =>
  sellers
    .map((seller) => ({ seller, sum: sumOf(seller) }))
    .toSorted((a, b) => (a.sum === b.sum ? byId(a.seller.id, b.seller.id) : a.sum - b.sum))
    .map(({ seller }) => seller)

const byId = (a: HotelId, b: HotelId): number =>
  typeof a === 'number' ? -1 : typeof b === 'number' ? 1 : a < b ? -1 : 1

/** A rate as searches know it, and between which instants: then an offer of it ceases to be free to cancel. */
type KnownRate = { seller: Omit<Seller, 'wanted'>; slots: readonly number[]; since: number; until: number }
/** Partners' answers are kept for a while, and their rates looked through by each search meanwhile. */
const knownRates = new WeakMap<PartnerHotelRate, KnownRate>()

function knownRate(rate: PartnerHotelRate, at: number): KnownRate {
  const { hotel, offers } = rate
  const totals = new Float64Array(slotCount).fill(Infinity)
  let [since, until] = [-Infinity, Infinity]
  const slots = offers.map((one) => {
    const { freeUntil } = one.cancellation
    const end = freeUntil === null ? -Infinity : Date.parse(freeUntil)
    if (end > at) until = Math.min(until, end)
    else since = Math.max(since, end)
    const slot = slotOf(boards.indexOf(one.board), end > at)
    if (one.total < (totals[slot] as number)) totals[slot] = one.total
    return slot
  })
  const seller = {
    id: hotel.id,
    foldedName: foldName(hotel.name),
    stars: hotel.stars ?? 0,
    amenities: amenityBits(hotel.amenities),
    rating: Math.round((hotel.guestRating?.score ?? 0) * 10),
    ratingCount: hotel.guestRating?.count ?? 0,
    point: hotel,
    currency: offers[0].currency,
    totals,
    lowest: offers[0].total,
  }
  return { seller, slots, since, until }
}

function partnerSeller(rate: PartnerHotelRate, wantedSlots: number, now: Date): Seller {
  const at = now.getTime()
  let known = knownRates.get(rate)
  if (!known || at < known.since || at >= known.until) knownRates.set(rate, (known = knownRate(rate, at)))
  const offer = rate.offers[known.slots.findIndex((slot) => ((wantedSlots >> slot) & 1) === 1)]
  return { ...known.seller, wanted: offer ? { total: offer.total, sold: { hotel: rate.hotel, offer } } : null }
}

function ownSeller({ town, at, currency, totals, sold }: OwnApart): Seller {
  const rating = town.ratings[at] as number
  return {
    id: town.ids[at] as number,
    foldedName: town.foldedNames[at] as string,
    stars: town.stars[at] as number,
    amenities: town.amenities[at] as number,
    rating,
    ratingCount: town.ratingCounts[at] as number,
    point: { latitude: town.latitudes[at] as number, longitude: town.longitudes[at] as number },
    currency,
    totals,
    lowest: Math.min(...totals),
    wanted: sold && { total: sold.total, sold },
  }
}
