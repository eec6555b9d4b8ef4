import { useQuery } from '@apollo/client/react'

import { OFFERS } from '../hotel/hotel-query.ts'
import { encodeRooms } from '../stay/guests.ts'
import type { ShownOffer } from './offer-token.ts'

/** What the hotel offers now for the same stay: asked when an offer can no longer be taken. */
export function useAlternatives(offer: ShownOffer) {
  const { data, loading, error, refetch } = useQuery(OFFERS, {
    variables: { id: offer.hotel.id, stay: offer.stay, rooms: offer.rooms },
    fetchPolicy: 'network-only',
  })
  const offers = data?.hotel?.offers ?? []
  const same = offers.find(
    ({ roomName, ratePlan, board }) =>
      roomName === offer.roomName && ratePlan.name === offer.ratePlanName && board === offer.board,
  )
  const others = new Set(offers.filter(({ roomName }) => roomName !== offer.roomName).map(({ roomName }) => roomName))
  return {
    isAsking: loading,
    isAway: Boolean(error),
    /** The same room under the same plan, signed anew. Null: it is no longer offered. */
    same: same ?? null,
    /** How many other kinds of room are free. */
    otherRooms: others.size,
    askAgain: () => void refetch(),
  }
}

/** The hotel's page with the stay filled in. */
export const roomsPage = ({ hotel, stay, rooms }: ShownOffer) =>
  ({
    to: '/hotel/$hotelId',
    params: { hotelId: hotel.id },
    search: { checkIn: stay.checkIn, checkOut: stay.checkOut, rooms: encodeRooms(rooms) },
  }) as const
