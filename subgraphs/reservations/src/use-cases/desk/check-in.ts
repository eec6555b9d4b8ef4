import type { Context } from '../../context.ts'
import { roomById, takersOf } from '../../database/desk-rooms.ts'
import { checkIn as write, type AskedDoor } from '../../database/desk-transactions.ts'
import type { ReservationRow } from '../../database/tables.ts'
import { dateAt, instantAt, readableDate } from '../../domain/hotel-time.ts'
import { claimsOf } from '../../domain/offer.ts'
import { noRoomFree, notHotelStaff, notPossibleNow, saidAgain } from './desk-refusals.ts'
import { atDesk, answerWith, ownReservation } from './desk-reservation.ts'
import { roomNotFree } from './room-not-free.ts'

export type CheckInInput = { reservationId: string; rooms?: readonly AskedDoor[] | null }

/** The guests are here: each booked room gets a door, all or none. Two clerks cannot give the same one: a constraint decides. */
export const checkIn = ({ reservationId, rooms }: CheckInInput, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const found = await ownReservation(reservationId, context)
    if (!found) return notHotelStaff()
    const { reservation, by } = found
    const at = now()
    const whyNot = reservation.status === 'CHECKED_IN' ? null : whyNotNow(reservation, at)
    if (whyNot !== null) return notPossibleNow(whyNot)
    const { stays } = await answerWith(sql, reservationId)
    const asked = [...(rooms ?? [])]
    if (reservation.status === 'CHECKED_IN') {
      const so = asked.every(({ n, roomId }) => stays.some((stay) => stay.n === n && stay.door?.id === roomId))
      return so
        ? answerWith(sql, reservationId)
        : notPossibleNow('They are here already. To change the room, move them.')
    }
    for (const [index, { n }] of asked.entries())
      if (!stays.some((stay) => stay.n === n) || asked.findIndex((other) => other.n === n) !== index)
        return notPossibleNow(`The reservation has no booked room ${n}, or it is asked for twice.`)
    const doors = await Promise.all(asked.map(({ roomId }) => roomById(sql, roomId)))
    if (doors.some((door) => door?.hotelId !== reservation.hotelId)) return roomNotFree(null, [])

    const from = firstNight(reservation, at)
    const outcome = await write(sql, reservationId, asked, from, by, at)
    switch (outcome) {
      case 'CHECKED_IN':
        return answerWith(sql, reservationId)
      case 'NONE_FREE':
        return noRoomFree()
      case 'NOT_FREE': {
        const range = { from, to: reservation.checkOut }
        const takers = await Promise.all(asked.map(({ roomId }) => takersOf(sql, roomId, range)))
        const others = takers.flat().map((taker) => taker.reservationId)
        const number = doors.length === 1 ? (doors[0]?.number ?? null) : doors.map((door) => door?.number).join(', ')
        return roomNotFree(number, await atDesk(sql, [...new Set(others.filter((id) => id !== null))]))
      }
      case 'ELSEWHERE': // checked in by another clerk, or cancelled by the guest, in this very moment
        return answerRival(reservationId, context)
    }
  })

async function answerRival(id: string, context: Context) {
  const found = await ownReservation(id, context)
  return found?.reservation.status === 'CHECKED_IN'
    ? answerWith(context.sql, id)
    : notPossibleNow('The reservation was changed in this very moment. Look at it again.')
}

/** Who comes after midnight still has the night that began before. */
const firstNight = ({ checkIn: arrives, checkOut, offer }: ReservationRow, at: Date): string => {
  const today = dateAt(at, claimsOf(offer).hotel.timeZone)
  const last = new Date(Date.parse(checkOut) - 86_400_000).toISOString().slice(0, 10)
  const from = today < arrives ? arrives : today
  return from > last ? last : from
}

function whyNotNow({ status, checkIn: arrives, checkOut, offer }: ReservationRow, at: Date): string | null {
  const { hotel } = claimsOf(offer)
  if (status !== 'CONFIRMED')
    return whyNotConfirmed[status] ?? 'The reservation is not confirmed: the payment is not settled.'
  if (dateAt(at, hotel.timeZone) < arrives) return `They arrive on ${readableDate(arrives)}. Change the stay first.`
  const leaves = instantAt(
    checkOut,
    /^\d{2}:\d{2}$/.test(hotel.checkOutUntil) ? hotel.checkOutUntil : '12:00',
    hotel.timeZone,
  )
  return at >= leaves ? 'The stay is over. Mark that they did not come.' : null
}

/** Of reservations that are not (or no longer) waiting for their guests. */
export const whyNotConfirmed: Partial<Record<ReservationRow['status'], string>> = {
  MODIFYING: 'The guest is changing the stay. Wait until that is done.',
  CANCELLING: 'The reservation is being cancelled.',
  CANCELLED: 'The reservation is cancelled.',
  CANCELLED_WITH_FEE: 'The reservation is cancelled.',
  CHECKED_IN: 'The guests are here already.',
  CHECKED_OUT: 'The guests have left already.',
  NO_SHOW: 'It is marked that the guests did not come.',
  EXPIRED: 'The booking was not paid in time.',
  FAILED: 'The booking came to nothing.',
}
