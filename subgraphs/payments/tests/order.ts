import { randomUUID } from 'node:crypto'

import { paymentGrant } from '@staygraph/payments/contract/payment-grant'
import type { takePayment } from '@staygraph/payments/contract/take-payment'
import { createGrantReader } from '@staygraph/subgraph-kit/grant'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import type { z } from 'zod'

export const { pairs, signers, trust } = await testKeys('gateway', 'reservations', 'workers', 'payments')
export const readGrant = createGrantReader(pairs.payments, 'reservations', paymentGrant)
export const SITE = 'https://staygraph.example'
export type Order = z.output<(typeof takePayment)['input']>

/** A reservation's payment, each time another reservation's. */
export function order(): Order {
  const reservationId = randomUUID()
  return {
    key: `${reservationId}:pay:1`,
    reservationId,
    reference: 'LX7-4KQ9',
    customerId: 'customer-ada',
    amount: 47_700,
    currency: 'EUR',
    paymentMethodId: 'pm_card_visa',
    capture: 'AUTOMATIC',
    returnUrl: `${SITE}/book/confirm`,
    receipt: {
      guestName: 'Ada Lovelace',
      guestEmail: 'ada@example.com',
      hotelName: 'Casa do Tejo',
      hotelAddress: ['Rua do Sol 14', '1100 Lisbon', 'Portugal'],
      timeZone: 'Europe/Lisbon',
      stay: { checkIn: '2027-06-12', checkOut: '2027-06-15' },
      roomName: 'Double room, river view',
      board: 'Breakfast',
      rooms: [{ adults: 2, childAges: [] }],
      lines: [{ text: 'Night of Sat 12 June', amount: 47_700, rateBps: 600 }],
      taxesWithin: [],
      payAtHotel: 0,
      offerSignature: 'c2lnbmF0dXJl',
      offerExpiresAt: '2027-05-14T13:30:00Z',
      acceptedAt: '2027-05-14T13:16:00Z',
    },
  }
}
