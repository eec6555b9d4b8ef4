import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { liteApiSupply } from '../partners/liteapi/liteapi-supply.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const stay = { checkIn: inDays(50), checkOut: inDays(52) }

type Mood = { name: string; does?: object; timeoutMs?: number; status: string; shows: (all: number) => number }
const everything = (all: number) => all
const nothing = () => 0

/** What each company does when it is asked, and what must be told of it: of all that the one that is well has. */
const moods: Mood[] = [
  { name: 'well', status: 'COMPLETE', shows: everything },
  { name: 'as well', status: 'COMPLETE', shows: everything },
  { name: 'empty', does: { operation: 'rates', effect: 'soldOut' }, status: 'COMPLETE', shows: nothing },
  { name: 'slow', does: { effect: 'slow', ms: 90_000 }, timeoutMs: 500, status: 'TIMEOUT', shows: nothing },
  {
    name: 'slow halfway',
    does: { operation: 'rates', effect: 'slow', ms: 90_000 },
    timeoutMs: 6_000,
    status: 'PARTIAL',
    shows: (all) => 4 * Math.ceil(all / 8), // it sends four hotels at a time
  },
  { name: 'down', does: { effect: 'down' }, status: 'DOWN', shows: nothing },
  { name: 'mad', does: { effect: 'garbageShape' }, status: 'INVALID_ANSWER', shows: nothing },
  {
    name: 'half mad',
    does: { operation: 'rates', effect: 'partlyGarbage' },
    status: 'PARTIAL',
    shows: (all) => Math.ceil(all / 2),
  },
  { name: 'huge', does: { operation: 'rates', effect: 'endless' }, status: 'INVALID_ANSWER', shows: nothing },
  { name: 'doubled', does: { effect: 'answersTwice' }, status: 'COMPLETE', shows: everything },
  { name: 'busy', does: { effect: 'tooMany' }, status: 'RATE_LIMITED', shows: nothing },
]
/** Far more than those that are well need, however busy the machine is; far less than whoever is slow takes. */
const patienceMs = 30_000

let companies: Partner[]
let supplies: ReturnType<typeof liteApiSupply>[]
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  companies = await Promise.all(moods.map(() => startPartner()))
  supplies = companies.map(({ url, apiKey }, at) =>
    liteApiSupply({
      url,
      apiKey,
      code: `mood${at}`,
      name: moods[at]?.name ?? '',
      timeoutMs: moods[at]?.timeoutMs ?? 20_000,
    }),
  )
  catalogue = await smallCatalogue({ hotels: 120, partners: supplies, partnersWithinMs: patienceMs })
})
afterAll(async () => {
  await Promise.all(supplies.map((supply) => supply.close()))
  await Promise.all(companies.map((company) => company.stop()))
})

const query = /* GraphQL */ `
  query ($where: HotelSearchInput!) {
    searchHotels(where: $where, first: 100) {
      totalCount
      partners {
        name
        status
        hotelCount
        leftOut
      }
      edges {
        node {
          hotel {
            id
            source
            partner
          }
          offer {
            total {
              amount
            }
          }
          furtherOffers {
            hotel {
              source
            }
            total {
              amount
            }
          }
        }
      }
    }
  }
`
type Found = {
  searchHotels: {
    totalCount: number
    partners: { name: string; status: string; hotelCount: number; leftOut: number }[]
    edges: {
      node: {
        hotel: { id: string; source: string; partner: string | null }
        offer: Sum
        furtherOffers: (Sum & { hotel: { source: string } })[]
      }
    }[]
  }
}
type Sum = { total: { amount: number } }
/** Few hotels of many partners: what each does is the same as with many, and costs less. */
const lisbon = { latitude: 38.71667, longitude: -9.13333, radiusKm: 3 }
const rome = { latitude: 41.89193, longitude: 12.51133, radiusKm: 1 }

const search = async (near: typeof lisbon) => {
  const where = { near, stay, rooms: [{ adults: 2 }] }
  const { data, errors } = await catalogue.ask<Found>(query, { where }, { now })
  expect(errors).toBeUndefined()
  return data.searchHotels
}

/** How many of our own match, as a search without partners says. */
const ownHotels = async () => {
  const where = { near: lisbon, stay, rooms: [{ adults: 2 }] }
  const alone = await smallCatalogue({ hotels: 120 })
  return (await alone.ask<Found>(query, { where }, { now })).data.searchHotels.totalCount
}

test('eleven partners of all moods in one search: it answers in its deadline, and says of each what is missing', async () => {
  await search(rome) // connections are open; where Lisbon's hotels stand is still to be asked
  const ownCount = await ownHotels()
  await Promise.all(
    moods.map(async ({ does }, at) => {
      if (!does) return
      await fetch(`${companies[at]?.url}/_sandbox/scenario`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...does }),
      })
    }),
  )
  const began = performance.now()
  const { partners, edges, totalCount } = await search(lisbon)
  expect(performance.now() - began).toBeLessThan(patienceMs)

  const all = partners[0]?.hotelCount ?? 0
  expect(all).toBeGreaterThan(5)
  expect(partners.map(({ name, status }) => [name, status])).toEqual(moods.map(({ name, status }) => [name, status]))
  expect(partners.map(({ name, hotelCount }) => [name, hotelCount])).toEqual(
    moods.map(({ name, shows }) => [name, shows(all)]),
  )
  const halfMad = { name: 'half mad', leftOut: Math.floor(all / 2) }
  expect(partners.filter(({ leftOut }) => leftOut > 0)).toMatchObject([halfMad])

  // What is told is what is there: all sell the same houses, so each is shown once, and whoever else sells it beside it.
  expect(edges).toHaveLength(Math.min(100, totalCount))
  expect(new Set(edges.map(({ node }) => node.hotel.id)).size).toBe(edges.length)
  const ours = edges.filter(({ node: { hotel, furtherOffers } }) =>
    [hotel, ...furtherOffers.map((offer) => offer.hotel)].some(({ source }) => source === 'OWN'),
  )
  expect(ours).toHaveLength(ownCount)
  const both = ours.filter(({ node }) => node.furtherOffers.length > 0)
  expect(both.length).toBeGreaterThan(0)
  expect(totalCount).toBe(ownCount + all - both.length)
  const theirs = edges.filter(({ node }) => node.hotel.source === 'PARTNER')
  for (const { node } of theirs) {
    const sums = [node.offer, ...node.furtherOffers].map(({ total }) => total.amount)
    expect(sums.length).toBeGreaterThanOrEqual(3)
    expect(sums).toEqual(sums.toSorted((a, b) => a - b))
  }
})
