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

/** Places by what somebody types. */
export const placesQuestion = /* GraphQL */ `
  query ($search: String!) {
    cities(search: $search, first: 8) {
      id
      name
      region
      countryName
    }
  }
`

const names = [
  'Paris',
  'London',
  'München',
  'Tōkyō',
  'New York',
  'Lisbon',
  'Barcelona',
  'São Paulo',
  '東京',
  'Αθήνα',
  'Amsterdam',
  'Wien',
]
/** Each beginning of some names, as they are typed. */
const beginnings = names.flatMap((name) => [...name].map((_, at) => [...name].slice(0, at + 1).join('')))
const slips = [
  'Barcelna',
  'Lodnon',
  'Munchenn',
  'Lisobn',
  'Amsterdm',
  'Brelin',
  'Budapesst',
  'Istambul',
  'Veniec',
  'Florense',
]

export const typed = (number: number): string => beginnings[number % beginnings.length] ?? ''
export const mistyped = (number: number): string => slips[number % slips.length] ?? ''

/** So many stays are asked for. */
export const mostStays = 320

/** A city, three nights in the coming months, two adults. */
export const stayIn = (cityId: number, number: number) => ({
  cityId: `c${cityId}`,
  stay: { checkIn: dateIn(5 + ((number * 37) % mostStays)), checkOut: dateIn(8 + ((number * 37) % mostStays)) },
  rooms: [{ adults: 2 }],
})

/** A map of the Alps and the north of Italy, 46,608 hotels of a million: three nights of the next two months. */
export const onTheMap = (number: number) => ({
  within: { south: 41.8, west: 6.5, north: 47.3, east: 13.8 },
  stay: { checkIn: dateIn(5 + (number % 60)), checkOut: dateIn(8 + (number % 60)) },
  rooms: [{ adults: 2 }],
})
