import { exponentOf } from '@staygraph/subgraph-kit/money'

import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { areaAround } from '../domain/area.ts'
import { convert } from '../domain/exchange.ts'
import { addAlike, type Alike, type Model } from '../domain/likeness.ts'
import { Tally } from '../domain/matching.ts'
import { hotelKey, readKey } from '../domain/shelf.ts'
import { standing } from '../domain/standing.ts'
import type { HotelSimilarArgs } from '../graphql/types.generated.ts'
import { readStay } from './asked-stay.ts'
import { tellingIn } from './list-offers.ts'
import { refuseInput } from './refusal.ts'
import { foundHotels, type SearchResult } from './search-page.ts'
import { tellOwn } from './search-result.ts'
import { priceQuestion } from './stay-question.ts'

const most = 12
const reachesKm = [5, 25]
const anything = new Tally({ stars: 0, amenities: 0, boards: 0, priceFrom: null, priceTo: null, ratingFrom: 0, freeCancellation: false, foldedName: '' }) // prettier-ignore

type Asked = ReturnType<typeof readStay>

/** Hotels of our own near another one, also a partner's, that can be booked for a stay: the most alike first. */
export async function similarHotels(
  hotel: HotelRow,
  args: HotelSimilarArgs,
  context: Context,
): Promise<SearchResult[]> {
  const first = args.first ?? 4
  if (first < 0 || first > most) throw refuseInput(`first must be 0 to ${most}.`)
  const asked = readStay(args.stay, args.rooms, context.now, hotel.timeZone)
  const telling = await tellingIn(args.currency, context)
  await context.kept.nights.follow()
  let found: Alike[] = []
  for (const reachKm of reachesKm) {
    found = await findAlike(hotel, reachKm, { asked, first }, context)
    if (found.length === first) break
  }
  const hotels = await foundHotels(
    found.map(({ sold: { town, at } }) => hotelKey(town.ids[at] as number)),
    context,
  )
  return found.map(({ sold, distanceM }, at) => {
    const { offer, furtherOffers } = tellOwn(sold, asked, telling)
    return { hotel: hotels[at] as HotelRow, distanceKm: distanceM / 1_000, offer, furtherOffers }
  })
}

/** Within a reach; none where more stand than one search may look at. */
async function findAlike(
  hotel: HotelRow,
  reachKm: number,
  { asked, first }: { asked: Asked; first: number },
  { shelves, kept, now, mostHotels }: Context,
): Promise<Alike[]> {
  const area = areaAround(hotel, reachKm)
  const { districts, hotels } = await shelves.near(area, null, now.getTime())
  if (hotels > mostHotels) return []
  const { rates } = await shelves.almanac(now.getTime())
  const towns = await shelves.townsOf(districts, now.getTime())
  const nights = await kept.nights.hold(towns, asked.stay, now.getTime())
  // From here on nothing waits: all towns are of one moment.
  const question = priceQuestion(asked, now)
  kept.prices.beginSearch(now.getTime())
  const id = readKey('h', hotel.id)
  const priced = towns.flatMap((town, at) => {
    const here = nights[at]
    return here ? [kept.prices.of(town, here, question, standing(town, area, true).places).priced] : []
  })
  let compareIn: string | undefined
  const model: Model = { id, stars: hotel.stars ?? 0, total: null }
  for (const one of priced) {
    const at = id === null ? -1 : one.town.ids.indexOf(id)
    if (at < 0 || !one.sells(at)) continue
    question.pricer().settle(one, at)
    model.total = one.totals[anything.cheapest(one, at)] ?? null
    compareIn = one.town.book.tariffs[one.town.tariffs[at] as number]?.currency
  }
  const compared = (total: number, currency: string) =>
    convert(total, currency, compareIn ?? currency, rates, exponentOf) ?? total
  const found: Alike[] = []
  for (const one of priced)
    addAlike(found, { priced: one, pricer: question.pricer, area, model, first }, anything, compared)
  return found
}
