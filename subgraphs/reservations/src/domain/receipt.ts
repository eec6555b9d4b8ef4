import { roomsInWords, type OfferClaims } from '@staygraph/hotels/contract/offer'
import type { receiptDetails } from '@staygraph/payments/contract/receipt-document'
import type { z } from 'zod'

import { readableDate } from './hotel-time.ts'
import { payAtHotel, signatureOf } from './offer.ts'

export type ReceiptDetails = z.output<typeof receiptDetails>
export type ReceiptLine = ReceiptDetails['lines'][number]

const boards = {
  ROOM_ONLY: 'room only',
  BREAKFAST: 'breakfast',
  HALF_BOARD: 'half board',
  FULL_BOARD: 'full board',
  ALL_INCLUSIVE: 'all inclusive',
} as const
export const boardInWords = (board: OfferClaims['board']) => boards[board]

/** One line a night, one a tax that is charged on top. The lines of an offer that adds up make exactly its `payNow`. */
export function receiptLines({ nights, taxes, rooms }: OfferClaims): ReceiptLine[] {
  // VAT within a price is told as its rate; a tax without a rate is no VAT.
  const rateBps = taxes.find((tax) => tax.included && tax.rateBps !== null)?.rateBps ?? null
  const kinds = new Set(rooms.map(({ roomType }) => roomType.name))
  const words = roomsInWords(rooms.map(({ roomType }) => roomType.name))
  const room = rooms.length > 1 && kinds.size === 1 ? `${rooms.length} x ${words}` : words
  return [
    ...nights.map(({ date, price }) => ({ text: `${readableDate(date)}, ${room}`, amount: price, rateBps })),
    ...taxes
      .filter((tax) => !tax.included && !tax.payAtHotel)
      .map(({ name, amount }) => ({ text: name, amount, rateBps: null })),
  ]
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

/** Street, city and region as they stand on an envelope, without the country. */
export const addressLines = ({ line, postalCode, city, region }: OfferClaims['hotel']['address']): string[] =>
  [line, [postalCode, city].filter(Boolean).join(' '), region === city ? '' : (region ?? '')].filter(
    (text) => text !== '',
  )

type Accepted = {
  guestGivenName: string
  guestFamilyName: string
  guestEmail: string
  /** The signed token. */
  offer: string
  createdAt: Date
}

/** What the receipt of a booking says. From what is kept only, so that asking for the payment again asks for the same. */
export function receiptOf(claims: OfferClaims, accepted: Accepted): ReceiptDetails {
  const { hotel } = claims
  return {
    guestName: `${accepted.guestGivenName} ${accepted.guestFamilyName}`,
    guestEmail: accepted.guestEmail,
    hotelName: hotel.name,
    hotelAddress: [...addressLines(hotel.address), countryNames.of(hotel.address.country) ?? hotel.address.country],
    timeZone: hotel.timeZone,
    stay: claims.stay,
    roomName: roomsInWords(claims.rooms.map(({ roomType }) => roomType.name)),
    board: boardInWords(claims.board),
    rooms: claims.rooms.map(({ adults, childAges }) => ({ adults, childAges })),
    lines: receiptLines(claims),
    taxesWithin: claims.taxes
      .filter((tax) => tax.included && tax.rateBps === null)
      .map(({ name, amount }) => ({ text: name, amount })),
    payAtHotel: payAtHotel(claims),
    offerSignature: signatureOf(accepted.offer),
    offerExpiresAt: new Date(claims.exp * 1_000).toISOString(),
    acceptedAt: accepted.createdAt.toISOString(),
  }
}
