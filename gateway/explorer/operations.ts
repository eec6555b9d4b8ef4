import findACity from './operations/1-find-a-city.graphql?raw'
import searchHotels from './operations/2-search-hotels.graphql?raw'
import readOffers from './operations/3-read-offers.graphql?raw'
import bookARoom from './operations/4-book-a-room.graphql?raw'
import readTheReservation from './operations/5-read-the-reservation.graphql?raw'
import followTheReservation from './operations/6-follow-the-reservation.graphql?raw'
import followFreeRooms from './operations/7-follow-free-rooms.graphql?raw'
import slowThingsLater from './operations/8-slow-things-later.graphql?raw'

const isoDate = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const tab = (query: string, variables: object) => ({ query, variables: JSON.stringify(variables, null, 2) })

/**
 * The journey from a city's name to a receipt, one tab a step: what a step answers goes into the variables of the next.
 * Then what is told as it happens, and what comes in parts.
 */
export function exampleTabs(now: Date) {
  const stay = { checkIn: isoDate(now, 30), checkOut: isoDate(now, 32) }
  const rooms = [{ adults: 2 }]
  return [
    tab(findACity, { search: 'münchen' }),
    tab(searchHotels, { where: { cityId: 'c2867714', stay, rooms } }),
    tab(readOffers, { hotelId: 'the id of a hotel found', stay, rooms }),
    tab(bookARoom, {
      input: {
        offerId: 'the id of an offer',
        guest: { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com' },
        paymentMethodId: 'pm_card_visa',
        idempotencyKey: crypto.randomUUID(),
      },
    }),
    tab(readTheReservation, { reference: 'the reference', surname: 'Lovelace' }),
    tab(followTheReservation, { reservation: { reference: 'the reference', surname: 'Lovelace' } }),
    tab(followFreeRooms, { hotelId: 'h1', stay }),
    tab(slowThingsLater, { hotelId: 'h1', stay, rooms }),
  ]
}
