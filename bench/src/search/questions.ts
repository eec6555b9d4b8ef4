export const paris = 2_988_507
export const london = 2_643_743

/** So many days from now. */
export const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** The cheapest twenty with what a list shows of them, how many there are in all, and the facets. */
export const question = /* GraphQL */ `
  query ($where: HotelSearchInput!) {
    searchHotels(where: $where, sort: PRICE, first: 20) {
      totalCount
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
        freeCancellation
      }
      edges {
        cursor
        node {
          distanceKm
          hotel {
            id
            name
            stars
          }
          offer {
            board
            total {
              amount
              currency
            }
            roomsLeft
          }
        }
      }
    }
  }
`

export interface Asked {
  searchHotels: { totalCount: number; edges: unknown[] }
}
