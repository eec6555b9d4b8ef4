import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import type { SeenHouse } from '../database/same-house-tables.ts'
import { decidedAmong, queuePairs, type PairInDoubt } from '../database/same-houses.ts'
import { farthestM, likenessOf, type HouseFacts } from '../domain/same-hotel.ts'
import { groupsOf, pairKey, type Pair } from '../domain/same-house-groups.ts'
import { readKey } from '../domain/shelf.ts'
import type { PartnerHotel, PartnerHotelRate } from '../partners/partner-supply.ts'
import { ownHousesNear } from './own-houses-near.ts'
import { pairsFound } from './search-metrics.ts'
import type { OwnHouse } from './search-own.ts'

/** A house that one partner or several sell, the cheapest first; `own`: which hotel of ours it is. */
export type House = {
  readonly partners: readonly [PartnerHotelRate, ...PartnerHotelRate[]]
  readonly own: OwnHouse | null
}

/** Pairs put into the queue by one search, at most. */
const mostQueued = 50
/** Pairs that this process has put there already. */
const queued = new Set<string>()
const mostRemembered = 20_000

const degreesOfLatitude = farthestM / 111_195

/**
 * Partners' hotels as houses, with those of our own that are the same: those that are certainly one, or were said to be, together. What is not certain stays apart, and is
 * written down for a person to decide; who decides is heard by the next search.
 */
export async function mergeHouses(
  rates: readonly PartnerHotelRate[],
  context: Pick<Context, 'sql' | 'shelves' | 'now' | 'logger'>,
): Promise<House[]> {
  const byId = new Map(rates.map((rate) => [rate.hotel.id, rate]))
  const hotels = [...byId.values()].map(({ hotel }) => hotel)
  const ours = await ownHousesNear(hotels, context)
  const own = new Map([...ours.values()].flat().map((row) => [row.id, row]))
  const { same, unsure } = comparedOnce(hotels, ours)
  const inQuestion = [...new Set([...same, ...unsure].flatMap(({ one, other }) => [one, other]))]
  const decided = new Map(
    (inQuestion.length === 0 ? [] : await decidedAmong(context.sql, inQuestion)).map(({ one, other, verdict }) => [
      pairKey([one, other]),
      verdict,
    ]),
  )
  const verdictOf = ({ one, other }: PairInDoubt) => decided.get(pairKey([one, other]))
  const joined: Pair[] = [
    ...unsure.filter((pair) => verdictOf(pair) === 'SAME'),
    ...same.filter((pair) => verdictOf(pair) !== 'DIFFERENT'),
  ].map(({ one, other }) => [one, other])
  queueLater(
    unsure.filter((pair) => !decided.has(pairKey([pair.one, pair.other]))),
    context,
  )
  return groupsOf([...byId.keys(), ...own.keys()], joined).flatMap((group): House[] => {
    const [cheapest, ...others] = group
      .map((id) => byId.get(id))
      .filter((rate) => rate !== undefined)
      .toSorted((a, b) => a.offers[0].total - b.offers[0].total || (a.hotel.id < b.hotel.id ? -1 : 1))
    if (!cheapest) return [] // a hotel of ours that no partner sells
    const row = group.map((id) => own.get(id)).find((one) => one !== undefined)
    return [{ partners: [cheapest, ...others], own: row ? ownHouseOf(row) : null }]
  })
}

function ownHouseOf({ id: key, cityId }: HotelRow): OwnHouse {
  const id = readKey('h', key)
  if (id === null || cityId === null) throw new Error(`${key} is no hotel of ours`)
  return { id, cityId }
}

type Compared = { same: PairInDoubt[]; unsure: PairInDoubt[] }

/** By the first of them: what was compared, and what came of it. Partners' answers are kept for a while, and ours until the catalogue changes. */
const comparedLately = new WeakMap<
  PartnerHotel,
  { hotels: readonly PartnerHotel[]; near: readonly (readonly HotelRow[] | undefined)[]; compared: Compared }
>()

/** Of the very same hotels, as told the very same time, the same comes again. */
function comparedOnce(hotels: readonly PartnerHotel[], ours: ReadonlyMap<PartnerHotel, readonly HotelRow[]>): Compared {
  const [first] = hotels
  if (!first) return { same: [], unsure: [] }
  const known = comparedLately.get(first)
  const isSame = known?.hotels.length === hotels.length
  if (isSame && hotels.every((one, at) => one === known.hotels[at] && ours.get(one) === known.near[at]))
    return known.compared
  const compared = compareAll(hotels, ours)
  comparedLately.set(first, { hotels, near: hotels.map((one) => ours.get(one)), compared })
  return compared
}

/**
 * The pairs that are, or may be, one house; each list begins with what is most alike. Two hotels of our own are never compared: we know
 * them apart.
 */
function compareAll(hotels: readonly PartnerHotel[], ours: ReadonlyMap<PartnerHotel, readonly HotelRow[]>): Compared {
  const [same, unsure]: [PairInDoubt[], PairInDoubt[]] = [[], []]
  const compare = (hotel: PartnerHotel | HotelRow, other: PartnerHotel | HotelRow) => {
    const { verdict, score } = likenessOf(factsOf(hotel), factsOf(other))
    if (verdict === 'DIFFERENT') return
    const [one, two] = hotel.id < other.id ? [hotel, other] : [other, hotel]
    const pair: PairInDoubt = { one: one.id, other: two.id, score, about: [seen(one), seen(two)] }
    ;(verdict === 'SAME' ? same : unsure).push(pair)
  }
  for (const [hotel, near] of ours) for (const row of near) compare(row, hotel)
  const northward = hotels.toSorted((a, b) => a.latitude - b.latitude)
  for (const [at, hotel] of northward.entries()) {
    for (let next = at + 1; next < northward.length; next++) {
      const other = northward[next]
      if (!other || other.latitude - hotel.latitude > degreesOfLatitude) break
      compare(hotel, other)
    }
  }
  const byScore = (a: PairInDoubt, b: PairInDoubt) => b.score - a.score || (a.one + a.other < b.one + b.other ? -1 : 1)
  return { same: same.toSorted(byScore), unsure: unsure.toSorted(byScore) }
}

const isOwn = (hotel: PartnerHotel | HotelRow): hotel is HotelRow => 'source' in hotel

/** Facts are worked out once for a hotel as it was told. */
const facts = new WeakMap<PartnerHotel | HotelRow, HouseFacts>()

function factsOf(hotel: PartnerHotel | HotelRow): HouseFacts {
  const known = facts.get(hotel)
  if (known) return known
  const { name, latitude, longitude, phone } = hotel
  const town = isOwn(hotel) ? hotel.addressCity : hotel.address.city
  const made: HouseFacts = { name, town, latitude, longitude, phone }
  facts.set(hotel, made)
  return made
}

const seen = (hotel: PartnerHotel | HotelRow): SeenHouse =>
  isOwn(hotel)
    ? {
        name: hotel.name,
        line: hotel.addressLine,
        town: hotel.addressCity,
        phone: hotel.phone,
        partner: hotel.partner ?? 'our own',
      }
    : {
        name: hotel.name,
        line: hotel.address.line,
        town: hotel.address.city,
        phone: hotel.phone,
        partner: hotel.supplier.name,
      }

/** Behind the search: a queue that cannot be written is nobody's wait. */
function queueLater(
  pairs: readonly PairInDoubt[],
  { sql, now, logger }: Pick<Context, 'sql' | 'now' | 'logger'>,
): void {
  const fresh = pairs.filter(({ one, other }) => !queued.has(pairKey([one, other]))).slice(0, mostQueued)
  if (fresh.length === 0) return
  if (queued.size > mostRemembered) queued.clear()
  for (const { one, other } of fresh) queued.add(pairKey([one, other]))
  pairsFound.inc(fresh.length)
  queuePairs(sql, fresh, now).catch((error: unknown) => {
    for (const { one, other } of fresh) queued.delete(pairKey([one, other]))
    logger.warn({ err: error }, 'pairs of hotels that may be one house could not be written down')
  })
}
