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

/** What may be meant by what somebody types, as the site asks. */
export const placesQuestion = /* GraphQL */ `
  query ($search: String!, $near: CoordinatesInput, $country: String) {
    suggestions(search: $search, first: 8, near: $near, country: $country) {
      matchedName
      place {
        __typename
        ... on City {
          id
          name
          region
          countryName
        }
        ... on Airport {
          id
          name
          countryName
          city {
            id
            name
          }
        }
        ... on Hotel {
          id
          name
          address {
            city
            country
          }
        }
      }
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
  'Heathrow',
  'LIS',
  'Charles de Gaulle',
  'The Red Lion',
  'Hotel Central',
  'Grand Plaza',
  'paris texas',
]
/** Each beginning of some names of cities, airports and hotels, as they are typed. */
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
  'Hethrow',
  'Schipol',
  'The Red Lino',
  'Hotel Centrl',
]

/** Who types: some tell where they look, some where they are. */
const guests = [
  {},
  { country: 'FR' },
  { country: 'CA', near: { latitude: 43.7, longitude: -79.4 } },
  { near: { latitude: 48.1, longitude: 11.6 } },
]

export const typed = (number: number) => ({
  search: beginnings[number % beginnings.length] ?? '',
  ...guests[Math.floor(number / beginnings.length) % guests.length],
})
export const mistyped = (number: number) => ({
  search: slips[number % slips.length] ?? '',
  ...guests[Math.floor(number / slips.length) % guests.length],
})

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
