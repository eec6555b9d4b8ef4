import type { Context } from '../context.ts'
import type { BookedRoomRow } from '../database/booked-room-tables.ts'
import type { CancelledRoom } from '../database/cancellations.ts'
import { leftOf, roomsOfReservation } from '../database/reservations.ts'
import type { ReservationRow } from '../database/tables.ts'
import { whyNotTouchable } from '../domain/cancellable.ts'
import { holdsUntil, splitAt, type Split } from '../domain/cancellation.ts'
import { claimsOf } from '../domain/offer.ts'
import { notCancellable, reservationNotFound } from '../domain/refusals.ts'
import { termsOfRooms } from '../domain/standing-offer.ts'
import { seekReservation, type ReservationRef } from './find-reservation.ts'

/**
 * What the terms give back and keep at this moment of rooms that are booked, of what is `left`: of cancelled ones, and of
 * those whose guests did not come.
 */
export function splitNow(
  { offer }: Pick<ReservationRow, 'offer'>,
  rooms: readonly BookedRoomRow[],
  left: number,
  now: Date,
  chosen = rooms.filter(({ state }) => state === 'BOOKED'),
): Split & { parts: CancelledRoom[] } {
  const claims = claimsOf(offer)
  const keptBefore = rooms.reduce((sum, { state, fee: kept }) => sum + (state === 'CANCELLED' ? (kept ?? 0) : 0), 0)
  let mostBack = Math.max(0, left - keptBefore)
  const parts = chosen.map(({ n, place, payNow }) => {
    const { refund: byTerms, fee } = splitAt(termsOfRooms(claims, [place]), payNow, now)
    const refund = Math.min(byTerms, mostBack)
    mostBack -= refund
    return { n, refund, fee }
  })
  const sum = (of: 'refund' | 'fee') => parts.reduce((whole, part) => whole + part[of], 0)
  return { refund: sum('refund'), fee: sum('fee'), parts }
}

/**
 * What cancelling rooms (`positions`; null: all that are booked) gives back now, room by room, and until when. The one
 * place where it is worked out: preview and cancellation cannot differ. `left`: of what was taken; what the hotel gave
 * back before does not come back twice.
 */
export function cancellationNow(
  { status, currency, offer }: ReservationRow,
  rooms: readonly BookedRoomRow[],
  positions: readonly number[] | null,
  left: number,
  now: Date,
) {
  const claims = claimsOf(offer)
  const whyNot = whyNotTouchable(status, claims, now)
  if (whyNot !== null) return notCancellable(whyNot)
  const booked = rooms.filter(({ state }) => state === 'BOOKED')
  const chosen = positions === null ? booked : booked.filter(({ n }) => positions.includes(n))
  if (chosen.length === 0 && positions?.length === 0) return notCancellable('Say which rooms to cancel.')
  const unknown = positions?.find((n) => !chosen.some((room) => room.n === n))
  if (unknown !== undefined) {
    const known = rooms.find(({ n, state }) => n === unknown && state === 'CANCELLED')
    return notCancellable(known ? `Room ${unknown} is cancelled already.` : `This reservation has no room ${unknown}.`)
  }
  const isWhole = chosen.length === booked.length
  if (!isWhole && claims.supplier !== null)
    return notCancellable(
      `${claims.supplier.name} cancels only all rooms of a booking together. Cancel all of them, or write to us: we ask in person.`,
    )
  const { parts, refund, fee } = splitNow({ offer }, rooms, left, now, chosen)
  const paid = chosen.reduce((whole, { payNow }) => whole + payNow, 0)
  const places = chosen.map(({ place }) => place)
  return {
    __typename: 'CancellationPreview' as const,
    refund: { amount: refund, currency },
    fee: { amount: fee, currency },
    validUntil: holdsUntil(termsOfRooms(claims, places), paid, now),
    isWhole,
    rooms: chosen,
    parts,
  }
}

export async function previewCancellation(
  ref: ReservationRef,
  context: Context,
  positions: readonly number[] | null = null,
) {
  const reservation = await seekReservation(ref, context)
  if (!reservation) return reservationNotFound()
  const { db, now } = context
  const [rooms, left] = await Promise.all([roomsOfReservation(db, reservation.id), leftOf(db, reservation.id)])
  return cancellationNow(reservation, rooms, positions, left, now())
}
