import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { sendRecap } from '@staygraph/workers/jobs/send-recap'
import { tellGuestAndHotel } from '@staygraph/workers/jobs/tell-guest-and-hotel'

import type { Services } from '../context.ts'
import { reopenDebt } from '../database/reservations.ts'
import { promised, type Promised } from '../database/sending.ts'
import type { ReservationRow } from '../database/tables.ts'
import { confirmReservation, endReservation } from '../database/transactions.ts'
import { byType, nightsOf, roomsOf } from '../domain/booked-room.ts'
import { claimsOf } from '../domain/offer.ts'
import { recapOf } from '../domain/recap.ts'
import type { Progress } from './progress.ts'

/** One mail to the guest, and one to a hotel of our own: a partner tells its hotels itself. One promise for both. */
export function confirmationJobs(
  reservation: ReservationRow,
  claims: OfferClaims,
  { settings }: Services,
  what: 'CONFIRMED' | 'CHANGED' = 'CONFIRMED',
): Promised[] {
  const recap = recapOf(reservation, claims, settings.publicSiteUrl)
  const toHotel = reservation.supplierCode === null && recap.hotel.email !== null
  return [toHotel ? promised(tellGuestAndHotel, { what, recap }) : promised(sendRecap, recap)]
}

/**
 * The money is in: the nights are sold and the mails promised, in one transaction. When the hold had ended, the nights
 * are taken again if they are free; if not, the money goes back.
 */
export async function confirm(reservation: ReservationRow, paymentId: string, services: Services): Promise<Progress> {
  const { id, status, supplierCode, payNow: amount, currency, offer } = reservation
  const { db, sql, now, logger } = services
  const claims = claimsOf(offer)
  const step = supplierCode !== null ? 'BOOKED_BY_PARTNER' : status === 'EXPIRED' ? 'PAID_AFTER_HOLD' : 'PAID'
  const detail = { amount, currency, ...(claims.supplier ? { partner: claims.supplier.name } : {}) }
  const at = now()
  const { outcome, reservation: confirmed } = await confirmReservation(
    services,
    supplierCode === null ? nightsOf(byType(roomsOf(claims)), reservation) : id,
    {
      id,
      paymentId,
      step,
      detail,
      jobs: confirmationJobs(reservation, claims, services),
    },
    at,
  )
  if (outcome === 'ELSEWHERE') {
    // Confirmed by somebody else; or it came to nothing meanwhile, and then this money is owed back.
    if ((await reopenDebt(db, id, at)) > 0)
      logger.warn({ reservation: id }, 'a payment came for what is over: it goes back')
  }
  if (outcome === 'TAKEN') {
    logger.warn({ reservation: id }, 'a payment came after the hold ended, and the nights are gone: it goes back')
    await endReservation(
      sql,
      id,
      {
        from: 'EXPIRED',
        to: 'FAILED',
        step: 'PAID_TOO_LATE',
        detail,
        failure: { refusal: 'PaidTooLate' },
        owed: 'SETTLE',
        dueAt: at,
        paymentId,
      },
      at,
    )
  }
  return confirmed ?? 'MOVED'
}
