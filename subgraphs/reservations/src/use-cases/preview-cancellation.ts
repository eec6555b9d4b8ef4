import type { Context } from '../context.ts'
import { leftOf } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { whyNotTouchable } from '../domain/cancellable.ts'
import { holdsUntil, splitAt, type Split } from '../domain/cancellation.ts'
import { claimsOf } from '../domain/offer.ts'
import { notCancellable, reservationNotFound } from '../domain/refusals.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'

/** What the terms give back and keep at this moment, of what is `left`: of a cancelled stay, and of one whose guests did not come. */
export function splitNow({ payNow, offer }: Pick<ReservationRow, 'payNow' | 'offer'>, left: number, now: Date): Split {
  const { refund, fee } = splitAt(claimsOf(offer).cancellation, payNow, now)
  return { refund: Math.min(refund, left), fee }
}

/**
 * What cancelling now gives back, and until when. The one place where it is worked out: preview and cancellation cannot
 * differ. `left`: of what was taken; what the hotel gave back before does not come back twice.
 */
export function cancellationNow({ status, payNow, currency, offer }: ReservationRow, left: number, now: Date) {
  const claims = claimsOf(offer)
  const whyNot = whyNotTouchable(status, claims, now)
  if (whyNot !== null) return notCancellable(whyNot)
  const { refund, fee } = splitNow({ payNow, offer }, left, now)
  return {
    __typename: 'CancellationPreview' as const,
    refund: { amount: refund, currency },
    fee: { amount: fee, currency },
    validUntil: holdsUntil(claims.cancellation, payNow, now),
  }
}

export async function previewCancellation(ref: ReservationRef, context: Context) {
  const reservation = await seekReservation(ref, context)
  return reservation
    ? cancellationNow(reservation, await leftOf(context.db, reservation.id), context.now())
    : reservationNotFound()
}
