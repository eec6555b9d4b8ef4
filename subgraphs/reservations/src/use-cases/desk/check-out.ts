import type { Context } from '../../context.ts'
import { checkOut as write } from '../../database/desk-transactions.ts'
import { dateAt } from '../../domain/hotel-time.ts'
import { claimsOf } from '../../domain/offer.ts'
import { currently } from '../progress.ts'
import { notHotelStaff, notPossibleNow, saidAgain } from './desk-refusals.ts'
import { answerWith, ownReservation } from './desk-reservation.ts'

/** The guests left: their doors are free. Nights they paid for and did not sleep stay theirs. */
export const checkOut = (reservationId: string, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const found = await ownReservation(reservationId, context)
    if (!found) return notHotelStaff()
    const at = now()
    const today = dateAt(at, claimsOf(found.reservation.offer).hotel.timeZone)
    if (
      !(await write(sql, reservationId, today, at)) &&
      (await currently(context, reservationId)).status !== 'CHECKED_OUT'
    )
      return notPossibleNow('Only guests who are in the house leave it.')
    return answerWith(sql, reservationId)
  })
