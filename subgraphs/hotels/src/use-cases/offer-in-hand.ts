import { exponentOf, formatMoney, type Money } from '@staygraph/subgraph-kit/money'

import type { OfferClaims, OfferedRoom } from '../../contract/offer.ts'
import { cancellationOf } from '../domain/cancellation.ts'
import type { Housing } from '../domain/cheapest-offers.ts'
import { convert, dayBetween, rateBetween, type Rates } from '../domain/exchange.ts'
import { guestsFromAge, type RoomGuests } from '../domain/guests.ts'
import { nightFactors, roomNightPrices } from '../domain/price.ts'
import { sharesOfRooms } from '../domain/room-shares.ts'
import { hotelKey, ratePlanKey, roomTypeKey, type ShelfHotel, type ShelfPlan, type ShelfRoom } from '../domain/shelf.ts'
import { nightsOf, type Stay } from '../domain/stay.ts'
import { taxesOf, totalsOf, type TaxRule } from '../domain/tax.ts'
import type { PartnerOffer } from '../partners/partner-supply.ts'
import { offerName, offerSeconds } from './offer-signer.ts'

export type OfferTerms = Omit<OfferClaims, 'iss' | 'iat' | 'exp' | 'jti' | 'hotel'>
export type TaxOfOffer = OfferClaims['taxes'][number] & { currency: string }
export type RoomOfOffer = OfferedRoom & { currency: string; supplied: boolean }
export type ExchangeRate = { from: string; to: string; rate: string; day: string }

/** When an offer was made and until when it holds, in seconds, and its own name. */
export type Issue = { issuedAt: number; expiresAt: number; name: string }

/** An offer as it is told to a guest: what will be signed when its id is asked for. */
export type OfferInHand = {
  /** Already signed, and made: an offer that somebody brought. */
  token?: string
  issue?: Issue
  hotelId: string
  timeZone: string
  terms: OfferTerms
  /** Null: a partner does not tell. */
  roomsLeft: number | null
  shownTotal: Money
  exchangeRate: ExchangeRate | null
}

/** What an offer of any source is told with besides its terms. */
export type Telling = { currency: string | null; rates: Rates; now: Date }

/** Terms as an offer. */
export const offerInHand = (
  terms: OfferTerms,
  about: Pick<OfferInHand, 'hotelId' | 'timeZone' | 'roomsLeft'>,
  { currency, rates }: Pick<Telling, 'currency' | 'rates'>,
): OfferInHand => ({ ...about, terms, ...shown(terms, currency, rates) })

/** What is told of an offer at several places of one answer is one offer. */
export type Issues = Map<OfferInHand, Issue>

/** As an offer of this moment, unless it was brought. An offer that is kept from one answer to the next is another one in each. */
export function issueOf(offer: OfferInHand, { issues, now }: { issues: Issues; now: Date }): Issue {
  const known = offer.issue ?? issues.get(offer)
  if (known) return known
  const issuedAt = Math.floor(now.getTime() / 1_000)
  const issue = { issuedAt, expiresAt: issuedAt + offerSeconds, name: offerName() }
  issues.set(offer, issue)
  return issue
}

/** The total in the currency asked for. An offer in a currency without a rate is shown in its own. */
export function shown(terms: Pick<OfferTerms, 'total' | 'currency'>, currency: string | null, rates: Rates) {
  const total = { amount: terms.total, currency: terms.currency }
  if (currency === null || currency === terms.currency) return { shownTotal: total, exchangeRate: null }
  const amount = convert(terms.total, terms.currency, currency, rates, exponentOf)
  const rate = rateBetween(terms.currency, currency, rates)
  if (amount === null || rate === null) return { shownTotal: total, exchangeRate: null }
  return {
    shownTotal: { amount, currency },
    exchangeRate: { from: terms.currency, to: currency, rate, day: dayBetween(terms.currency, currency, rates) },
  }
}

/** Which rooms of which kinds, and who sleeps in each. The first one is never missing. */
export type ChosenRoom = { room: ShelfRoom; guests: RoomGuests }
export type ChosenRooms = readonly [ChosenRoom, ...ChosenRoom[]]

/** An offer of our own: chosen rooms under one rate plan, priced. */
export const ownOffer = (
  hotel: ShelfHotel,
  chosen: { rooms: ChosenRooms; plan: ShelfPlan; roomsLeft: number },
  stay: Stay,
  telling: Telling,
): OfferInHand =>
  offerInHand(
    ownTerms(hotel, chosen, stay, telling.now),
    { hotelId: hotelKey(hotel.id), timeZone: hotel.timeZone, roomsLeft: chosen.roomsLeft },
    telling,
  )

/** What such an offer says: the same for all who ask until a rule of cancellation begins to count. */
export function ownTerms(
  hotel: ShelfHotel,
  { rooms, plan }: { rooms: ChosenRooms; plan: ShelfPlan },
  stay: Stay,
  now: Date,
): OfferTerms {
  const { currency, timeZone } = hotel
  const dates = nightsOf(stay)
  const factors = nightFactors(hotel, dates)
  const priced = rooms.map(({ room, guests }) => ({
    guests,
    nights: roomNightPrices(hotel, factors, room, plan, guests),
  }))
  const nights = dates.map((_, night) => priced.reduce((sum, room) => sum + (room.nights[night] ?? 0), 0))
  const guests = rooms.map((room) => room.guests)
  const taxes = taxesOf(hotel.taxes, { nights, rooms: guests })
  const { total, payNow } = totalsOf(nights, taxes)
  const shares = sharesOfRooms(priced, taxes)
  const { freeUntil, tiers } = cancellationOf(plan.cancellation, {
    checkIn: stay.checkIn,
    timeZone,
    bookedAt: now,
    nights,
    payNow,
  })
  const typeOf = ({ room }: ChosenRoom) => ({ id: roomTypeKey(room.id), name: room.name, allotment: room.allotment })
  return {
    supplier: null,
    roomType: typeOf(rooms[0]),
    ratePlan: { id: ratePlanKey(plan.id), name: plan.name, refundable: plan.refundable },
    board: plan.board,
    stay,
    rooms: rooms.map((chosen, at) => ({
      adults: chosen.guests.adults,
      childAges: [...chosen.guests.childAges],
      roomType: typeOf(chosen),
      total: shares[at]?.total ?? 0,
      payNow: shares[at]?.payNow ?? 0,
    })),
    currency,
    nights: dates.map((date, night) => ({ date, price: nights[night] ?? 0 })),
    taxes: taxes
      .filter(({ amount }) => amount > 0)
      .map(({ rule, amount }) => ({
        code: rule.code,
        name: tellTax(rule, guests, nights.length, currency),
        amount,
        included: rule.included,
        payAtHotel: rule.payAtHotel,
        rateBps: rule.rateBps,
      })),
    total,
    payNow,
    cancellation: {
      freeUntil: freeUntil?.toISOString() ?? null,
      tiers: tiers.map(({ from, fee }) => ({ from: from?.toISOString() ?? null, fee })),
    },
  }
}

/** The same kind of room for all of the guests. */
export const roomsOfOneKind = (room: ShelfRoom, parties: readonly RoomGuests[]): ChosenRooms =>
  someRooms(parties.map((guests) => ({ room, guests })))

/** How the parties of a stay are housed, as an offer is made of it. */
export const chosenOf = ({ rooms, plan, roomsLeft }: Housing) => ({ rooms: someRooms(rooms), plan, roomsLeft })

function someRooms([first, ...others]: readonly ChosenRoom[]): ChosenRooms {
  if (!first) throw new Error('an offer for nobody')
  return [first, ...others]
}

/** An offer that a partner sells through us, as it wrote it. */
export const partnersOffer = (
  hotel: { id: string; timeZone: string },
  offer: PartnerOffer,
  telling: Telling,
): OfferInHand => offerInHand({ ...offer }, { hotelId: hotel.id, timeZone: hotel.timeZone, roomsLeft: null }, telling)

/** How a tax came about, in one line: "Lisbon tourist tax, 2 guests × 3 nights × €4.00". */
export function tellTax(rule: TaxRule, rooms: readonly RoomGuests[], nightCount: number, currency: string): string {
  const count = (some: number, one: string) => `${some} ${one}${some === 1 ? '' : 's'}`
  const nights = count(Math.min(nightCount, rule.maxNights ?? nightCount), 'night')
  const each = () => (rule.brackets ? '' : ` × ${formatMoney({ amount: rule.amount ?? 0, currency })}`)
  switch (rule.kind) {
    case 'PERCENT':
      return `${rule.name} ${(rule.rateBps ?? 0) / 100}%`
    case 'PER_NIGHT':
      return `${rule.name}, ${count(rooms.length, 'room')} × ${nights}${each()}`
    case 'PER_PERSON_NIGHT':
      return `${rule.name}, ${count(guestsFromAge(rooms, rule.minAge), 'guest')} × ${nights}${each()}`
  }
}
