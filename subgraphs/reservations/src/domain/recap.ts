import { roomsInWords, type OfferClaims } from '@staygraph/hotels/contract/offer'

import type { ReservationRecap } from '../../contract/reservation-recap.ts'
import { summary } from './cancellation.ts'
import { signatureOf } from './offer.ts'
import { addressLines } from './receipt.ts'

type Told = {
  id: string
  reference: string
  guestGivenName: string
  guestFamilyName: string
  guestEmail: string
  guestPhone: string | null
  requests: string | null
  offer: string
  createdAt: Date
  revision: number
  cancelledAt: Date | null
  cancelRefund: number | null
  cancelFee: number | null
}

/** The site's page of a reservation: who opens it there proves who they are by signing in or by the surname. */
export const pageOf = (publicSiteUrl: string, reference: string) =>
  `${publicSiteUrl.replace(/\/$/, '')}/trips/${reference}`

/** A reservation as mails and calendars tell it. `claims`: its offer as it stands, with the rooms that are told. */
export function recapOf(reservation: Told, claims: OfferClaims, publicSiteUrl: string): ReservationRecap {
  const { hotel, currency, payNow } = claims
  const { cancelledAt, cancelRefund, cancelFee } = reservation
  return {
    reservationId: reservation.id,
    reference: reservation.reference,
    guest: {
      givenName: reservation.guestGivenName,
      familyName: reservation.guestFamilyName,
      email: reservation.guestEmail,
      phone: reservation.guestPhone,
    },
    requests: reservation.requests,
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
    stay: claims.stay,
    rooms: claims.rooms.map(({ adults, childAges, roomType: { name } }) => ({ adults, childAges, name })),
    roomName: roomsInWords(claims.rooms.map(({ roomType }) => roomType.name)),
    board: claims.board,
    ratePlanName: claims.ratePlan.name,
    currency,
    total: claims.total,
    payNow,
    payAtHotel: claims.total - payNow,
    cancellationSummary: summary(claims.cancellation, { amount: payNow, currency }, hotel.timeZone),
    offerSignature: signatureOf(reservation.offer),
    bookedAt: reservation.createdAt.toISOString(),
    revision: reservation.revision,
    cancelled:
      cancelledAt === null ? null : { at: cancelledAt.toISOString(), refund: cancelRefund ?? 0, fee: cancelFee ?? 0 },
    url: pageOf(publicSiteUrl, reservation.reference),
  }
}
