import type { Context } from '../context.ts'
import { houseCheapest } from '../domain/cheapest-offers.ts'
import type { Point } from '../domain/distance.ts'
import { leftOfRoom } from '../domain/nights.ts'
import { hotelKey } from '../domain/shelf.ts'
import type { OwnSold } from '../domain/town-pass.ts'
import { hotelAt } from '../domain/town.ts'
import type { readStay } from './asked-stay.ts'
import type { HouseFound, Sold } from './house-in-search.ts'
import {
  chosenOf,
  offerInHand,
  ownTerms,
  partnersOffer,
  roomsOfOneKind,
  type OfferInHand,
  type OfferTerms,
  type Telling,
} from './offer-in-hand.ts'
import { stayQuestion } from './stay-question.ts'

/** What stands on a page: an own hotel, or a house that partners sell too. */
export type Found = OwnSold | HouseFound

export type Told = { hotelId: string; point: Point; offer: OfferInHand; furtherOffers: OfferInHand[] }

/** The terms of a hotel that was found, and between which instants they hold: then a rule of cancellation begins to count. */
type KeptTerms = {
  terms: OfferTerms
  point: Point
  rooms: readonly number[]
  since: number
  until: number
  /** As they were told last, and what that depends on besides. */
  last?: { told: Told; roomsLeft: number } & Pick<Telling, 'currency' | 'rates'>
}
const keptTerms = new WeakMap<OwnSold, KeptTerms>()

/** An own hotel of a page with its offer, made in full once: it costs what the hotel was found with. The same as long as nothing in it changes. */
export function tellOwn(sold: OwnSold, asked: ReturnType<typeof readStay>, telling: Telling): Told {
  const { town, at, nights } = sold
  const now = telling.now.getTime()
  let known = keptTerms.get(sold)
  if (!known || now < known.since || now >= known.until) {
    known = termsOf(sold, { ...asked, stay: nights.stay }, telling.now)
    keptTerms.set(sold, known)
  }
  const { currency, rates } = telling
  const { last } = known
  const roomsLeft = leftOf(sold, known.rooms)
  if (last && last.roomsLeft === roomsLeft && last.currency === currency && last.rates === rates) return last.told
  const hotelId = hotelKey(town.ids[at] as number)
  const offer = offerInHand(known.terms, { hotelId, timeZone: town.timeZone, roomsLeft }, telling)
  const told = { hotelId, point: known.point, offer, furtherOffers: [] }
  known.last = { told, roomsLeft, currency, rates }
  return told
}

function leftOf({ town, nights }: OwnSold, rooms: readonly number[]): number {
  let least = Infinity
  for (const room of rooms) least = Math.min(least, leftOfRoom(nights, town.roomIds.length, room))
  return least
}

function termsOf(
  { town, nights, at, total, room, plan }: OwnSold,
  asked: ReturnType<typeof readStay>,
  now: Date,
): KeptTerms {
  // prettier-ignore
  const hotel = hotelAt(town, at)
  const [roomsFrom, plansFrom] = [town.roomsFrom[at] as number, town.plansFrom[at] as number]
  const placeOf = (one: { id: number }) => roomsFrom + hotel.rooms.findIndex(({ id }) => id === one.id)
  const leftOf = (one: { id: number }) => leftOfRoom(nights, town.roomIds.length, placeOf(one))
  const under = hotel.plans[plan - plansFrom]
  const only = room < 0 ? undefined : hotel.rooms[room - roomsFrom]
  if (!under) throw new Error(`h${hotel.id} has no plan ${plan}`)
  const question = stayQuestion(asked, leftOf, now)
  const mixed = only ? null : houseCheapest(hotel, question, under)
  const chosen = only ? roomsOfOneKind(only, asked.rooms) : mixed && chosenOf(mixed).rooms
  if (!chosen) throw new Error(`h${hotel.id} was found for ${total} and has no rooms`)
  const terms = ownTerms(hotel, { rooms: chosen, plan: under }, asked.stay, now)
  if (terms.total !== total) throw new Error(`h${hotel.id} was found for ${total} and is offered for ${terms.total}`)
  const starts = under.cancellation.flatMap((rule) => question.startOf(rule, hotel.timeZone)?.getTime() ?? [])
  return {
    terms,
    point: { latitude: hotel.latitude, longitude: hotel.longitude },
    rooms: [...new Set(chosen.map((one) => placeOf(one.room)))],
    since: Math.max(-Infinity, ...starts.filter((start) => start <= now.getTime())),
    until: Math.min(Infinity, ...starts.filter((start) => start > now.getTime())),
  }
}

/** What a search found, with the same house at others. `own`: those of our hotels that were told when they were found. */
export async function tellFound(
  found: Found,
  own: ReadonlyMap<OwnSold, Told>,
  telling: Telling,
  { loaders }: Context,
): Promise<Told> {
  const toldBy = async (sold: Sold): Promise<Told> => {
    if ('town' in sold) {
      const one = own.get(sold)
      if (!one) throw new Error(`h${sold.town.ids[sold.at]} was found and not told`)
      return one
    }
    const hotel = await loaders.hotel.load(sold.hotel.id)
    if (!hotel) throw new Error(`the partner's hotel ${sold.hotel.id} was not kept`)
    return { hotelId: hotel.id, point: sold.hotel, offer: partnersOffer(hotel, sold.offer, telling), furtherOffers: [] }
  }
  if ('town' in found) return toldBy(found)
  const [first, further] = await Promise.all([toldBy(found.cheapest), Promise.all(found.further.map(toldBy))])
  return { ...first, furtherOffers: further.map(({ offer }) => offer) }
}
