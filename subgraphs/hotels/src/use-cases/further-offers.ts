import { exponentOf } from '@staygraph/subgraph-kit/money'

import type { Context } from '../context.ts'
import type { HotelRow } from '../database/hotels.ts'
import { areaAround } from '../domain/area.ts'
import { convert } from '../domain/exchange.ts'
import { farthestM } from '../domain/same-hotel.ts'
import { hotelKey } from '../domain/shelf.ts'
import type { HotelFurtherOffersArgs } from '../graphql/types.generated.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import { readStay } from './asked-stay.ts'
import { keepPartnerHotels } from './keep-partner-hotels.ts'
import { listOffers, tellingIn } from './list-offers.ts'
import { mergeHouses } from './merge-houses.ts'
import { partnersOffer, type OfferInHand } from './offer-in-hand.ts'
import { searchPartners } from './search-partners.ts'

/**
 * The same house at others who sell it, partners or we ourselves: the cheapest offer of each, the cheapest first. Partners are asked as a
 * search asks them, so who does not answer in time is missing, and what they answered a moment ago is given again.
 */
export async function furtherOffers(
  hotel: HotelRow,
  args: HotelFurtherOffersArgs,
  context: Context,
): Promise<OfferInHand[]> {
  const asked = readStay(args.stay, args.rooms, context.now, hotel.timeZone)
  const telling = await tellingIn(args.currency, context)
  const area = areaAround(hotel, farthestM / 1_000)
  const near = await context.shelves.near(area, null, context.now.getTime())
  const currency = telling.currency ?? near.currency
  const place = { ...near, area, timeZone: hotel.timeZone }
  const replies = await searchPartners(
    { place, stays: [asked.stay], rooms: asked.rooms, currency, waitMs: null },
    context,
  )
  const houses = await mergeHouses(
    replies.flatMap(({ hotels }) => hotels),
    context,
  )
  const house = houses.find(
    ({ own, partners }) =>
      partners.some((rate) => rate.hotel.id === hotel.id) || (own && hotelKey(own.id) === hotel.id),
  )
  if (!house) return []
  const rates = house.partners.filter((rate) => rate.hotel.id !== hotel.id)
  await keepPartnerHotels(
    rates.map((rate) => rate.hotel),
    context,
  )
  const theirs = rates.map(async ({ hotel: { id }, offers: [cheapest] }: PartnerHotelRate) =>
    partnersOffer(await keptHotel(id, context), cheapest, telling),
  )
  const key = house.own && hotelKey(house.own.id)
  const ours =
    key && key !== hotel.id ? (await listOffers(await keptHotel(key, context), args, context)).slice(0, 1) : []
  const worth = ({ terms }: OfferInHand) =>
    convert(terms.total, terms.currency, currency, telling.rates, exponentOf) ?? terms.total
  return [...ours, ...(await Promise.all(theirs))].toSorted((a, b) => worth(a) - worth(b))
}

async function keptHotel(id: string, { loaders }: Context): Promise<HotelRow> {
  const row = await loaders.hotel.load(id)
  if (!row) throw new Error(`${id} is sold and is no hotel`)
  return row
}
