import type { OfferClaims } from '../../contract/offer.ts'
import type { Context } from '../context.ts'
import { roomsLeftAtHotel } from '../database/availability.ts'
import type { HotelRow } from '../database/hotels.ts'
import { hotelOf, readKey } from '../domain/shelf.ts'
import { nightCount } from '../domain/stay.ts'
import { issueOf, type OfferInHand } from './offer-in-hand.ts'

/** The signed token: it carries all a booking needs, so that hotels need not be asked again. */
export async function signOffer(offer: OfferInHand, context: Context): Promise<string> {
  if (offer.token !== undefined) return offer.token
  const { signer, loaders } = context
  const hotel = await loaders.hotel.load(offer.hotelId)
  if (!hotel) throw new Error(`${offer.hotelId} has an offer and is no hotel`)
  const { name: jti, issuedAt: iat, expiresAt: exp } = issueOf(offer, context)
  return signer.sign({ iss: 'staygraph:hotels', iat, exp, jti, hotel: snapshotOf(hotel), ...offer.terms })
}

/** The usual hours, where a partner has not told its own. */
export const usualCheckIn = '15:00'
export const usualCheckOut = '11:00'

const snapshotOf = (hotel: HotelRow): OfferClaims['hotel'] => ({
  id: hotel.id,
  name: hotel.name,
  address: {
    line: hotel.addressLine,
    city: hotel.addressCity,
    region: hotel.addressRegion,
    postalCode: hotel.postalCode,
    country: hotel.country,
  },
  latitude: hotel.latitude,
  longitude: hotel.longitude,
  timeZone: hotel.timeZone,
  email: hotel.email,
  phone: hotel.phone,
  stars: hotel.stars,
  checkInFrom: hotel.checkInFrom ?? usualCheckIn,
  checkOutUntil: hotel.checkOutUntil ?? usualCheckOut,
})

/** An offer that somebody brings back, expired or not. Null: it is none of ours. */
export async function readOffer(token: string, { signer, sql }: Context): Promise<OfferInHand | null> {
  const claims = signer.read(token)
  if (!claims) return null
  const { iss: _, iat, exp, jti, hotel, ...terms } = claims
  const total = { amount: terms.total, currency: terms.currency }
  const kinds = terms.rooms.map(({ roomType: { id, allotment } }) => ({ id: readKey('r', id), allotment }))
  const own = kinds.flatMap(({ id, allotment }) => (id === null ? [] : [{ id, allotment }]))
  const [first] = own
  const left = first && (await roomsLeftAtHotel(sql, hotelOf(first.id), terms.stay, nightCount(terms.stay)))
  const roomsLeft = left ? Math.min(...own.map(left)) : null
  return {
    token,
    hotelId: hotel.id,
    timeZone: hotel.timeZone,
    terms,
    issue: { issuedAt: iat, expiresAt: exp, name: jti },
    roomsLeft,
    shownTotal: total,
    exchangeRate: null,
  }
}
