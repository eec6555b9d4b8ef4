import { withPatience } from '@staygraph/subgraph-kit/patience'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { offerClaims } from '../../contract/offer.ts'
import { catalogueWithPartner } from '../testing/search-houses.ts'
import { lisbon, rome } from '../testing/small-catalogue.ts'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(50), checkOut: inDays(52) }
const rooms = [{ adults: 2 }]

let catalogue: Awaited<ReturnType<typeof catalogueWithPartner>>
beforeAll(async () => {
  catalogue = await catalogueWithPartner({ timeoutMs: 20_000, breakMs: 100 })
})
afterEach(async () => {
  await tell('reset')
  await new Promise((resolve) => setTimeout(resolve, 120)) // a fault's breaker closes again
})
afterAll(() => catalogue.stop())

const tell = (path: string, body?: object) => catalogue.tellPartner(path, body)

const query = /* GraphQL */ `
  query ($where: HotelSearchInput!, $sort: HotelSort, $first: Int, $after: String) {
    searchHotels(where: $where, sort: $sort, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      partners {
        name
        status
        hotelCount
        leftOut
      }
      facets {
        stars {
          count
        }
        boards {
          board
          count
        }
        freeCancellation
      }
      edges {
        node {
          distanceKm
          hotel {
            id
            name
            source
            partner
            city {
              id
            }
            timeZone
            photos {
              url
              illustrated
            }
            checkInFrom
            roomTypes {
              id
            }
          }
          offer {
            id
            total {
              amount
              currency
            }
            roomsLeft
            roomType {
              id
            }
            roomName
            nights {
              price {
                amount
              }
            }
            expiresAt
          }
          furtherOffers {
            hotel {
              source
            }
          }
        }
      }
    }
  }
`
type Node = {
  distanceKm: number
  hotel: {
    id: string
    name: string
    source: string
    partner: string | null
    city: { id: string } | null
    timeZone: string
    checkInFrom: string
    roomTypes: unknown[]
  }
  offer: {
    id: string
    total: { amount: number; currency: string }
    roomsLeft: number | null
    roomType: unknown
    roomName: string
  }
  furtherOffers: { hotel: { source: string } }[]
}
type Found = {
  searchHotels: {
    totalCount: number
    facets: { boards: { board: string; count: number }[]; freeCancellation: number }
    pageInfo: { endCursor: string; hasNextPage: boolean }
    partners: { name: string; status: string; hotelCount: number }[]
    edges: { node: Node }[]
  }
}

const search = async (where: object = {}, page: object = {}) => {
  const { data, errors } = await catalogue.ask<Found>(
    query,
    { where: { cityId: lisbon, stay, rooms, ...where }, first: 100, sort: 'PRICE', ...page },
    { now },
  )
  if (errors) throw new Error(errors[0]?.message)
  return { ...data.searchHotels, nodes: data.searchHotels.edges.map(({ node }) => node) }
}
const theirs = (nodes: readonly Node[]) => nodes.filter(({ hotel }) => hotel.source === 'PARTNER')
/** Also those that are cheaper with us. */
const soldByThem = (nodes: readonly Node[]) =>
  nodes.filter(({ hotel, furtherOffers }) =>
    [hotel, ...furtherOffers.map((offer) => offer.hotel)].some(({ source }) => source === 'PARTNER'),
  )

test('own and partners’ hotels are one list, in one order, counted together', async () => {
  const { nodes, partners, totalCount } = await search()
  expect(partners).toEqual([{ name: 'LiteAPI', status: 'COMPLETE', hotelCount: soldByThem(nodes).length, leftOut: 0 }])
  expect(theirs(nodes).length).toBeGreaterThan(5)
  expect(nodes.length - theirs(nodes).length).toBeGreaterThan(10)
  expect(totalCount).toBe(nodes.length)
  const sums = nodes.map(({ offer }) => offer.total.amount)
  expect(sums).toEqual(sums.toSorted((a, b) => a - b))
  const first = theirs(nodes)[0]
  expect(nodes.indexOf(first as Node)).toBeLessThan(nodes.length - theirs(nodes).length) // not put behind ours
})

test('a partner’s hotel is told as its row stands, whoever wrote it, and not read again while it stands so', async () => {
  const [first] = theirs((await search()).nodes)
  const id = first?.hotel.id ?? ''
  const versionNow = async () =>
    (await catalogue.sql<{ version: string }[]>`select xmin::text as version from partner_hotel where id = ${id}`)[0]
      ?.version ?? ''
  const nameNow = async () => theirs((await search()).nodes).find(({ hotel }) => hotel.id === id)?.hotel.name
  await search()
  expect(catalogue.shelves.partnerRow(id, await versionNow())).toMatchObject({ id, name: first?.hotel.name })

  await catalogue.sql`update partner_hotel set name = 'Another name' where id = ${id}` // as another process does
  expect(catalogue.shelves.partnerRow(id, await versionNow())).toBeUndefined()
  expect(await nameNow()).toBe('Another name')
  await catalogue.sql`update partner_hotel set name = ${first?.hotel.name ?? ''} where id = ${id}`
  expect(await nameNow()).toBe(first?.hotel.name)
})

test('pages over both are full and repeat nothing', async () => {
  const whole = await search()
  const seen: string[] = []
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof search>> = await search({}, { first: 9, after })
    seen.push(...page.nodes.map(({ hotel }) => hotel.id))
    if (!page.pageInfo.hasNextPage) break
    expect(page.nodes).toHaveLength(9)
    after = page.pageInfo.endCursor
  }
  expect(seen).toEqual(whole.nodes.map(({ hotel }) => hotel.id))
})

test('a partner’s offer is signed as a partner’s, with all that booking it needs', async () => {
  const node = theirs((await search({ cityId: rome })).nodes)[0]
  const claims = offerClaims.parse(decodeJwt(node?.offer.id ?? ''))
  expect(claims).toMatchObject({
    hotel: { id: node?.hotel.id, timeZone: 'Europe/Rome', email: null },
    supplier: { code: 'liteapi', name: 'LiteAPI' },
    roomType: { allotment: 0, name: node?.offer.roomName },
    total: node?.offer.total.amount,
    stay,
  })
  expect(
    claims.nights.reduce((sum, { price }) => sum + price, 0) +
      claims.taxes.filter(({ included }) => !included).reduce((sum, { amount }) => sum + amount, 0),
  ).toBe(claims.total)
  expect(node?.offer).toMatchObject({ roomsLeft: null, roomType: null })
})

test('a partner’s hotel once shown is a hotel: it is kept, mapped to its place, and can be asked for by its id', async () => {
  const node = theirs((await search()).nodes)[0]
  const lookUp = /* GraphQL */ `
    query ($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!) {
      hotel(id: $id) {
        id
        name
        source
        partner
        city {
          name
        }
        address {
          line
          city
          country
        }
        description
        amenities
        timeZone
        checkInFrom
        checkOutUntil
        offers(stay: $stay, rooms: $rooms) {
          id
          total {
            amount
          }
          board
          cancellation {
            summary
          }
          hotel {
            id
          }
        }
      }
    }
  `
  type Hotel = {
    hotel: {
      name: string
      city: { name: string }
      checkInFrom: string
      offers: { id: string; total: { amount: number }; hotel: { id: string } }[]
    }
  }
  const { data } = await catalogue.ask<Hotel>(lookUp, { id: node?.hotel.id, stay, rooms }, { now })
  expect(data.hotel).toMatchObject({
    name: node?.hotel.name,
    source: 'PARTNER',
    partner: 'LiteAPI',
    timeZone: 'Europe/Lisbon',
  })
  expect(data.hotel.city.name).toMatch(/./)
  expect(data.hotel.checkInFrom).toMatch(/^\d\d:\d\d$/)
  expect(data.hotel.offers[0]?.total.amount).toBe(node?.offer.total.amount)
  const sums = data.hotel.offers.map(({ total }) => total.amount)
  expect(sums).toEqual(sums.toSorted((a, b) => a - b))

  await tell('scenario', { effect: 'down' })
  const known = await catalogue.ask<Hotel>(
    'query ($id: ID!) { hotel(id: $id) { name checkInFrom } }',
    { id: node?.hotel.id },
    { now },
  )
  expect(known.data.hotel).toEqual({ name: node?.hotel.name, checkInFrom: data.hotel.checkInFrom })
  const full = await catalogue.ask(lookUp, { id: node?.hotel.id, stay, rooms }, { now })
  expect(full.errors?.[0]?.extensions?.code).toBe('PARTNER_UNAVAILABLE')
})

test('facets count partners’ hotels by all that they sell, whatever is chosen already', async () => {
  for (const chosen of [{}, { boards: ['BREAKFAST'] }]) {
    const { facets } = await search(chosen)
    for (const { board, count } of facets.boards) expect((await search({ boards: [board] })).totalCount).toBe(count)
    expect(facets.freeCancellation).toBe((await search({ ...chosen, freeCancellation: true })).totalCount)
  }
  const halfBoard = await search({ boards: ['HALF_BOARD'] })
  expect(theirs(halfBoard.nodes).length).toBeGreaterThan(0)
})

test('a filter and a facet treat partners’ hotels as ours', async () => {
  const chosen = await search({ freeCancellation: true, boards: ['BREAKFAST'] })
  expect(soldByThem(chosen.nodes).length).toBe(chosen.partners[0]?.hotelCount)
  expect(theirs(chosen.nodes).length).toBeGreaterThan(0)
  const named = await search({ name: theirs(chosen.nodes)[0]?.hotel.name })
  expect(theirs(named.nodes).length).toBeGreaterThan(0)
})

test.each([
  ['slow', { effect: 'slow', ms: 30_000 }, ['TIMEOUT', 'PARTIAL']],
  ['down', { effect: 'down' }, ['DOWN']],
  ['cutting the line', { effect: 'reset' }, ['DOWN']],
  ['answering nonsense', { effect: 'garbageHtml' }, ['INVALID_ANSWER']],
  ['saying that it is asked too often', { effect: 'tooMany' }, ['RATE_LIMITED']],
])('with a partner %s, our own hotels are listed in time and its status is told', async (_, scenario, statuses) => {
  await tell('scenario', scenario)
  const began = performance.now()
  const ask = () => search({ stay: { checkIn: inDays(70), checkOut: inDays(71) } })
  // Whoever asks waits so long: that is the deadline of the search.
  const { nodes, partners } = await (scenario.effect === 'slow' ? withPatience(3_000, ask) : ask())
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(nodes.length - theirs(nodes).length).toBeGreaterThan(10)
  expect(statuses).toContain(partners[0]?.status)
})
