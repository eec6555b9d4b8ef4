import { inDays, SITE_URL } from './browser.ts'

// What a journey needs to have happened before it begins, asked of the same graph by plain requests.

type Money = { amount: number; currency: string }
export type TestOffer = {
  id: string
  roomName: string
  total: Money
  payNow: Money
  cancellation: { freeUntil: string | null }
}

export async function ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
  const answer = await fetch(`${SITE_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] }
  if (!data || errors) throw new Error(errors?.map(({ message }) => message).join('\n') ?? `HTTP ${answer.status}`)
  return data
}

const SEARCH = `query ($where: HotelSearchInput!) { searchHotels(where: $where, first: 100) { edges { node { hotel { id name source } } } } }`
const OFFERS = `query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) {
  hotel(id: $id) { offers(stay: $stay, rooms: $rooms) { id roomName total { amount currency } payNow { amount currency } cancellation { freeUntil } } }
}`
type Found = { searchHotels: { edges: { node: { hotel: { id: string; name: string; source: 'OWN' | 'PARTNER' } } }[] } }

const rooms = [{ adults: 2, childAges: [] }]
/** Large cities: a small catalogue has hotels there, if anywhere. */
export const CITIES = ['New York City', 'Tokyo', 'Shanghai', 'Paris', 'London', 'Istanbul']

/** An offer that can be booked now, at a hotel of our own, freely cancellable unless another is wished for. */
export async function anOffer({
  days = 60,
  nights = 3,
  fits = ({ cancellation }: TestOffer) => cancellation.freeUntil !== null,
  /** Where it is looked for first. */
  cities: where = CITIES,
} = {}) {
  const stay = { checkIn: inDays(days), checkOut: inDays(days + nights) }
  for (const search of where) {
    const { cities } = await ask<{ cities: { id: string }[] }>(
      'query ($search: String!) { cities(search: $search, first: 1) { id } }',
      { search },
    )
    const { searchHotels } = await ask<Found>(SEARCH, { where: { cityId: cities[0]?.id, stay, rooms } })
    for (const { node } of searchHotels.edges.filter(({ node: { hotel } }) => hotel.source === 'OWN')) {
      const { hotel } = await ask<{ hotel: { offers: TestOffer[] } }>(OFFERS, { id: node.hotel.id, stay, rooms })
      const offer = hotel.offers.find(fits)
      if (offer) return { hotel: node.hotel, offer, stay }
    }
  }
  throw new Error('no hotel of our own has such an offer')
}

const KINDS = `query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) {
  hotel(id: $id) { roomTypes { id name maxAdults maxGuests } offers(stay: $stay, rooms: $rooms) { roomType { id } ratePlan { id } cancellation { freeUntil } } }
}`
type Kind = { id: string; name: string; maxAdults: number; maxGuests: number }
type Kinds = {
  hotel: {
    roomTypes: Kind[]
    offers: { roomType: Kind | null; ratePlan: { id: string }; cancellation: { freeUntil: string | null } }[]
  }
}

/** A hotel of ours with two kinds of room for two, free on these nights under one plan that can be cancelled for nothing. */
export async function twoKinds({ days = 60, nights = 2 } = {}) {
  const stay = { checkIn: inDays(days), checkOut: inDays(days + nights) }
  for (const search of CITIES) {
    const { cities } = await ask<{ cities: { id: string }[] }>(
      'query ($search: String!) { cities(search: $search, first: 1) { id } }',
      { search },
    )
    const { searchHotels } = await ask<Found>(SEARCH, { where: { cityId: cities[0]?.id, stay, rooms } })
    for (const { node } of searchHotels.edges.filter(({ node: { hotel } }) => hotel.source === 'OWN')) {
      const { hotel } = await ask<Kinds>(KINDS, { id: node.hotel.id, stay, rooms })
      const free = hotel.offers.filter(({ cancellation }) => cancellation.freeUntil !== null)
      const plan = free[0]?.ratePlan.id
      const sold = free.filter(({ ratePlan }) => ratePlan.id === plan)
      const [one, other] = hotel.roomTypes.filter(({ id }) => sold.some(({ roomType }) => roomType?.id === id))
      if (one && other && plan) return { hotel: node.hotel, stay, plan, one, other }
    }
  }
  throw new Error('no hotel of our own has two kinds of room for two')
}

const COMBINE = `query ($id: ID!, $stay: StayInput!, $rooms: [RoomChoiceInput!]!, $plan: ID) {
  hotel(id: $id) { offer(stay: $stay, rooms: $rooms, ratePlanId: $plan) { __typename ... on Offer { id } } }
}`

/** A confirmed reservation of two rooms of two kinds, of somebody called Sample. */
export async function twoRooms(wish: Parameters<typeof twoKinds>[0] = {}) {
  const found = await twoKinds(wish)
  const { hotel, stay, plan, one, other } = found
  const { hotel: combined } = await ask<{ hotel: { offer: { id: string } } }>(COMBINE, {
    id: hotel.id,
    stay,
    plan,
    rooms: [one, other].map(({ id }) => ({ roomTypeId: id, adults: 2 })),
  })
  return { ...found, ...(await confirmed(combined.offer.id)) }
}

const BOOK = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) { __typename ... on Reservation { reference status } ... on Refusal { message } } }`

/** A confirmed reservation of somebody called Sample. */
export async function aBooking(wish: Parameters<typeof anOffer>[0] = {}) {
  const { offer, hotel, stay } = await anOffer(wish)
  return { ...(await confirmed(offer.id)), offer, hotel, stay }
}

async function confirmed(offerId: string) {
  const guest = { givenName: 'Alex', familyName: 'Sample', email: 'alex@example.com' }
  const input = { offerId, guest, paymentMethodId: 'pm_card_visa', idempotencyKey: crypto.randomUUID() }
  const { bookRoom } = await ask<{ bookRoom: { __typename: string; reference: string; status: string } }>(BOOK, {
    input,
  })
  if (bookRoom.status !== 'CONFIRMED') throw new Error(`not booked: ${JSON.stringify(bookRoom)}`)
  return { reference: bookRoom.reference, surname: 'Sample' }
}

/** A confirmed reservation that begins today, on the hotel's own calendar, and its kind of room. */
export async function aStayFromToday(hotelId: string) {
  const { hotel: there } = await ask<{ hotel: { timeZone: string } }>(
    'query ($id: ID!) { hotel(id: $id) { timeZone } }',
    {
      id: hotelId,
    },
  )
  const day = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: there.timeZone }).format(new Date(at))
  const stay = { checkIn: day(Date.now()), checkOut: day(Date.now() + 2 * 86_400_000) }
  const { hotel } = await ask<{ hotel: { offers: TestOffer[] } }>(OFFERS, { id: hotelId, stay, rooms })
  const [offer] = hotel.offers
  if (!offer) throw new Error(`nothing is free tonight at ${hotelId}`)
  return { ...(await confirmed(offer.id)), roomName: offer.roomName }
}
