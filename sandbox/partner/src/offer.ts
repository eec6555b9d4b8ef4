import { anyHotel } from './any-hotel.ts'
import type { RoomKind, SuppliedHotel } from './catalogue.ts'
import { sellsIn } from './currencies.ts'
import { PLANS, quoteRoom, type Occupancy, type RatePlan, type RoomQuote } from './pricing.ts'

/** The stay somebody asks about. */
export type Stay = { readonly checkin: string; readonly checkout: string; readonly currency: string }

/** A room kind under a rate plan for some people and dates, at a price. */
export type Offer = {
  readonly hotel: SuppliedHotel
  readonly room: RoomKind
  readonly plan: RatePlan
  readonly stay: Stay
  readonly nationality: string
  readonly quotes: readonly RoomQuote[]
  /** All rooms, minor units. */
  readonly price: number
}

export const OFFER_LIVES_MS = 45 * 60_000

export function makeOffer(
  hotel: SuppliedHotel,
  room: RoomKind,
  plan: RatePlan,
  occupancies: readonly Occupancy[],
  stay: Stay,
  nationality: string,
  raisedBy = 0,
): Offer {
  const quotes = occupancies.map((occupancy) => quoteRoom(hotel, room, plan, occupancy, stay, raisedBy))
  return { hotel, room, plan, stay, nationality, quotes, price: quotes.reduce((sum, { total }) => sum + total, 0) }
}

/** The offer as an opaque word: everything needed to price it again, and what it cost when it was shown. */
export function offerId(offer: Offer, now: Date): string {
  const people = offer.quotes.map(({ occupancy }) => [occupancy.adults, ...occupancy.children].join('.')).join('_')
  const { hotel, room, plan, stay } = offer
  const what = [hotel.id, room.id, plan.code, stay.checkin, stay.checkout, stay.currency, people, offer.nationality]
  const shown = [offer.price.toString(36), Math.floor(now.getTime() / 1000).toString(36)]
  return base32([...what, ...shown].join('|'))
}

/** An offer read back from its id; `price` is what it cost when shown, `shownAt` when that was. */
export type ShownOffer = Omit<Offer, 'quotes'> & { readonly occupancies: readonly Occupancy[]; readonly shownAt: Date }

/** Nothing when the word is not one of ours. */
export function readOfferId(word: string): ShownOffer | undefined {
  const [hotelId, roomId, code, checkin, checkout, currency, people, nationality, price, at] = (
    unbase32(word) ?? ''
  ).split('|')
  if (!hotelId || !checkin || !checkout || !currency || !people || !nationality || !price || !at) return undefined
  const hotel = anyHotel(hotelId)
  const room = hotel?.rooms.find(({ id }) => String(id) === roomId)
  const plan = PLANS.find((known) => known.code === code)
  if (!hotel || !room || !plan || !sellsIn(currency)) return undefined
  const occupancies = people.split('_').map((party) => {
    const [adults = 0, ...children] = party.split('.').map(Number)
    return { adults, children }
  })
  return {
    hotel,
    room,
    plan,
    nationality,
    occupancies,
    stay: { checkin, checkout, currency },
    price: Number.parseInt(price, 36),
    shownAt: new Date(Number.parseInt(at, 36) * 1000),
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(text: string): string {
  let bits = 0
  let held = 0
  let word = ''
  for (const byte of Buffer.from(text)) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) word += ALPHABET[(held >>> (bits - 5)) & 31] ?? ''
    held &= (1 << bits) - 1
  }
  return bits > 0 ? word + (ALPHABET[(held << (5 - bits)) & 31] ?? '') : word
}

function unbase32(word: string): string | undefined {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of word) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) bytes.push((held >>> (bits -= 8)) & 255)
    held &= (1 << bits) - 1
  }
  return Buffer.from(bytes).toString()
}
