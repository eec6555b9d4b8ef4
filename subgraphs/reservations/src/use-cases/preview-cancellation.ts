import type { Context } from '../context.ts'
import type { ReservationRow } from '../database/tables.ts'
import { whyNotTouchable } from '../domain/cancellable.ts'
import { holdsUntil, splitAt } from '../domain/cancellation.ts'
import { claimsOf } from '../domain/offer.ts'
import { notCancellable, reservationNotFound } from '../domain/refusals.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'

/** What cancelling now gives back, and until when. The one place where it is worked out: preview and cancellation cannot differ. */
export function cancellationNow({ status, payNow, currency, offer }: ReservationRow, now: Date) {
  const claims = claimsOf(offer)
  const whyNot = whyNotTouchable(status, claims, now)
  if (whyNot !== null) return notCancellable(whyNot)
  const { refund, fee } = splitAt(claims.cancellation, payNow, now)
  return {
    __typename: 'CancellationPreview' as const,
    refund: { amount: refund, currency },
    fee: { amount: fee, currency },
    validUntil: holdsUntil(claims.cancellation, payNow, now),
  }
}

export async function previewCancellation(ref: ReservationRef, context: Context) {
  const reservation = await seekReservation(ref, context)
  return reservation ? cancellationNow(reservation, context.now()) : reservationNotFound()
}
