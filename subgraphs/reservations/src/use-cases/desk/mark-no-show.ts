import type { Context } from '../../context.ts'
import { markNoShow as write } from '../../database/desk-transactions.ts'
import { chargesOf, leftOf, refundsOf, roomsOfReservation } from '../../database/reservations.ts'
import type { ReservationRow } from '../../database/tables.ts'
import { dateAt, readableDate } from '../../domain/hotel-time.ts'
import { claimsOf } from '../../domain/offer.ts'
import { planRefunds } from '../../domain/refund-plan.ts'
import { after, leaseSeconds } from '../../domain/waits.ts'
import { advance } from '../advance-reservation.ts'
import { splitNow } from '../preview-cancellation.ts'
import { currently } from '../progress.ts'
import { whyNotConfirmed } from './check-in.ts'
import { notHotelStaff, notPossibleNow, saidAgain } from './desk-refusals.ts'
import { answerWith, ownReservation } from './desk-reservation.ts'

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

/**
 * The guests did not come. What cancelling at this moment would keep is kept, the rest goes back on the way that all
 * refunds go: planned first, then asked for, by whoever takes the reservation up.
 */
export const markNoShow = (reservationId: string, context: Context) =>
  saidAgain(async () => {
    const { sql, db, now } = context
    const found = await ownReservation(reservationId, context)
    if (!found) return notHotelStaff()
    const { reservation, by } = found
    const at = now()
    const { status, offer, currency, revision } = reservation
    if (status === 'NO_SHOW') return answerWith(sql, reservationId)
    const whyNot = whyNotNow(reservation, at)
    if (whyNot !== null) return notPossibleNow(whyNot)

    const [rooms, left] = await Promise.all([roomsOfReservation(db, reservationId), leftOf(db, reservationId)])
    const { refund, fee } = splitNow(reservation, rooms, left, at)
    const refunds = planRefunds(refund, await chargesOf(db, reservationId), await refundsOf(db, reservationId))
    if (refunds === null) return answerRival(reservationId, context)
    const noShow = {
      revision,
      freedFrom: dayAfter(dateAt(at, claimsOf(offer).hotel.timeZone)),
      by,
      refund,
      fee,
      refunds,
      detail: { amount: refund, fee, currency },
      dueAt: after(at, leaseSeconds),
    }
    if (!(await write(sql, reservationId, noShow, at))) return answerRival(reservationId, context)
    await advance(reservationId, context)
    return answerWith(sql, reservationId)
  })

async function answerRival(id: string, context: Context) {
  const { status } = await currently(context, id)
  if (status === 'NO_SHOW') return answerWith(context.sql, id)
  return notPossibleNow(
    whyNotConfirmed[status] ?? 'The reservation is being settled with the bank. Try again in a minute.',
  )
}

function whyNotNow({ status, checkIn, offer, owed }: ReservationRow, at: Date): string | null {
  if (status !== 'CONFIRMED')
    return whyNotConfirmed[status] ?? 'The reservation is not confirmed: the payment is not settled.'
  if (owed !== null) return 'The reservation is being settled with the bank. Try again in a minute.'
  const { timeZone } = claimsOf(offer).hotel
  return dateAt(at, timeZone) <= checkIn
    ? `They may still come: the day of arrival, ${readableDate(checkIn)}, has not ended at the hotel.`
    : null
}
