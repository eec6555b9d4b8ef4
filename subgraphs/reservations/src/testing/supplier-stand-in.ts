import type { Supplier, SupplierBooking } from '../context.ts'

/** What the partner does when it is asked to book; everything else it does as it should. */
export type Mood = 'BOOKS' | 'SOLD_OUT' | 'REFUSES' | 'BOOKS_SILENTLY' | 'SILENT' | 'AWAY'

/** A partner, as the port says it behaves: one booking a reference. */
export function createSupplierStandIn() {
  const bookings = new Map<string, SupplierBooking>()
  const partner = {
    code: 'liteapi',
    mood: 'BOOKS' as Mood,
    /** What prebook answers instead. */
    prebooked: null as Awaited<ReturnType<Supplier['prebook']>> | null,
    keepsBookings: false,
    bookings,
    standing: () => [...bookings.values()].filter(({ status }) => status === 'CONFIRMED').length,
  }
  const supplier: Supplier = {
    code: 'liteapi',
    prebook: async (offer) => {
      if (partner.prebooked) return partner.prebooked
      return partner.mood === 'AWAY'
        ? { outcome: 'UNAVAILABLE', heard: 'NOT_SENT', reason: 'no connection' }
        : { outcome: 'PREBOOKED', prebookId: `pre-${offer.jti}`, price: offer.payNow }
    },
    book: async ({ clientReference, currency }) => {
      if (partner.mood === 'SOLD_OUT') return { outcome: 'SOLD_OUT' }
      if (partner.mood === 'REFUSES') return { outcome: 'REFUSED', code: 2013, reason: 'no' }
      if (partner.mood === 'AWAY') return { outcome: 'NOT_ATTEMPTED', reason: 'no connection' }
      if (partner.mood === 'SILENT') return { outcome: 'UNKNOWN', reason: 'timeout' }
      const booking = bookings.get(clientReference) ?? {
        bookingId: `b-${bookings.size + 1}`,
        clientReference,
        status: 'CONFIRMED',
        price: 1,
        currency,
        hotelConfirmation: null,
      }
      bookings.set(clientReference, booking)
      return partner.mood === 'BOOKS_SILENTLY'
        ? { outcome: 'UNKNOWN', reason: 'timeout' }
        : { outcome: 'BOOKED', booking }
    },
    find: async ({ clientReference }) => {
      const booking = bookings.get(clientReference)
      return booking ? { outcome: 'FOUND', booking, others: [] } : { outcome: 'NOT_FOUND' }
    },
    cancel: async ({ bookingId }) => {
      const booking = [...bookings.values()].find((one) => one.bookingId === bookingId)
      if (!booking) return { outcome: 'NOT_FOUND' }
      if (partner.keepsBookings) return { outcome: 'REFUSED', code: 4003, reason: 'not cancellable' }
      bookings.set(booking.clientReference, { ...booking, status: 'CANCELLED' })
      return { outcome: 'CANCELLED', fee: null, refund: null }
    },
  }
  return { partner, supplier }
}
