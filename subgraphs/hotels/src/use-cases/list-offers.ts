import type { Context } from '../context.ts'
import { roomsLeftAtHotel, type RoomsLeft } from '../database/availability.ts'
import type { HotelRow } from '../database/hotels.ts'
import { offersAt, pairsOf } from '../domain/cheapest-offers.ts'
import { readKey } from '../domain/shelf.ts'
import { nightCount } from '../domain/stay.ts'
import type { HotelOffersArgs, HotelSoldOutArgs } from '../graphql/types.generated.ts'
import { PartnerFault, readPartnerHotelId } from '../partners/partner-supply.ts'
import { readStay } from './asked-stay.ts'
import { chosenOf, ownOffer, partnersOffer, roomsOfOneKind, type OfferInHand, type Telling } from './offer-in-hand.ts'
import { unreachablePartner } from './refusal.ts'
import { stayQuestion } from './stay-question.ts'

/**
 * Everything that can be booked at a hotel for a stay, the cheapest first: every fitting room type under every fitting plan, and for
 * several rooms the cheapest way to put the parties into rooms of different types, where that is cheaper or the only way.
 */
export async function listOffers(hotel: HotelRow, args: HotelOffersArgs, context: Context): Promise<OfferInHand[]> {
  const asked = readStay(args.stay, args.rooms, context.now, hotel.timeZone)
  const telling = await tellingIn(args.currency, context)
  return hotel.source === 'OWN'
    ? ownOffers(hotel, asked, telling, context)
    : partnerOffers(hotel, asked, telling, context)
}

/**
 * What could be booked if it were free: the same as offers, of the room types that have too few left. Each has its price, so
 * that a guest knows what they wait for; booking it is refused as long as the rooms are gone. Partners do not tell.
 */
export async function listSoldOut(hotel: HotelRow, args: HotelSoldOutArgs, context: Context): Promise<OfferInHand[]> {
  const asked = readStay(args.stay, args.rooms, context.now, hotel.timeZone)
  const shelf = hotel.source === 'OWN' ? await shelfOf(hotel, asked, context) : null
  if (!shelf) return []
  const { found, left } = shelf
  const count = asked.rooms.length
  const telling = await tellingIn(args.currency, context)
  const asIfFree: RoomsLeft = (room) => (left(room) < count && room.allotment >= count ? count : 0)
  return pairsOf(found, stayQuestion(asked, asIfFree, context.now)).map(({ room, plan }) =>
    ownOffer(found, { rooms: roomsOfOneKind(room, asked.rooms), plan, roomsLeft: left(room) }, asked.stay, telling),
  )
}

/** How offers are told in a currency, with the rates of the day. */
export async function tellingIn(currency: string | null | undefined, { shelves, now }: Context): Promise<Telling> {
  const { rates } = await shelves.almanac(now.getTime())
  return { currency: currency ?? null, rates, now }
}

/** A hotel of our own as prices need it, and what is left of its rooms. Null: it left the catalogue a moment ago. */
export async function shelfOf(hotel: HotelRow, { stay }: Pick<AskedStay, 'stay'>, { shelves, sql, now }: Context) {
  const id = readKey('h', hotel.id)
  if (id === null || hotel.cityId === null) throw new Error(`${hotel.id} is no hotel of ours`)
  const [found, left] = await Promise.all([
    shelves.hotel(hotel.cityId, id, now.getTime()),
    roomsLeftAtHotel(sql, id, stay, nightCount(stay)),
  ])
  return found ? { found, left } : null
}

type AskedStay = ReturnType<typeof readStay>

async function ownOffers(hotel: HotelRow, asked: AskedStay, telling: Telling, context: Context) {
  const shelf = await shelfOf(hotel, asked, context)
  if (!shelf) return []
  const question = stayQuestion(asked, shelf.left, context.now)
  return offersAt(shelf.found, question).map((housing) => ownOffer(shelf.found, chosenOf(housing), asked.stay, telling))
}

async function partnerOffers(hotel: HotelRow, asked: AskedStay, telling: Telling, { partners, now, shelves }: Context) {
  const named = readPartnerHotelId(hotel.id)
  const partner = partners.find(({ code }) => code === named?.supplier)
  if (!named || !partner) return [] // we no longer sell for that partner
  const { towns } = await shelves.almanac(now.getTime())
  const local = hotel.cityId === null ? undefined : towns.get(hotel.cityId)?.currency
  const currency = telling.currency ?? local ?? 'EUR'
  try {
    const offers = await partner.offers(named.hotelId, { ...asked, currency }, now)
    return offers.map((offer) => partnersOffer(hotel, offer, telling))
  } catch (error) {
    if (error instanceof PartnerFault) throw unreachablePartner(partner.name)
    throw error
  }
}
