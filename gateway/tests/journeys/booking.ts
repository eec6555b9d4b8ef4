import { randomUUID } from 'node:crypto'

import { graph, inDays } from './graph.ts'

export type Found = {
  hotel: { id: string; name: string; source: string }
  offer: { id: string; total: Sum; payNow: Sum; roomsLeft: number }
  /** The same house at others. */
  furtherOffers: { id: string; total: Sum; hotel: { id: string; source: string } }[]
}
type Sum = { amount: number; currency: string }

export const couple = [{ adults: 2, childAges: [] }]

export async function findCity(search: string) {
  const { cities } = await graph<{ cities: { id: string; name: string; country: string; population: number }[] }>(
    'query ($search: String!) { cities(search: $search) { id name country population } }',
    { search },
  )
  return cities
}

export type Search = {
  totalCount: number
  edges: { node: Found }[]
  partners: { name: string; status: string; hotelCount: number }[]
}

/** Hotels of a city for two nights from `arrival` days from today. */
export async function searchCity(cityId: string, arrival = 30, first = 20): Promise<Search> {
  const { searchHotels } = await graph<{ searchHotels: Search }>(
    `query ($where: HotelSearchInput!, $first: Int!) {
      searchHotels(where: $where, sort: PRICE, first: $first) {
        totalCount
        edges { node { hotel { id name source } offer { id total { amount currency } payNow { amount currency } roomsLeft } furtherOffers { id total { amount currency } hotel { id source } } } }
        partners { name status hotelCount }
      }
    }`,
    { where: { cityId, stay: { checkIn: inDays(arrival), checkOut: inDays(arrival + 2) }, rooms: couple }, first },
  )
  return searchHotels
}

/** An offer of a hotel of our own in Munich, with that arrival. */
export async function ownOffer(arrival: number): Promise<Found> {
  const [munich] = await findCity('Munich')
  const { edges } = await searchCity(munich!.id, arrival, 100)
  const own = edges.find(({ node }) => node.hotel.source === 'OWN')
  if (!own) throw new Error('no hotel of our own is free in Munich')
  return own.node
}

export const guest = (familyName = 'Lovelace') => ({
  givenName: 'Ada',
  familyName,
  email: `ada.${randomUUID()}@example.com`,
  phone: '+44 20 7946 0000',
})

export type Booked = {
  __typename: string
  message?: string
  redirectUrl?: string
  declineCode?: string | null
  id?: string
  reference?: string
  status?: string
  total?: Sum
  guest?: { email: string }
  payment?: { id: string; status: string; amount: Sum; card: { brand: string; last4: string } | null } | null
  reservation?: { reference: string; status: string }
}

const fields = `__typename
  ... on Refusal { message }
  ... on PaymentDeclined { declineCode }
  ... on PaymentActionRequired { redirectUrl reservation { reference status } }
  ... on Reservation { id reference status total { amount currency } guest { email } payment { id status amount { amount currency } card { brand last4 } } }`

export type Booking = {
  offerId: string
  guest: ReturnType<typeof guest>
  paymentMethodId: string
  idempotencyKey: string
}

export const booking = (offerId: string, paymentMethodId = 'pm_card_visa'): Booking => ({
  offerId,
  guest: guest(),
  paymentMethodId,
  idempotencyKey: randomUUID(),
})

export async function book(input: Booking, headers: Record<string, string> = {}): Promise<Booked> {
  const { bookRoom } = await graph<{ bookRoom: Booked }>(
    `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { ${fields} } }`,
    { input },
    headers,
  )
  return bookRoom
}

export type Read = {
  reference: string
  status: string
  timeline: { text: string }[]
  payment: { status: string; receipt: { number: string; url: string } | null } | null
  documents: { kind: string; url: string }[]
}

export async function readReservation(reference: string, surname = 'Lovelace'): Promise<Read | null> {
  const { reservation } = await graph<{ reservation: Read | null }>(
    `query ($reference: String!, $surname: String!) {
      reservation(reference: $reference, surname: $surname) {
        reference status timeline { text } payment { status receipt { number url } } documents { kind url }
      }
    }`,
    { reference, surname },
  )
  return reservation
}
