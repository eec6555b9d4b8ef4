import { useQuery } from '@apollo/client/react'

import { countsOf, encodeCounts } from '../hotel/combination.ts'
import { OFFERS } from '../hotel/hotel-query.ts'
import { COMBINED } from '../hotel/use-combination.ts'
import { encodeRooms } from '../stay/guests.ts'
import type { ShownOffer } from './offer-token.ts'

/** What the hotel offers now for the same stay: asked when an offer can no longer be taken. */
export function useAlternatives(offer: ShownOffer) {
  const { hotel, stay, rooms, combination } = offer
  const { data, loading, error, refetch } = useQuery(OFFERS, {
    variables: { id: hotel.id, stay, rooms },
    fetchPolicy: 'network-only',
  })
  const together = useQuery(COMBINED, {
    variables: {
      id: hotel.id,
      stay,
      rooms: rooms.map((room, at) => ({ ...room, roomTypeId: combination?.roomTypeIds[at] ?? '' })),
      ratePlanId: combination?.ratePlanId ?? null,
    },
    skip: combination === null,
    fetchPolicy: 'network-only',
  })
  const offers = data?.hotel?.offers ?? []
  const again = together.data?.hotel?.offer
  const same = combination
    ? again?.__typename === 'Offer'
      ? again
      : null
    : offers.find(
        ({ roomName, ratePlan, board }) =>
          roomName === offer.roomName && ratePlan.name === offer.ratePlanName && board === offer.board,
      )
  const others = new Set(offers.filter(({ roomName }) => roomName !== offer.roomName).map(({ roomName }) => roomName))
  return {
    isAsking: loading || together.loading,
    isAway: Boolean(error ?? together.error),
    /** The same room under the same plan, signed anew. Null: it is no longer offered. */
    same: same ?? null,
    /** How many other kinds of room are free. */
    otherRooms: others.size,
    askAgain: () => {
      void refetch()
      if (combination) void together.refetch()
    },
  }
}

/** The hotel's page with the stay filled in, and the rooms that were put together. */
export const roomsPage = ({ hotel, stay, rooms, combination }: ShownOffer) =>
  ({
    to: '/hotel/$hotelId',
    params: { hotelId: hotel.id },
    search: {
      checkIn: stay.checkIn,
      checkOut: stay.checkOut,
      rooms: encodeRooms(rooms),
      ...(combination ? { combine: encodeCounts(countsOf(combination.roomTypeIds)) } : {}),
    },
  }) as const
