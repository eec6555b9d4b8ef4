import { startPartner } from '@staygraph/sandbox-partner/start-partner'

import { liteApiSupply } from '../partners/liteapi/liteapi-supply.ts'
import { smallCatalogue } from './small-catalogue.ts'

/** A small catalogue beside the sandbox partner, which sells some of its houses too. Patient: what is slow here is the machine. */
export async function catalogueWithPartner({
  timeoutMs = 60_000,
  breakMs,
}: { timeoutMs?: number; breakMs?: number } = {}) {
  const partner = await startPartner()
  const supply = liteApiSupply({ url: partner.url, apiKey: partner.apiKey, timeoutMs, ...(breakMs && { breakMs }) })
  const catalogue = await smallCatalogue({ hotels: 120, partners: [supply], partnersWithinMs: timeoutMs })
  return {
    ...catalogue,
    /** Has the partner behave in a way, or `reset`. */
    tellPartner: (path: string, body: object = {}) =>
      fetch(`${partner.url}/_sandbox/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      await supply.close()
      await partner.stop()
    },
  }
}

/** Houses with all who sell them, and what is counted of them. */
export const housesQuery = /* GraphQL */ `
  query ($where: HotelSearchInput!, $sort: HotelSort, $first: Int, $after: String) {
    searchHotels(where: $where, sort: $sort, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      partners {
        name
        status
        hotelCount
      }
      facets {
        stars {
          stars
          count
        }
        boards {
          board
          count
        }
        amenities {
          amenity
          count
        }
        freeCancellation
        price {
          lowest {
            amount
          }
          highest {
            amount
          }
        }
      }
      edges {
        node {
          distanceKm
          hotel {
            id
            name
            source
          }
          offer {
            ...Priced
          }
          furtherOffers {
            ...Priced
          }
        }
      }
    }
  }
  fragment Priced on Offer {
    id
    checkIn
    checkOut
    hotel {
      id
      source
    }
    total {
      amount
    }
    shownTotal {
      amount
    }
  }
`
type Priced = {
  id: string
  checkIn: string
  checkOut: string
  hotel: { id: string; source: string }
  total: { amount: number }
  shownTotal: { amount: number }
}
export type House = { hotel: { id: string; name: string; source: string }; offer: Priced; furtherOffers: Priced[] }
export type Houses = {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string }
  partners: { name: string; status: string; hotelCount: number }[]
  facets: {
    stars: { stars: number; count: number }[]
    boards: { board: string; count: number }[]
    amenities: { amenity: string; count: number }[]
    freeCancellation: number
    price: { lowest: { amount: number }; highest: { amount: number } }
  }
  edges: { node: House }[]
}

type Asked = Pick<Awaited<ReturnType<typeof smallCatalogue>>, 'ask'>

/** The cheapest hundred, unless the page says otherwise. Throws what was refused. */
export async function searchHouses(catalogue: Asked, where: object, page: object, now: Date) {
  const variables = { where, sort: 'PRICE', first: 100, ...page }
  const { data, errors } = await catalogue.ask<{ searchHotels: Houses }>(housesQuery, variables, { now })
  if (errors) throw new Error(errors[0]?.message)
  return { ...data.searchHotels, nodes: data.searchHotels.edges.map(({ node }) => node) }
}

export const sellersOf = ({ offer, furtherOffers }: House): Priced[] => [offer, ...furtherOffers]
export const idsOf = (house: House): string[] => sellersOf(house).map(({ hotel }) => hotel.id)
