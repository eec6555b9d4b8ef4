import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

const text = z.string().max(500)

/** What reservations knows and a receipt must say; sums in the smallest unit of the payment's currency. */
export const receiptDetails = z.object({
  guestName: text,
  guestEmail: text,
  hotelName: text,
  /** Lines of the hotel's address as they are printed. */
  hotelAddress: z.array(text),
  timeZone: z.string(),
  stay: z.object({ checkIn: z.iso.date(), checkOut: z.iso.date() }),
  roomName: text,
  board: text,
  rooms: z.array(z.object({ adults: z.int(), childAges: z.array(z.int()) })),
  /** One line a night and a tax, in the order printed. `rateBps`: VAT within the amount, in hundredths of a per cent; null: exempt. */
  lines: z.array(z.object({ text, amount: z.int(), rateBps: z.int().nullable() })),
  /** Taxes within the lines' amounts whose rate the seller does not tell (a partner's): named as they are, never called exempt. */
  taxesWithin: z.array(z.object({ text, amount: z.int() })).default([]),
  /** What is left to pay at the desk, not within the amounts above. */
  payAtHotel: z.int(),
  /** The signature of the offer accepted, and when it was accepted and would have expired: the seal is drawn from it. */
  offerSignature: z.string(),
  offerExpiresAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime(),
})

/** A receipt as it is printed: complete, so that rendering it asks nobody and always gives the same bytes. */
export const receiptDocument = z.object({
  receiptId: z.string(),
  /** 2026-000482 */
  number: z.string(),
  issuedAt: z.iso.datetime(),
  reservationId: z.string(),
  reference: z.string(),
  legalEntity: z.object({ name: text, address: text, vatId: text }),
  amount: z.int(),
  currency: z.string().length(3),
  card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
  bankReference: z.string(),
  paidAt: z.iso.datetime(),
  details: receiptDetails,
})
export type ReceiptDocument = z.infer<typeof receiptDocument>

/** A credit note: what it takes back of which receipt, and why. */
export const creditNoteDocument = z.object({
  creditNoteId: z.string(),
  number: z.string(),
  issuedAt: z.iso.datetime(),
  reason: text,
  amount: z.int(),
  refundId: z.string(),
  receipt: receiptDocument,
})
export type CreditNoteDocument = z.infer<typeof creditNoteDocument>

/** Asked by the documents server to render on demand what no job rendered yet. Null: there is none, or it has no number yet. */
export const readReceipt = defineCommand({
  name: 'read-receipt',
  input: z.object({ receiptId: z.string() }),
  output: receiptDocument.nullable(),
})
export const readCreditNote = defineCommand({
  name: 'read-credit-note',
  input: z.object({ creditNoteId: z.string() }),
  output: creditNoteDocument.nullable(),
})
/** For the recap mail: the receipt of a reservation's payment, once it is numbered. */
export const findReceipt = defineCommand({
  name: 'find-receipt',
  input: z.object({ reservationId: z.string() }),
  output: receiptDocument.nullable(),
})
/** For mails: the credit note of this refund, or else the newest of the reservation, once it is numbered. */
export const findCreditNote = defineCommand({
  name: 'find-credit-note',
  input: z.object({ reservationId: z.string(), refundId: z.string().optional() }),
  output: creditNoteDocument.nullable(),
})
