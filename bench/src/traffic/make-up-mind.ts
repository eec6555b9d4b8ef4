import { randomUUID } from 'node:crypto'

import { type Booking, isConfirmed, isSettled, newest } from './booking.ts'
import type { Self } from './guest.ts'
import { preview, type ReservationRef, roomsLeft } from './questions.ts'

/** Nothing else is being done about it, and none of it came of the desk. */
const isFree = (booking: Booking) =>
  isConfirmed(booking) &&
  !booking.cancel &&
  isSettled(booking.change) &&
  booking.cancelledRooms.every(isSettled) &&
  booking.desk.length === 0

const mostCancelledSingly = 2

/** What guests do about a stay that is confirmed: give it up, or a room of it, or exchange it. */
export const makeUpMind = ({ graph, offers, dice, one, pursueWish, headersOf }: Self) => {
  /** Signed in by the id at times, else as everybody may: by reference and surname. */
  const refOf = (booking: Booking): ReservationRef => {
    const { id = '', reference = '' } = newest(booking) ?? {}
    return booking.account && dice.roll() < 0.5 ? { id } : { reference, surname: booking.input.guest.familyName }
  }

  return {
    cancel: async () => {
      const booking = one(isFree)
      const headers = booking && (await headersOf(booking))
      if (!headers) return
      const reservation = refOf(booking)
      const refund = await preview(graph, reservation, null, headers)
      if (typeof refund !== 'number') return
      const input = { reservation, expectedRefund: refund, idempotencyKey: randomUUID() }
      booking.cancel = { input, told: [], unknown: true, refund }
      await pursueWish('cancelReservation', booking, booking.cancel)
    },
    cancelRoom: async () => {
      const booking = one(
        (some) =>
          isFree(some) &&
          some.offer.source === 'OWN' &&
          some.offer.rooms > 1 &&
          some.cancelledRooms.length < mostCancelledSingly,
      )
      const headers = booking && (await headersOf(booking))
      if (!headers) return
      const { reference = '' } = newest(booking) ?? {}
      const [first, ...others] = await roomsLeft(graph, reference, booking.input.guest.familyName)
      if (first === undefined) return
      const position = dice.pick([first, ...others])
      const reservation = refOf(booking)
      const refund = await preview(graph, reservation, [position], headers)
      if (typeof refund !== 'number') return
      const input = { reservation, rooms: [position], expectedRefund: refund, idempotencyKey: randomUUID() }
      const wish = { input, told: [], unknown: true, refund, position }
      booking.cancelledRooms.push(wish)
      await pursueWish('cancelReservation', booking, wish)
    },
    /** Other dates, and now and then other rooms or guests. */
    change: async () => {
      const booking = one((some) => isFree(some) && !some.change)
      const other = booking && (await offers.elsewhen(booking.offer))
      if (!booking || !other) return
      const paymentMethodId = dice.weighted({
        pm_card_visa: 80,
        pm_card_chargeDeclined: 8,
        pm_card_authenticationRequired: 12,
      })
      const input = { reservation: refOf(booking), offerId: other.id, paymentMethodId, idempotencyKey: randomUUID() }
      booking.change = { input, told: [], unknown: true }
      await pursueWish('changeStay', booking, booking.change)
    },
  }
}
