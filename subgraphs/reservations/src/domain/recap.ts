import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import type { ReservationRecap } from '../../contract/reservation-recap.ts'
import { toldOffer } from './told-offer.ts'

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
    ...toldOffer(reservation.offer, claims),
    rooms: claims.rooms.map(({ adults, childAges, roomType: { name } }) => ({ adults, childAges, name })),
    payAtHotel: claims.total - claims.payNow,
    bookedAt: reservation.createdAt.toISOString(),
    revision: reservation.revision,
    cancelled:
      cancelledAt === null ? null : { at: cancelledAt.toISOString(), refund: cancelRefund ?? 0, fee: cancelFee ?? 0 },
    url: pageOf(publicSiteUrl, reservation.reference),
  }
}
