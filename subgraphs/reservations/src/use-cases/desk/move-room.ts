import type { Context } from '../../context.ts'
import { roomById, takersOf } from '../../database/desk-rooms.ts'
import { moveRoom as write, type AskedDoor } from '../../database/desk-transactions.ts'
import { dateAt } from '../../domain/hotel-time.ts'
import { claimsOf } from '../../domain/offer.ts'
import { notHotelStaff, notPossibleNow, saidAgain } from './desk-refusals.ts'
import { atDesk, answerWith, ownReservation } from './desk-reservation.ts'
import { roomNotFree } from './room-not-free.ts'

/** Guests who are here get another door of the same type, from tonight on. */
export const moveRoom = ({ reservationId, n, roomId }: AskedDoor & { reservationId: string }, context: Context) =>
  saidAgain(async () => {
    const { sql, now } = context
    const found = await ownReservation(reservationId, context)
    if (!found) return notHotelStaff()
    const { reservation, by } = found
    const door = await roomById(sql, roomId)
    if (door?.hotelId !== reservation.hotelId) return roomNotFree(null, [])
    const at = now()
    const today = dateAt(at, claimsOf(reservation.offer).hotel.timeZone)
    switch (await write(sql, reservationId, { n, roomId }, today, by, at)) {
      case 'MOVED':
        return answerWith(sql, reservationId)
      case 'ELSEWHERE':
        return notPossibleNow('Only guests who are in the house move, each from a room they have.')
      case 'NOT_FREE': {
        const takers = await takersOf(sql, roomId, { from: today, to: reservation.checkOut })
        const others = takers.map((taker) => taker.reservationId).filter((id) => id !== null)
        return roomNotFree(door.number, await atDesk(sql, [...new Set(others)]))
      }
    }
  })
