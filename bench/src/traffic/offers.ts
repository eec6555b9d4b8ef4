import type { Dice } from '../dice.ts'
import type { Graph } from './graph.ts'

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

const couples = (rooms: number) => Array.from({ length: rooms }, () => ({ adults: 2, childAges: [] }))
/** With cents, without, and with three decimals; all sell rooms of partners too. */
const cities = ['Munich', 'Paris', 'Tokyo', 'London', 'Kuwait City', 'New York City'] as const
const freshMs = 8 * 60_000

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
  /** Other dates at the same hotel. */
  elsewhen: (offer: Offer) => Promise<Offer | undefined>
}

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

  return {
    search: async () => {
      const hot = dice.roll() < (wanted.length === 0 ? 0.3 : 0.1)
      const found = hot
        ? await find('Munich', 40, 2)
        : await find(dice.pick(cities), dice.whole(25, 300), dice.whole(1, 4))
      if (!found) return false
      if (hot) wanted = found.filter(({ source }) => source === 'OWN').slice(0, 3)
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
    elsewhen: async ({ hotelId, rooms }) => {
      const arrival = dice.whole(25, 300)
      const { data } = await graph.ask<{ hotel: { offers: { id: string; payNow: Sum }[] } | null }>(
        'query Elsewhen($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) { hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { id payNow { amount currency } } } }',
        {
          id: hotelId,
          stay: { checkIn: inDays(arrival), checkOut: inDays(arrival + dice.whole(1, 3)) },
          rooms: couples(rooms),
        },
      )
      const [first, ...others] = data?.hotel?.offers ?? []
      return (
        first && { ...dice.pick([first, ...others]), hotelId, source: 'OWN', free: false, rooms, seenAt: Date.now() }
      )
    },
  }
}
