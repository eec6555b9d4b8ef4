import findACity from './operations/1-find-a-city.graphql?raw'
import searchHotels from './operations/2-search-hotels.graphql?raw'
import readOffers from './operations/3-read-offers.graphql?raw'
import bookARoom from './operations/4-book-a-room.graphql?raw'
import readTheReservation from './operations/5-read-the-reservation.graphql?raw'

const isoDate = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const tab = (query: string, variables: object) => ({ query, variables: JSON.stringify(variables, null, 2) })

/** The journey from a city's name to a receipt, one tab a step. What a step answers goes into the variables of the next. */
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
  ]
}
