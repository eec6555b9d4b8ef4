import { useQuery } from '@apollo/client/react'

import { graphql } from '../graph/graphql.ts'
import { t } from '../language/i18n.ts'
import { alike } from '../language/money.ts'
import { AlsoSold } from '../offer/also-sold.tsx'
import { encodeRooms } from '../stay/guests.ts'
import { useCurrency } from '../stay/memory.ts'
import type { Stay } from '../stay/search-params.ts'

const ELSEWHERE = graphql(`
  query Elsewhere($id: ID!, $stay: StayInput!, $rooms: [RoomGuestsInput!]!, $currency: CurrencyCode) {
    hotel(id: $id) {
      id
      furtherOffers(stay: $stay, rooms: $rooms, currency: $currency) {
        checkIn
        checkOut
        shownTotal { amount currency }
        hotel { id partner }
      }
    }
  }
`) // prettier-ignore

/** The same house at others, from what price on. Nobody waits for it, and nothing is said where it cannot be asked. */
export function Elsewhere({ hotelId, stay }: { hotelId: string; stay: Stay }) {
  const currency = useCurrency()
  const { checkIn, checkOut, rooms } = stay
  const { data } = useQuery(ELSEWHERE, {
    variables: { id: hotelId, stay: { checkIn, checkOut }, rooms, currency },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const offers = data?.hotel?.furtherOffers ?? []
  if (offers.length === 0) return null
  return (
    <div className="mx-6 mt-1.5 border-t border-line pt-3">
      <p className="text-13 text-ink-2">{t('Who else sells this house, from which total on:')}</p>
      <AlsoSold offers={offers} rooms={encodeRooms(rooms)} write={alike(offers.map((one) => one.shownTotal))} />
    </div>
  )
}
