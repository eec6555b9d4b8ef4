import { beforeAll, expect, test } from 'vitest'

import { recomputeOffers } from '../testing/recomputed.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue({ hotels: 150 })
})

const query = /* GraphQL */ `
  query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
    hotel(id: $id) {
      name
      timeZone
      roomTypes {
        id
        name
        maxAdults
        maxGuests
        beds {
          kind
          count
        }
        photo {
          url
        }
      }
      offers(stay: $stay, rooms: $rooms, currency: $currency) {
        id
        roomType {
          id
        }
        roomName
        ratePlan {
          id
          name
          refundable
        }
        board
        roomCount
        roomsLeft
        total {
          amount
          currency
        }
        payNow {
          amount
        }
        shownTotal {
          amount
          currency
        }
        nights {
          date
          price {
            amount
          }
        }
        cancellation {
          freeUntil
          summary
          tiers {
            from
            fee {
              amount
            }
          }
        }
      }
    }
  }
`
type Offer = {
  id: string
  roomType: { id: string }
  ratePlan: { id: string; name: string; refundable: boolean }
  board: string
  roomCount: number
  roomsLeft: number
  total: { amount: number; currency: string }
  payNow: { amount: number }
  nights: { date: string; price: { amount: number } }[]
  cancellation: { freeUntil: string | null; summary: string; tiers: { from: string | null; fee: { amount: number } }[] }
}
type Hotel = { hotel: { name: string; timeZone: string; roomTypes: { id: string }[]; offers: Offer[] } }
const dates = ['2027-06-11', '2027-06-12']
const stay = { checkIn: '2027-06-11', checkOut: '2027-06-13' }
const couple = [{ adults: 2, childAges: [] }]
const offersOf = async (id: string, rooms: object[] = couple, when: object = stay) =>
  (await catalogue.ask<Hotel>(query, { id, stay: when, rooms })).data.hotel

test('a hotel offers every fitting room type under every fitting plan, the cheapest first, at the price worked out apart', async () => {
  const rooms = [{ adults: 2, childAges: [6] }]
  for (const hotelId of [1, 2, 5, 9, 14, 33, 77, 120]) {
    const { offers } = await offersOf(`h${hotelId}`, rooms)
    const apart = await recomputeOffers(catalogue.sql, hotelId, dates, rooms, 192)
    expect(
      offers
        .map(
          ({ roomType, ratePlan, total, nights }) =>
            `${roomType.id} ${ratePlan.id} ${total.amount} ${nights.map(({ price }) => price.amount).join(' ')}`,
        )
        .toSorted(),
    ).toEqual(
      apart
        .map(
          ({ roomTypeId, ratePlanId, total, nights }) => `r${roomTypeId} rp${ratePlanId} ${total} ${nights.join(' ')}`,
        )
        .toSorted(),
    )
    const sums = offers.map(({ total }) => total.amount)
    expect(sums).toEqual(sums.toSorted((a, b) => a - b))
  }
})

test('an offer for several rooms is for all of them, each priced for its own guests', async () => {
  const rooms = [
    { adults: 2, childAges: [] },
    { adults: 1, childAges: [] },
  ]
  const [both, first, second] = await Promise.all([
    offersOf('h5', rooms),
    offersOf('h5', rooms.slice(0, 1)),
    offersOf('h5', rooms.slice(1)),
  ])
  expect(both.offers.length).toBeGreaterThan(0)
  for (const offer of both.offers) {
    const same = (other: Offer) => other.roomType.id === offer.roomType.id && other.ratePlan.id === offer.ratePlan.id
    const night = (of: typeof both) => of.offers.find(same)?.nights[0]?.price.amount ?? NaN
    expect(offer.roomCount).toBe(2)
    expect(offer.nights[0]?.price.amount).toBe(night(first) + night(second))
  }
})

test('a room type without enough rooms on one night is not offered; the others are', async () => {
  const { offers, roomTypes } = await offersOf('h2')
  const [kind] = roomTypes
  await tellAvailability(
    { roomTypeId: kind?.id ?? '', revision: 1, nights: [{ night: '2027-06-12', left: 0 }] },
    catalogue,
  )
  const after = (await offersOf('h2')).offers
  expect(after.map(({ roomType }) => roomType.id)).toEqual(
    offers.map(({ roomType }) => roomType.id).filter((id) => id !== kind?.id),
  )
  expect(after.length).toBeGreaterThan(0)
  expect(
    (await offersOf('h2', couple, { checkIn: '2027-06-13', checkOut: '2027-06-14' })).offers.map(
      ({ roomType }) => roomType.id,
    ),
  ).toContain(kind?.id)
})

test('terms of cancellation are told in the hotel’s own time', async () => {
  const { offers } = await offersOf('h1')
  const free = offers.find(({ cancellation }) => cancellation.freeUntil !== null)
  const bound = offers.find(({ ratePlan }) => !ratePlan.refundable)
  expect(free?.cancellation.summary).toMatch(/^Free cancellation until .+ 2027, \d\d:\d\d \([A-Z].+\/.+\), then .+\.$/)
  expect(free?.cancellation.tiers[0]?.from).toBe(free?.cancellation.freeUntil)
  expect(bound?.cancellation).toEqual({
    freeUntil: null,
    summary: 'Not refundable: cancelling costs the full price.',
    tiers: [{ from: null, fee: { amount: bound?.payNow.amount } }],
  })
})

test('an offer brought back is told again as it was signed, with the rooms left now', async () => {
  const { offers } = await offersOf('h3')
  const offer = offers.at(-1)
  const back = /* GraphQL */ `
    query ($is: [_Any!]!) {
      _entities(representations: $is) {
        ... on Offer {
          id
          total {
            amount
          }
          roomsLeft
          ratePlan {
            name
          }
          hotel {
            id
          }
          cancellation {
            summary
          }
        }
      }
    }
  `
  await tellAvailability(
    { roomTypeId: offer?.roomType.id ?? '', revision: 7, nights: [{ night: '2027-06-12', left: 1 }] },
    catalogue,
  )
  const { data } = await catalogue.ask<{ _entities: unknown[] }>(back, {
    is: [
      { __typename: 'Offer', id: offer?.id },
      { __typename: 'Offer', id: 'h3' },
    ],
  })
  expect(data._entities).toEqual([
    {
      id: offer?.id,
      total: { amount: offer?.total.amount },
      roomsLeft: 1,
      ratePlan: { name: offer?.ratePlan.name },
      hotel: { id: 'h3' },
      cancellation: { summary: offer?.cancellation.summary },
    },
    null,
  ])
})

test('a hundred entities of each kind cost one statement a kind, not a hundred', async () => {
  const statements: string[] = []
  const options = catalogue.sql.options as { debug: unknown }
  options.debug = (_connection: number, statement: string) =>
    !statement.includes('pg_catalog') && statements.push(statement)
  try {
    const ids = Array.from({ length: 100 }, (_, at) => at + 1)
    const { data } = await catalogue.ask<{ _entities: { city: { name: string }; roomTypes: { id: string }[] }[] }>(
      'query ($is: [_Any!]!) { _entities(representations: $is) { ... on Hotel { name city { name } roomTypes { id } } ... on RoomType { name } } }',
      {
        is: [
          ...ids.map((id) => ({ __typename: 'Hotel', id: `h${id}` })),
          ...ids.map((id) => ({ __typename: 'RoomType', id: `r${id * 8}` })),
        ],
      },
    )
    expect(data._entities).toHaveLength(200)
    expect(data._entities[99]?.roomTypes.length).toBeGreaterThan(1)
  } finally {
    options.debug = false
  }
  // Whether the catalogue changed is looked at twice a second, here by each who asks for what is kept of it: that is no entity's.
  const [looks, ours] = [true, false].map((isLook) =>
    statements.filter((one) => one.includes('catalogue_change') === isLook),
  )
  expect(looks?.length).toBeLessThanOrEqual(2)
  expect(ours?.length).toBeGreaterThan(0)
  expect(ours?.length).toBeLessThanOrEqual(4)
})

test('what is no hotel of anybody is null; a stay that makes no sense is refused', async () => {
  for (const id of ['h0', 'h99999999', 'x', '', 'p-nobody-1', 'h1; drop'])
    expect(
      (await catalogue.ask<{ hotel: unknown }>('query ($id: ID!) { hotel(id: $id) { id } }', { id })).data.hotel,
    ).toBeNull()
  const { errors } = await catalogue.ask(query, {
    id: 'h1',
    stay: { checkIn: '2027-06-13', checkOut: '2027-06-13' },
    rooms: couple,
  })
  expect(errors?.[0]).toMatchObject({
    message: 'Check-out must be after check-in.',
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

test('what is sold out is told apart, signed and at the price it would have; what is free is not in it', async () => {
  const soldOut = /* GraphQL */ `
    query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) {
      hotel(id: $id) {
        soldOut(stay: $stay, rooms: $rooms) {
          id
          roomType {
            id
          }
          ratePlan {
            id
          }
          roomsLeft
          total {
            amount
          }
        }
      }
    }
  `
  type Told = { hotel: { soldOut: Pick<Offer, 'id' | 'roomType' | 'ratePlan' | 'roomsLeft' | 'total'>[] } }
  const told = async () => (await catalogue.ask<Told>(soldOut, { id: 'h6', stay, rooms: couple })).data.hotel.soldOut
  const { offers } = await offersOf('h6')
  expect(await told()).toEqual([])
  const kind = offers[0]?.roomType.id ?? ''
  await tellAvailability({ roomTypeId: kind, revision: 1, nights: [{ night: '2027-06-12', left: 0 }] }, catalogue)
  const of = ({ roomType, ratePlan, total }: Pick<Offer, 'roomType' | 'ratePlan' | 'total'>) =>
    `${roomType.id} ${ratePlan.id} ${total.amount}`
  const gone = await told()
  expect(gone.map(of)).toEqual(offers.filter(({ roomType }) => roomType.id === kind).map(of))
  expect(gone.every(({ id, roomsLeft }) => roomsLeft === 0 && id.split('.').length === 3)).toBe(true)
})
