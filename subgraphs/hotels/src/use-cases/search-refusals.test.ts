import { beforeAll, expect, test } from 'vitest'

import { couple, query, searchOf, stay, type Found } from '../testing/search-query.ts'
import { kyoto, lisbon, smallCatalogue } from '../testing/small-catalogue.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const refusal = (where: object, page?: object) => searchOf(catalogue).refusal(where, page)

test.each([
  [
    'a stay of no night',
    { stay: { checkIn: '2027-06-11', checkOut: '2027-06-11' } },
    'Check-out must be after check-in.',
  ],
  [
    'a stay that ends before it begins',
    { stay: { checkIn: '2027-06-11', checkOut: '2027-06-01' } },
    'Check-out must be after check-in.',
  ],
  ['too long a stay', { stay: { checkIn: '2027-06-11', checkOut: '2027-07-12' } }, 'A stay is at most 30 nights.'],
  ['a past stay', { stay: { checkIn: '2026-11-30', checkOut: '2026-12-02' } }, 'Check-in is in the past.'],
  [
    'a stay too far ahead',
    { stay: { checkIn: '2027-12-02', checkOut: '2027-12-04' } },
    'Check-in can be at most 365 days ahead.',
  ],
  ['no room', { rooms: [] }, 'Ask for at least one room.'],
  ['a room of children', { rooms: [{ adults: 0, childAges: [9] }] }, 'Each room needs at least one adult.'],
  ['a child of 18', { rooms: [{ adults: 1, childAges: [18] }] }, "A child's age must be 0 to 17."],
  ['nine rooms', { rooms: Array.from({ length: 9 }, () => ({ adults: 1 })) }, 'At most 8 rooms can be booked at once.'],
  ['an unknown city', { cityId: 'c1' }, 'There is no such city.'],
  ['no city at all', { cityId: "c1'; drop table hotel" }, 'There is no such city.'],
  [
    'two places',
    { near: { latitude: 1, longitude: 1, radiusKm: 5 } },
    'Say where with exactly one of cityId, near and within.',
  ],
  ['no place', { cityId: null }, 'Say where with exactly one of cityId, near and within.'],
  [
    'too wide a circle',
    { cityId: null, near: { latitude: 1, longitude: 1, radiusKm: 101 } },
    'radiusKm must be more than 0 and at most 100.',
  ],
  [
    'a point off the globe',
    { cityId: null, near: { latitude: 91, longitude: 1, radiusKm: 1 } },
    'A latitude is between -90 and 90 degrees.',
  ],
  ['six stars', { stars: [6] }, 'Stars are 1 to 5.'],
])('%s is refused in a plain sentence', async (_, where, message) => {
  expect(await refusal({ cityId: lisbon, ...where })).toEqual({ message, code: 'BAD_USER_INPUT' })
})

test('a page larger than 100 is refused', async () => {
  expect(await refusal({ cityId: lisbon }, { first: 101 })).toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(await refusal({ cityId: lisbon }, { first: -1 })).toMatchObject({ code: 'BAD_USER_INPUT' })
})

test('today is the hotel’s today: what is past in Kyoto may be today in Lisbon', async () => {
  const now = new Date('2026-12-01T20:00:00Z') // the 2nd in Japan
  const tonight = { checkIn: '2026-12-01', checkOut: '2026-12-02' }
  const at = (cityId: string) =>
    catalogue.ask<{ searchHotels: Found }>(query, { where: { cityId, stay: tonight, rooms: couple } }, { now })
  expect((await at(lisbon)).data.searchHotels.totalCount).toBeGreaterThan(10)
  expect((await at(kyoto)).errors?.[0]?.message).toBe('Check-in is in the past.')
})

test('an API key without the scope SEARCH finds nothing, by any way in', async () => {
  const viewer = (scopes: string[]) => ({ kind: 'integrator' as const, clientId: 'x', scopes, mode: 'TEST' as const })
  const ways = [
    ['{ cities(search: "lis") { id } }', {}],
    ['{ city(id: "c2267057") { id } }', {}],
    ['{ hotel(id: "h1") { id } }', {}],
    [query, { where: { cityId: lisbon, stay, rooms: couple } }],
    ...['Hotel', 'City', 'RoomType', 'Offer'].map(
      (type) =>
        [
          `query ($is: [_Any!]!) { _entities(representations: $is) { __typename } }`,
          { is: [{ __typename: type, id: 'h1' }] },
        ] as const,
    ),
  ] as const
  for (const [way, variables] of ways) {
    const answer = await catalogue.ask(way, variables, { viewer: viewer(['BOOK']) })
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
    expect((await catalogue.ask(way, variables, { viewer: viewer(['SEARCH']) })).errors).toBeUndefined()
  }
})

test('an area of more hotels than can be priced at once is refused, and says how many there are', async () => {
  catalogue.mostHotels = 100
  const world = { cityId: null, within: { south: -60, west: -180, north: 75, east: 180 } }
  expect(await refusal(world)).toEqual({
    message: 'Some 320 hotels stand there. Choose a smaller area.',
    code: 'BAD_USER_INPUT',
  })
  catalogue.mostHotels = 320
  expect((await refusal(world)).code).toBeUndefined()
})
