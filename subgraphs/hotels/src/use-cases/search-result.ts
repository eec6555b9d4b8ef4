import type { Context } from '../context.ts'
import { houseCheapest } from '../domain/cheapest-offers.ts'
import type { Point } from '../domain/distance.ts'
import { hotelKey } from '../domain/shelf.ts'
import { nightCount } from '../domain/stay.ts'
import { roomsLeftIn, type TownLeft } from '../domain/town-prices.ts'
import type { OwnSold } from '../domain/town-search.ts'
import { hotelAt, type Town } from '../domain/town.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import type { readStay } from './asked-stay.ts'
import { chosenOf, ownOffer, partnersOffer, roomsOfOneKind, type OfferInHand, type Telling } from './offer-in-hand.ts'
import { stayQuestion } from './stay-question.ts'

/** What stands on a page: an own hotel or a partner's. */
export type Found = OwnSold | PartnerHotelRate

type Told = { hotelId: string; point: Point; offer: OfferInHand }

/** An own hotel of a page with its offer, made anew in full: it costs what the hotel was found with. */
export function tellOwn(
  { town, at, total, room, plan }: OwnSold,
  left: ReadonlyMap<Town, TownLeft>,
  asked: ReturnType<typeof readStay>,
  telling: Telling,
): Told {
  const hotel = hotelAt(town, at)
  const [roomsFrom, plansFrom] = [town.roomsFrom[at] ?? 0, town.plansFrom[at] ?? 0]
  const leftOf = (one: { id: number }) =>
    roomsLeftIn(
      town,
      left.get(town),
      roomsFrom + hotel.rooms.findIndex(({ id }) => id === one.id),
      nightCount(asked.stay),
    )
  const under = hotel.plans[plan - plansFrom]
  const only = room < 0 ? undefined : hotel.rooms[room - roomsFrom]
  if (!under) throw new Error(`h${hotel.id} has no plan ${plan}`)
  const mixed = only ? null : houseCheapest(hotel, stayQuestion(asked, leftOf, telling.now), under)
  const chosen = only
    ? { rooms: roomsOfOneKind(only, asked.rooms), plan: under, roomsLeft: leftOf(only) }
    : mixed && chosenOf(mixed)
  const offer = chosen && ownOffer(hotel, chosen, asked.stay, telling)
  if (offer?.terms.total !== total)
    throw new Error(`h${hotel.id} was found for ${total} and is offered for ${offer?.terms.total}`)
  return { hotelId: hotelKey(hotel.id), point: hotel, offer }
}

/** A partner's. */
export async function tellPartners(rate: PartnerHotelRate, telling: Telling, { loaders }: Context): Promise<Told> {
  const hotel = await loaders.hotel.load(rate.hotel.id)
  if (!hotel) throw new Error(`the partner's hotel ${rate.hotel.id} was not kept`)
  return { hotelId: rate.hotel.id, point: rate.hotel, offer: partnersOffer(hotel, rate.offer, telling) }
}
