import type { SuppliedHotel } from './catalogue.ts'
import { onTheWire } from './currencies.ts'
import type { Booking } from './desk.ts'
import { COMMISSION, money, policies, SUPPLIER, taxes } from './wire-offer.ts'

/** A booking; in lists its rooms are called `rooms`, alone and when just made `bookedRooms`. */
export function bookingPage(hotel: SuppliedHotel, booking: Booking, roomsField: 'rooms' | 'bookedRooms') {
  const { currency } = booking
  const cancellationPolicies = policies(booking.rooms, booking.refundable, currency)
  return {
    bookingId: booking.bookingId,
    clientReference: booking.clientReference,
    supplierBookingId: booking.bookingId,
    supplierBookingName: SUPPLIER.supplier,
    ...SUPPLIER,
    status: booking.status,
    hotelConfirmationCode: booking.bookingId.toUpperCase(),
    checkin: booking.checkin,
    checkout: booking.checkout,
    hotel: { hotelId: hotel.id, name: hotel.name },
    [roomsField]: booking.rooms.map((room, index) => ({
      roomType: {
        roomTypeId: String(booking.roomId),
        name: hotel.rooms.find(({ id }) => id === booking.roomId)?.name ?? '',
      },
      boardType: booking.boardType,
      boardName: booking.boardName,
      adults: room.occupancy.adults,
      children: room.occupancy.children.length,
      childrenAges: room.occupancy.children,
      rate: {
        retailRate: { total: money(room.total, currency), taxesAndFees: taxes(room, currency) },
        cancellationPolicies: policies([room], booking.refundable, currency),
      },
      occupancy_number: index + 1,
      amount: onTheWire(room.total, currency),
      currency,
      guests: booking.guests.filter(({ occupancyNumber }) => occupancyNumber === index + 1),
    })),
    holder: booking.holder,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: (booking.cancelledAt ?? booking.createdAt).toISOString(),
    cancellationPolicies,
    price: onTheWire(booking.price, currency),
    commission: onTheWire(Math.round(booking.price * COMMISSION), currency),
    currency,
    prebookId: booking.prebookId,
    sellingPrice: String(onTheWire(booking.price, currency)),
    tag: booking.refundable ? 'RFN' : 'NRFN',
    lastFreeCancellationDate: booking.refundable ? booking.rooms[0]?.penalties[0]?.from.toISOString() : null,
    nationality: booking.nationality,
    cancelledAt: booking.cancelledAt?.toISOString() ?? null,
    refundedAt: booking.cancelledAt?.toISOString() ?? null,
    cancelledBy: null,
  }
}

/** What cancelling answers. */
export const cancellation = (booking: Booking) => ({
  bookingId: booking.bookingId,
  status: booking.status,
  cancellation_fee: onTheWire(booking.cancellationFee, booking.currency),
  refund_amount: onTheWire(booking.price - booking.cancellationFee, booking.currency),
  currency: booking.currency,
})
