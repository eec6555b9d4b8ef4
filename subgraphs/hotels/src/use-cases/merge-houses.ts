import type { Context } from '../context.ts'
import { decidedAmong, queuePairs, type PairInDoubt } from '../database/same-houses.ts'
import { farthestM, likenessOf, type HouseFacts } from '../domain/same-hotel.ts'
import { groupsOf, pairKey, type Pair } from '../domain/same-house-groups.ts'
import type { PartnerHotel, PartnerHotelRate } from '../partners/partner-supply.ts'
import { pairsFound } from './search-metrics.ts'

/** A house that one partner or several sell, the cheapest first. */
export type House = readonly [PartnerHotelRate, ...PartnerHotelRate[]]

/** Pairs put into the queue by one search, at most. */
const mostQueued = 50
/** Pairs that this process has put there already. */
const queued = new Set<string>()
const mostRemembered = 20_000

const degreesOfLatitude = farthestM / 111_195

/**
 * Partners' hotels as houses: those that are certainly one, or were said to be, together. What is not certain stays apart, and is
 * written down for a person to decide; who decides is heard by the next search.
 */
export async function mergeHouses(
  rates: readonly PartnerHotelRate[],
  context: Pick<Context, 'sql' | 'now' | 'logger'>,
): Promise<House[]> {
  const byId = new Map(rates.map((rate) => [rate.hotel.id, rate]))
  const { same, unsure } = compareAll([...byId.values()].map(({ hotel }) => hotel))
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
  return groupsOf(byId.keys(), joined).map((group) => {
    const [cheapest, ...others] = group
      .map((id) => byId.get(id))
      .filter((rate) => rate !== undefined)
      .toSorted((a, b) => a.offers[0].total - b.offers[0].total || (a.hotel.id < b.hotel.id ? -1 : 1))
    if (!cheapest) throw new Error('a house without a hotel')
    return [cheapest, ...others]
  })
}

/** The pairs that are, or may be, one house; each list begins with what is most alike. */
function compareAll(hotels: readonly PartnerHotel[]): { same: PairInDoubt[]; unsure: PairInDoubt[] } {
  const [same, unsure]: [PairInDoubt[], PairInDoubt[]] = [[], []]
  const northward = hotels.toSorted((a, b) => a.latitude - b.latitude)
  for (const [at, hotel] of northward.entries()) {
    for (let next = at + 1; next < northward.length; next++) {
      const other = northward[next]
      if (!other || other.latitude - hotel.latitude > degreesOfLatitude) break
      const { verdict, score } = likenessOf(factsOf(hotel), factsOf(other))
      if (verdict === 'DIFFERENT') continue
      const [one, two] = hotel.id < other.id ? [hotel, other] : [other, hotel]
      const pair: PairInDoubt = { one: one.id, other: two.id, score, about: [seen(one), seen(two)] }
      ;(verdict === 'SAME' ? same : unsure).push(pair)
    }
  }
  const byScore = (a: PairInDoubt, b: PairInDoubt) => b.score - a.score || (a.one + a.other < b.one + b.other ? -1 : 1)
  return { same: same.toSorted(byScore), unsure: unsure.toSorted(byScore) }
}

/** Facts are worked out once for a hotel that its partner told of once. */
const facts = new WeakMap<PartnerHotel, HouseFacts>()

function factsOf(hotel: PartnerHotel): HouseFacts {
  const known = facts.get(hotel)
  if (known) return known
  const { name, address, latitude, longitude, phone } = hotel
  const made: HouseFacts = { name, town: address.city, latitude, longitude, phone }
  facts.set(hotel, made)
  return made
}

const seen = ({ name, address, phone, supplier }: PartnerHotel) => ({
  name,
  line: address.line,
  town: address.city,
  phone,
  partner: supplier.name,
})

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
