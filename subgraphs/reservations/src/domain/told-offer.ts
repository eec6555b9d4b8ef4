import { roomsInWords, type OfferClaims } from '@staygraph/hotels/contract/offer'

import { summary } from './cancellation.ts'
import { signatureOf } from './offer.ts'
import { addressLines } from './receipt.ts'

/** What every mail tells of an offer: the hotel, the stay, its price and its terms. `claims` are what `offer` says. */
export function toldOffer(offer: string, claims: OfferClaims) {
  const { hotel, stay, rooms, board, ratePlan, currency, total, payNow, cancellation } = claims
  return {
    hotel: {
      id: hotel.id,
      name: hotel.name,
      addressLines: addressLines(hotel.address),
      country: hotel.address.country,
      latitude: hotel.latitude,
      longitude: hotel.longitude,
      timeZone: hotel.timeZone,
      email: hotel.email,
      phone: hotel.phone,
      stars: hotel.stars,
      checkInFrom: hotel.checkInFrom,
      checkOutUntil: hotel.checkOutUntil,
    },
    stay,
    roomName: roomsInWords(rooms.map(({ roomType }) => roomType.name)),
    board,
    ratePlanName: ratePlan.name,
    currency,
    total,
    payNow,
    cancellationSummary: summary(cancellation, { amount: payNow, currency }, hotel.timeZone),
    offerSignature: signatureOf(offer),
  }
}
