import type { CreditNoteDocument, ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'

type Changes<T> = { [K in keyof T]?: T[K] extends object ? Partial<T[K]> | T[K] : T[K] }

/** A receipt of three nights in Lisbon, EUR 495.00 with 6 % VAT and a city tax without; tests change what they are about. */
export function sampleReceipt({ details, ...changes }: Changes<ReceiptDocument> = {}): ReceiptDocument {
  return {
    receiptId: 'receipt-1',
    number: '2026-000482',
    issuedAt: '2026-05-14T13:17:00Z',
    reservationId: 'reservation-1',
    reference: 'LX7-4KQ9',
    legalEntity: { name: 'Staygraph', address: 'example company, 1 Example Street, Lisbon', vatId: 'PT000000000' },
    amount: 49_500,
    currency: 'EUR',
    card: { brand: 'visa', last4: '4242' },
    bankReference: '7F2A-9910',
    paidAt: '2026-05-14T13:16:00Z',
    ...(changes as Partial<ReceiptDocument>),
    details: {
      guestName: 'Alex Sample',
      guestEmail: 'alex@example.com',
      hotelName: 'Casa do Tejo',
      hotelAddress: ['Rua do Sol 14', '1100 Lisbon, Portugal'],
      timeZone: 'Europe/Lisbon',
      stay: { checkIn: '2026-06-12', checkOut: '2026-06-15' },
      roomName: 'Double room, river view',
      board: 'BREAKFAST',
      rooms: [{ adults: 2, childAges: [6] }],
      lines: [
        { text: 'Night of Fri 12 June', amount: 15_900, rateBps: 600 },
        { text: 'Night of Sat 13 June', amount: 15_900, rateBps: 600 },
        { text: 'Night of Sun 14 June', amount: 15_900, rateBps: 600 },
        { text: 'City tax, 2 adults × 3 nights × €3.00', amount: 1_800, rateBps: null },
      ],
      taxesWithin: [],
      payAtHotel: 0,
      offerSignature: 'sample-offer-signature',
      acceptedAt: '2026-05-14T13:12:00Z',
      offerExpiresAt: '2026-05-14T13:32:00Z',
      ...details,
    },
  }
}

/** Half of the sample receipt, given back. */
export const sampleCreditNote = (changes: Partial<CreditNoteDocument> = {}): CreditNoteDocument => ({
  creditNoteId: 'credit-note-1',
  number: '2026-C00017',
  issuedAt: '2026-06-01T10:00:00Z',
  reason: 'Cancelled by the guest',
  amount: 24_750,
  refundId: 'refund-1',
  receipt: sampleReceipt(),
  ...changes,
})

/** The reservation of the sample receipt. */
export function sampleRecap({ hotel, guest, ...changes }: Changes<ReservationRecap> = {}): ReservationRecap {
  return {
    reservationId: 'reservation-1',
    reference: 'LX7-4KQ9',
    requests: null,
    stay: { checkIn: '2026-06-12', checkOut: '2026-06-15' },
    rooms: [{ adults: 2, childAges: [6] }],
    roomName: 'Double room, river view',
    board: 'BREAKFAST',
    ratePlanName: 'Flexible',
    currency: 'EUR',
    total: 49_500,
    payNow: 49_500,
    payAtHotel: 0,
    cancellationSummary: 'Cancel by Wed 10 June, 18:00 (Lisbon time) for a full refund.',
    offerSignature: 'sample-offer-signature',
    bookedAt: '2026-05-14T13:16:00Z',
    revision: 0,
    cancelled: null,
    url: 'https://staygraph.example/trips/LX7-4KQ9',
    ...(changes as Partial<ReservationRecap>),
    guest: { givenName: 'Alex', familyName: 'Sample', email: 'alex@example.com', phone: null, ...guest },
    hotel: {
      id: 'h1',
      name: 'Casa do Tejo',
      addressLines: ['Rua do Sol 14', '1100 Lisbon, Portugal'],
      country: 'PT',
      latitude: 38.7101,
      longitude: -9.1347,
      timeZone: 'Europe/Lisbon',
      email: 'desk@casadotejo.example',
      phone: '+351 21 000 0000',
      stars: 4,
      checkInFrom: '15:00',
      checkOutUntil: '11:00',
      ...hotel,
    },
  }
}
