import { startPartner, type Partner } from '@staygraph/sandbox-partner/start-partner'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { keepingAnswers } from '../partners/kept-answers.ts'
import { liteApiSupply } from '../partners/liteapi/liteapi-supply.ts'
import type { PartnerSupply } from '../partners/partner-supply.ts'
import { lisbon, smallCatalogue } from '../testing/small-catalogue.ts'

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

let partner: Partner
let supply: ReturnType<typeof liteApiSupply>
let asked = 0
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  partner = await startPartner()
  supply = liteApiSupply({ url: partner.url, apiKey: partner.apiKey, timeoutMs: 20_000 })
  const counted: PartnerSupply = {
    ...supply,
    search: (...question) => {
      asked += 1
      return supply.search(...question)
    },
  }
  catalogue = await smallCatalogue({ hotels: 120, partners: [keepingAnswers(counted)], partnersWithinMs: 20_000 })
})
afterAll(async () => {
  await supply.close()
  await partner.stop()
})

const query = /* GraphQL */ `
  query ($where: HotelSearchInput!, $partnersWithinMs: Int) {
    searchHotels(where: $where, first: 100, partnersWithinMs: $partnersWithinMs) {
      totalCount
      partners {
        status
        hotelCount
      }
      edges {
        node {
          hotel {
            source
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
type Seller = { hotel: { source: string } }
type Found = {
  searchHotels: {
    totalCount: number
    partners: { status: string; hotelCount: number }[]
    edges: { node: Seller & { furtherOffers: Seller[] } }[]
  }
}
const where = { cityId: lisbon, stay: { checkIn: inDays(50), checkOut: inDays(52) }, rooms: [{ adults: 2 }] }
const search = (partnersWithinMs?: number, filters = {}) =>
  catalogue.ask<Found>(query, { where: { ...where, ...filters }, partnersWithinMs }, { now })

test('own hotels are answered at once, the partner is asked on, once, and its hotels are there when the same is asked again', async () => {
  await fetch(`${partner.url}/_sandbox/scenario`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ effect: 'slow', ms: 1_500 }),
  })
  const { searchHotels: first } = (await search(0)).data
  expect(first.partners).toEqual([{ status: 'PENDING', hotelCount: 0 }])
  expect(first.totalCount).toBeGreaterThan(10)
  const { searchHotels: whole } = (await search()).data
  expect(whole.partners[0]?.status).toBe('COMPLETE')
  const theirs = whole.partners[0]?.hotelCount ?? 0
  expect(theirs).toBeGreaterThan(0)
  const both = whole.edges.filter(({ node }) =>
    node.furtherOffers.some(({ hotel }) => hotel.source !== node.hotel.source),
  )
  expect(whole.totalCount).toBe(first.totalCount + theirs - both.length)
  expect((await search(0)).data.searchHotels).toEqual(whole)
  // One answer serves every filter.
  const { searchHotels: breakfast } = (await search(0, { boards: ['BREAKFAST'] })).data
  expect(breakfast.partners[0]?.status).toBe('COMPLETE')
  expect(breakfast.partners[0]?.hotelCount).toBeGreaterThan(0)
  expect(asked).toBe(1)
})

test('a time that is none is refused', async () => {
  const { errors } = await search(-1)
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})
