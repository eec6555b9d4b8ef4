import type { FastifyInstance } from 'fastify'

import { hotelById } from './catalogue.ts'
import type { Booking, Desk } from './desk.ts'
import { struckBy } from './mischief.ts'
import { penaltyAt } from './pricing.ts'
import { wrongInput } from './refusal.ts'
import { bookingPage, cancellation } from './wire-booking.ts'

/** Bookings afterwards: found by our client's reference, read by id, cancelled. */
export function manageBookings(server: FastifyInstance, desk: Desk, now: () => Date): void {
  const page = (booking: Booking, roomsField: 'rooms' | 'bookedRooms', percentMore = 0) => {
    const hotel = hotelById(booking.hotelId)
    const price = Math.round((booking.price * (100 + percentMore)) / 100)
    return hotel ? bookingPage(hotel, { ...booking, price }, roomsField) : undefined
  }

  server.get<{ Querystring: { clientReference?: string; guestId?: string } }>(
    '/v3.0/bookings',
    { config: { operation: 'bookings' } },
    (request) => {
      const { clientReference, guestId } = request.query
      if (!clientReference && !guestId) throw wrongInput('guestId or clientReference is required')
      const forgotten = clientReference === undefined || struckBy(request, 'forgets')
      const found = forgotten ? undefined : desk.byReference(clientReference)
      const list = found ? [page(found, 'rooms', struckBy(request, 'amountDiffers')?.percent)] : []
      return { data: struckBy(request, 'answersTwice') ? [...list, ...list] : list }
    },
  )

  server.get<{ Params: { bookingId: string } }>(
    '/v3.0/bookings/:bookingId',
    { config: { operation: 'booking' } },
    (request, reply) => {
      const found = struckBy(request, 'forgets') ? undefined : desk.byId(request.params.bookingId)
      return found ? { data: page(found, 'bookedRooms') } : reply.code(204).send()
    },
  )

  server.put<{ Params: { bookingId: string } }>(
    '/v3.0/bookings/:bookingId',
    { config: { operation: 'cancel' } },
    (request, reply) => {
      const found = struckBy(request, 'forgets') ? undefined : desk.byId(request.params.bookingId)
      if (!found) return reply.code(204).send()
      // Asked again, a cancellation answers what it cost the first time.
      if (found.status !== 'CONFIRMED') return { data: cancellation(found) }
      const at = now()
      const agreed = found.rooms.reduce((sum, { penalties }) => sum + penaltyAt(penalties, at), 0)
      const more = struckBy(request, 'keepsMore')
      const fee = more ? Math.round((found.price * more.percent) / 100) : agreed
      return { data: cancellation(desk.cancel(found, fee, at)) }
    },
  )
}
