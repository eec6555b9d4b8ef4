import { useQuery } from '@apollo/client/react'

import { graphql } from '../graph/graphql.ts'
import { nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { alike } from '../language/money.ts'
import { Rating } from '../offer/rating.tsx'
import { ShownTotal } from '../offer/shown-total.tsx'
import { Stars } from '../offer/stars.tsx'
import { awayInWords } from '../offer/words.ts'
import { encodeRooms } from '../stay/guests.ts'
import { HotelTile, tiles } from '../stay/hotel-tile.tsx'
import { useCurrency } from '../stay/memory.ts'
import type { Stay } from '../stay/search-params.ts'

const SIMILAR = graphql(`
  query SimilarHotels($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
    hotel(id: $id) {
      id
      similar(stay: $stay, rooms: $rooms, first: 4, currency: $currency) {
        distanceKm
        hotel { id name stars photos { url thumbnailUrl } guestRating { score count } }
        offer { total { amount currency } shownTotal { amount currency } }
      }
    }
  }
`) // prettier-ignore

/** Hotels nearby that are like this one and free for the same stay. Nothing while there is no stay, or none of them. */
export function SimilarHotels({ hotelId, stay }: { hotelId: string; stay: Stay }) {
  const currency = useCurrency()
  const { checkIn, checkOut, rooms } = stay
  const { data } = useQuery(SIMILAR, {
    variables: { id: hotelId, stay: { checkIn, checkOut }, rooms, currency },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const similar = data?.hotel?.similar ?? []
  if (similar.length === 0) return null
  const write = alike(similar.map(({ offer }) => offer.shownTotal))
  const nights = nightsBetween(checkIn, checkOut)
  return (
    <section className="mt-14 md:mt-18">
      <h2>{t('Similar hotels nearby')}</h2>
      <p className="text-14 text-ink-2">{t('Of our own, free for your dates, alike in stars and price.')}</p>
      <ul className={tiles}>
        {similar.map(({ hotel, offer, distanceKm }) => (
          <HotelTile
            key={hotel.id}
            hotel={{ id: hotel.id, name: hotel.name, picture: hotel.photos[0]?.thumbnailUrl ?? '' }}
            stay={{ checkIn, checkOut, rooms: encodeRooms(rooms) }}
          >
            <span className="block text-13 text-ink-2">{awayInWords(distanceKm)}</span>
            <span className="mt-1.5 mb-3 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <Stars count={hotel.stars} />
              <Rating rating={hotel.guestRating} />
            </span>
            <span className="mt-auto border-t border-line pt-2.5">
              <ShownTotal offer={offer} nights={nights} write={write} className="text-18 font-bold" />
            </span>
          </HotelTile>
        ))}
      </ul>
    </section>
  )
}
