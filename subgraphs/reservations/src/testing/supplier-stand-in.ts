import type { Supplier, SupplierBooking } from '../context.ts'

/** What the partner does when it is asked to book; everything else it does as it should. */
export type Mood = 'BOOKS' | 'SOLD_OUT' | 'REFUSES' | 'BOOKS_SILENTLY' | 'BOOKS_LATE' | 'SILENT' | 'AWAY'

/** A partner, as the port says it behaves: one booking a reference. */
export function createSupplierStandIn() {
  const bookings = new Map<string, SupplierBooking>()
  const lying: SupplierBooking[] = []
  const prices = new Map<string, number>()
  const partner = {
    code: 'liteapi',
    mood: 'BOOKS' as Mood,
    /** What prebook answers instead. */
    prebooked: null as Awaited<ReturnType<Supplier['prebook']>> | null,
    keepsBookings: false,
    bookings,
    /** What BOOKS_LATE was asked for and has not booked yet. */
    lying,
    /** How many of those it has booked since. */
    arrived: 0,
    /** It books them now. */
    arrive: () => {
      for (const booking of lying.splice(0)) {
        if (bookings.has(booking.clientReference)) continue
        bookings.set(booking.clientReference, booking)
        partner.arrived += 1
      }
    },
    standing: () => [...bookings.values()].filter(({ status }) => status === 'CONFIRMED').length,
  }
  const supplier: Supplier = {
    code: 'liteapi',
    prebook: async (offer) => {
      if (partner.prebooked) return partner.prebooked
      if (partner.mood === 'AWAY') return { outcome: 'UNAVAILABLE', heard: 'NOT_SENT', reason: 'no connection' }
      prices.set(`pre-${offer.jti}`, offer.payNow)
      return { outcome: 'PREBOOKED', prebookId: `pre-${offer.jti}`, price: offer.payNow }
    },
    book: async ({ prebookId, clientReference, currency }) => {
      if (partner.mood === 'SOLD_OUT') return { outcome: 'SOLD_OUT' }
      if (partner.mood === 'REFUSES') return { outcome: 'REFUSED', code: 2013, reason: 'no' }
      if (partner.mood === 'AWAY') return { outcome: 'NOT_ATTEMPTED', reason: 'no connection' }
      if (partner.mood === 'SILENT') return { outcome: 'UNKNOWN', reason: 'timeout' }
      const booking: SupplierBooking = bookings.get(clientReference) ?? {
        bookingId: `b-${clientReference}`,
        clientReference,
        status: 'CONFIRMED',
        price: prices.get(prebookId) ?? 1,
        currency,
        hotelConfirmation: null,
      }
      if (partner.mood === 'BOOKS_LATE') {
        lying.push(booking)
        return { outcome: 'UNKNOWN', reason: 'timeout' }
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
