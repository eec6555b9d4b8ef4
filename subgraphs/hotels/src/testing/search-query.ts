import type { smallCatalogue } from './small-catalogue.ts'

export const stay = { checkIn: '2027-06-11', checkOut: '2027-06-14' }
export const dates = ['2027-06-11', '2027-06-12', '2027-06-13']
export const couple = [{ adults: 2 }]
export const daysAhead = 192

export const query = /* GraphQL */ `
  query ($where: HotelSearchInput!, $sort: HotelSort, $first: Int, $after: String) {
    searchHotels(where: $where, sort: $sort, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
      partners {
        name
      }
      facets {
        stars {
          stars
          count
        }
        amenities {
          amenity
          count
        }
        boards {
          board
          count
        }
        guestRatings {
          from
          count
        }
        freeCancellation
        price {
          lowest {
            amount
            currency
          }
          highest {
            amount
          }
        }
      }
      edges {
        cursor
        node {
          distanceKm
          hotel {
            id
            name
            stars
            amenities
            city {
              id
            }
            coordinates {
              longitude
            }
            guestRating {
              score
            }
          }
          offer {
            id
            checkIn
            checkOut
            board
            roomsLeft
            roomName
            roomCount
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
            exchangeRate {
              from
              to
              rate
              day
            }
            nights {
              date
              price {
                amount
              }
            }
            taxes {
              name
              amount {
                amount
              }
              included
              payAtHotel
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
            expiresAt
          }
        }
      }
    }
  }
`
export type Edge = {
  cursor: string
  node: {
    distanceKm: number
    hotel: {
      id: string
      name: string
      stars: number | null
      amenities: string[]
      city: { id: string }
      coordinates: { longitude: number }
      guestRating: { score: number } | null
    }
    offer: {
      id: string
      checkIn: string
      checkOut: string
      board: string
      roomsLeft: number
      roomName: string
      roomCount: number
      total: { amount: number; currency: string }
      payNow: { amount: number }
      shownTotal: { amount: number; currency: string }
      exchangeRate: { rate: string; day: string } | null
      nights: { date: string; price: { amount: number } }[]
      taxes: { name: string; amount: { amount: number }; included: boolean; payAtHotel: boolean }[]
      cancellation: { freeUntil: string | null; summary: string; tiers: { fee: { amount: number } }[] }
      expiresAt: string
    }
  }
}
export type Found = {
  totalCount: number
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
  facets: {
    stars: { stars: number; count: number }[]
    amenities: { amenity: string; count: number }[]
    boards: { board: string; count: number }[]
    guestRatings: { from: number; count: number }[]
    freeCancellation: number
    price: { lowest: { amount: number; currency: string }; highest: { amount: number } } | null
  }
  edges: Edge[]
}

/** Searches as a client does. `search` throws what was refused; `refusal` tells it. */
export function searchOf(catalogue: Pick<Awaited<ReturnType<typeof smallCatalogue>>, 'ask'>) {
  return {
    async search(where: object, page: object = {}): Promise<Found> {
      const { data, errors } = await catalogue.ask<{ searchHotels: Found }>(query, {
        where: { stay, rooms: couple, ...where },
        first: 100,
        ...page,
      })
      if (errors) throw new Error(errors[0]?.message)
      return data.searchHotels
    },
    async refusal(where: object, page: object = {}) {
      const { errors } = await catalogue.ask(query, { where: { stay, rooms: couple, ...where }, ...page })
      return { message: errors?.[0]?.message, code: errors?.[0]?.extensions?.code }
    },
  }
}

export const numberOf = (hotelId: string): number => Number(hotelId.slice(1))
export const ids = ({ edges }: Found): string[] => edges.map(({ node }) => node.hotel.id)
