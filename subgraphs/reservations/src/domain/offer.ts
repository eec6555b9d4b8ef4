import { offerClaims, type OfferClaims } from '@staygraph/hotels/contract/offer'

import { nightsOf } from './stay.ts'

/** A compact JWS is three parts; the third one is the signature, of which the seal is drawn. */
export const signatureOf = (token: string) => token.slice(token.lastIndexOf('.') + 1)

/** A token longer than this is no offer: claims are some two kilobytes. */
export const longestToken = 16_000

/** Tokens read lately: a booking reads its own half a dozen times, before and after its signature was looked at. */
const read = new Map<string, OfferClaims>()
const mostRead = 500

/** What a token claims, whoever signed it. Null: it claims nothing that an offer does. */
export function readClaims(token: string): OfferClaims | null {
  if (token.length > longestToken) return null
  const known = read.get(token)
  if (known) return known
  const claims = parseClaims(token)
  if (claims === null) return null
  if (read.size >= mostRead) read.clear()
  read.set(token, claims)
  return claims
}

function parseClaims(token: string): OfferClaims | null {
  try {
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    if (text.includes('\\u0000')) return null // a character that Postgres cannot keep
    return offerClaims.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // not base64url, not JSON: no offer
  }
}

/** Of a token whose signature was verified when it was accepted. */
export function claimsOf(token: string): OfferClaims {
  const claims = readClaims(token)
  if (!claims) throw new Error('a kept offer cannot be read')
  return claims
}

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Due at the hotel's desk: on top of the nights' prices, within the total, not charged by us. */
export const payAtHotel = ({ taxes }: Pick<OfferClaims, 'taxes'>) =>
  sum(taxes.filter((tax) => tax.payAtHotel && !tax.included).map((tax) => tax.amount))

/**
 * What is wrong with the figures of a signed offer; null when they agree. An offer that does not add up is a bug of
 * whoever signed it, and money is not taken on it.
 */
export function whatDoesNotAddUp(claims: OfferClaims): string | null {
  const { nights, taxes, total, payNow, stay, rooms } = claims
  const dates = nightsOf(stay)
  if (nights.length !== dates.length || nights.some(({ date }, index) => date !== dates[index]))
    return 'nights differ from the stay'
  const onTop = taxes.filter((tax) => !tax.included).map((tax) => tax.amount)
  if (sum([...nights.map((night) => night.price), ...onTop]) !== total) return 'nights and taxes differ from the total'
  if (total - payAtHotel(claims) !== payNow) return 'what is paid now and at the hotel differs from the total'
  if (sum(rooms.map((room) => room.total)) !== total || sum(rooms.map((room) => room.payNow)) !== payNow)
    return 'the rooms differ from the whole'
  if (rooms.some((room) => room.payNow < 0 || room.total < room.payNow)) return 'a room costs less than nothing'
  if (payNow <= 0) return 'there is nothing to pay'
  return null
}
