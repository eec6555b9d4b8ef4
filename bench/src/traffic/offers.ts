import type { Dice } from '../dice.ts'
import type { Graph } from './graph.ts'
import { dayAfter, findNight, type Night, todayIn } from './tonight.ts'

export interface Sum {
  amount: number
  currency: string
}

/** A price in hand: whoever holds its id may book it until it expires. */
export interface Offer {
  id: string
  hotelId: string
  source: 'OWN' | 'PARTNER'
  payNow: Sum
  /** For how many couples, a room each. */
  rooms: number
  /** It can be cancelled without a fee today, and so changed. */
  free: boolean
  /** When it was shown (ms since 1970). */
  seenAt: number
}

interface Guests {
  adults: number
  childAges: number[]
}

const couples = (rooms: number): Guests[] => Array.from({ length: rooms }, () => ({ adults: 2, childAges: [] }))
/** With cents, without, and with three decimals; all sell rooms of partners too. */
const cities = ['Munich', 'Paris', 'Tokyo', 'London', 'Kuwait City', 'New York City'] as const
const freshMs = 8 * 60_000
/** Days from today: when everybody wants to be in Munich. */
export const wantedNights = { from: 40, to: 42 }

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

export interface Offers {
  /** Searches as a guest does and keeps what was found. False: it was not answered. */
  search: () => Promise<boolean>
  /** One of those found lately. */
  any: (source?: Offer['source'], free?: boolean) => Offer | undefined
  /** The same, and nobody else gets it from here: rooms that nobody takes away meanwhile. */
  own: (source: Offer['source'], free: boolean) => Offer | undefined
  /** Of the few rooms that everybody wants. */
  wanted: () => Offer | undefined
  /** Other dates at the same hotel; at times for other guests, or other rooms, of several kinds too. */
  elsewhen: (offer: Offer) => Promise<Offer | undefined>
  /** Rooms of several kinds at a hotel found lately. */
  mixed: () => Promise<Offer | undefined>
  /** For arrival today, at one of the hotels whose day ends next. */
  tonight: () => Promise<Offer | undefined>
  /** Hotels whose rooms are booked again and again, for whoever works there. */
  busyHotels: () => { tonight: string[]; timeZone?: string; wanted?: string }
}

type AnOffer = { id: string; payNow: Sum; roomType: { id: string } }
type AtHotel = { hotel: { offers: AnOffer[] } | null }

const offersAt = `query Offers($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
  hotel(id: $id) { offers(stay: $stay, rooms: $rooms, currency: $currency) { id payNow { amount currency } roomType { id } } }
}`
const mixedAt = `query Mixed($id: ID!, $stay: StayInput!, $rooms: [RoomChoiceInput!]!) {
  hotel(id: $id) { offer(stay: $stay, rooms: $rooms) { ... on Offer { id payNow { amount currency } } } }
}`

type Found = {
  searchHotels: {
    edges: { node: { hotel: { id: string; source: Offer['source'] }; offer: { id: string; payNow: Sum } } }[]
  }
}

const search = `query Search($where: HotelSearchInput!) {
  searchHotels(where: $where, sort: PRICE, first: 100) {
    edges { node { hotel { id source } offer { id payNow { amount currency } } } }
  }
}`

export const createOffers = (graph: Graph, dice: Dice): Offers => {
  const ids = new Map<string, string>()
  const kept: Record<Offer['source'], Offer[]> = { OWN: [], PARTNER: [] }
  let wanted: Offer[] = []
  let night: Night | undefined
  let wantedHotel: string | undefined

  const cityOf = async (name: string): Promise<string | undefined> => {
    const known = ids.get(name)
    if (known) return known
    const { data } = await graph.ask<{ cities: { id: string }[] }>(
      'query City($name: String!) { cities(search: $name, first: 1) { id } }',
      { name },
    )
    const id = data?.cities[0]?.id
    if (id) ids.set(name, id)
    return id
  }

  const find = async (name: string, arrival: number, nights: number): Promise<Offer[] | undefined> => {
    const free = dice.roll() < 0.5
    const rooms = dice.roll() < 0.25 ? dice.whole(2, 3) : 1
    const cityId = await cityOf(name)
    if (!cityId) return undefined
    const stay = { checkIn: inDays(arrival), checkOut: inDays(arrival + nights) }
    const { data } = await graph.ask<Found>(search, {
      where: { cityId, stay, rooms: couples(rooms), ...(free && { freeCancellation: true }) },
    })
    return data?.searchHotels.edges.map(({ node: { hotel, offer } }) => ({
      ...offer,
      hotelId: hotel.id,
      source: hotel.source,
      free,
      rooms,
      seenAt: Date.now(),
    }))
  }

  const fresh = (offers: Offer[]) => offers.filter(({ seenAt }) => Date.now() - seenAt < freshMs)

  const ask = async <Data>(query: string, variables: object) => (await graph.ask<Data>(query, variables)).data
  const stayFrom = (arrival: number) => ({
    checkIn: inDays(arrival),
    checkOut: inDays(arrival + dice.whole(1, 3)),
  })

  /** What one hotel offers for a stay: to those guests, or of two kinds of room. `currency`: of partners, in which it is wanted. */
  const atHotel = async (
    id: string,
    stay: object,
    party: Guests[] | typeof mixedRooms,
    currency: string | null = null,
  ): Promise<Offer | undefined> => {
    const rooms = party === mixedRooms ? couples(1) : party
    const all = (await ask<AtHotel>(offersAt, { id, stay, rooms, currency }))?.hotel?.offers ?? []
    const [first, ...others] = all
    if (!first) return undefined
    const more = { hotelId: id, source: 'OWN', free: false, seenAt: Date.now() } as const
    if (party !== mixedRooms) return { ...dice.pick([first, ...others]), ...more, rooms: rooms.length }
    const kinds = [...new Set(all.map(({ roomType }) => roomType.id))].slice(0, 2)
    const chosen = kinds.map((roomTypeId) => ({ roomTypeId, adults: 2 }))
    const found = await ask<{ hotel: { offer: Partial<AnOffer> } | null }>(mixedAt, { id, stay, rooms: chosen })
    const { id: offerId, payNow } = found?.hotel?.offer ?? {}
    return offerId && payNow ? { id: offerId, payNow, ...more, rooms: chosen.length } : undefined
  }

  return {
    search: async () => {
      const hot = dice.roll() < (wanted.length === 0 ? 0.3 : 0.1)
      const found = hot
        ? await find('Munich', wantedNights.from, wantedNights.to - wantedNights.from)
        : await find(dice.pick(cities), dice.whole(25, 300), dice.whole(1, 4))
      if (!found) return false
      if (hot) wanted = found.filter(({ source }) => source === 'OWN').slice(0, 3)
      wantedHotel ??= wanted[0]?.hotelId
      for (const source of ['OWN', 'PARTNER'] as const)
        kept[source] = fresh([...found.filter((offer) => offer.source === source), ...kept[source]]).slice(0, 400)
      return true
    },
    any: (source = dice.roll() < 0.75 ? 'OWN' : 'PARTNER', free = false) => {
      const [first, ...others] = fresh(kept[source]).filter((offer) => !free || offer.free)
      return first && dice.pick([first, ...others])
    },
    own: (source, free) => {
      const found = fresh(kept[source]).find((offer) => !free || offer.free)
      if (found) kept[source] = kept[source].filter(({ hotelId }) => hotelId !== found.hotelId)
      return found
    },
    wanted: () => {
      const [first, ...others] = fresh(wanted)
      return first && dice.pick([first, ...others])
    },
    elsewhen: async (offer) => {
      // A partner sells rooms of several kinds only apart.
      if (offer.source === 'OWN' && dice.roll() < 0.2)
        return atHotel(offer.hotelId, stayFrom(dice.whole(25, 300)), mixedRooms)
      const party = dice.roll() < 0.5 ? couples(offer.rooms) : otherParty(dice)
      return atHotel(offer.hotelId, stayFrom(dice.whole(25, 300)), party, offer.payNow.currency)
    },
    mixed: async () => {
      const [first, ...others] = fresh(kept.OWN)
      return first && atHotel(dice.pick([first, ...others]).hotelId, stayFrom(dice.whole(25, 300)), mixedRooms)
    },
    tonight: async () => {
      night ??= await findNight(ask, cityOf)
      if (!night) return undefined
      const today = todayIn(night.timeZone)
      return atHotel(
        dice.pick(night.hotelIds),
        { checkIn: today, checkOut: dayAfter(today) },
        couples(dice.roll() < 0.3 ? 2 : 1),
      )
    },
    busyHotels: () => ({
      tonight: night?.hotelIds ?? [],
      ...(night && { timeZone: night.timeZone }),
      ...(wantedHotel !== undefined && { wanted: wantedHotel }),
    }),
  }
}

const mixedRooms = 'of two kinds'

const otherParty = (dice: Dice): Guests[] =>
  Array.from({ length: dice.whole(1, 3) }, () => ({
    adults: dice.whole(1, 2),
    childAges: dice.roll() < 0.3 ? [dice.whole(2, 12)] : [],
  }))
