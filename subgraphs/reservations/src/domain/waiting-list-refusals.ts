import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import { readableInstant } from './hotel-time.ts'

type HotelOf = Pick<OfferClaims, 'hotel'>

export const roomsFree = ({ hotel }: HotelOf) => ({
  __typename: 'RoomsFree' as const,
  message: 'There is no need to wait: the rooms can be booked now.',
  hotel: { id: hotel.id },
})

export const alreadyWaiting = ({ hotel }: HotelOf) => ({
  __typename: 'AlreadyWaiting' as const,
  message: `This address is on the waiting list of ${hotel.name} for these dates. The link to it is in the mail we sent there.`,
})

export const noWaitingList = (message: string) => ({ __typename: 'NoWaitingList' as const, message })

/** Null: the rooms were never held for them. */
export const waitingOfferOver = ({ hotel }: HotelOf, until: Date | null) => ({
  __typename: 'WaitingOfferOver' as const,
  message:
    until === null
      ? 'These rooms are not held for you. You have not been charged. Your page of the waiting list says where you stand.'
      : `The rooms were held for you until ${readableInstant(until, hotel.timeZone)} at the hotel, and went to the next in line. You have not been charged. You can join the list again.`,
  hotel: { id: hotel.id },
})
