import type { OfferClaims } from '@staygraph/hotels/contract/offer'

import { placeInLine } from '../database/waiting-list.ts'
import { summary } from '../domain/cancellation.ts'
import { claimsOf } from '../domain/offer.ts'
import { nightCount } from '../domain/stay.ts'
import { waitingToken } from '../use-cases/waiting-list/waiting-token.ts'
import type { Resolvers } from './types.generated.ts'

/** The terms of an offer as the graph tells them. */
export const termsOf = ({ cancellation, payNow, currency, hotel }: OfferClaims) => ({
  freeUntil: cancellation.freeUntil,
  tiers: cancellation.tiers.map(({ from, fee }) => ({ from, fee: { amount: fee, currency } })),
  summary: summary(cancellation, { amount: payNow, currency }, hotel.timeZone),
})

/** A place on a waiting list: what is waited for is told from its offer, as of a reservation. */
export const waitingListResolvers: Pick<Resolvers, 'WaitingListEntry'> = {
  WaitingListEntry: {
    token: ({ id, closesAt }, _, context) => waitingToken(id, closesAt, context),
    place: ({ id, state }, _, { sql }) => (state === 'WAITING' ? placeInLine(sql, id) : null),
    heldUntil: ({ offeredUntil }) => offeredUntil,
    stay: ({ checkIn, checkOut }) => ({ checkIn, checkOut, nights: nightCount({ checkIn, checkOut }) }),
    rooms: ({ offer }) =>
      claimsOf(offer).rooms.map(({ roomType, adults, childAges }) => ({ name: roomType.name, adults, childAges })),
    hotel: ({ hotelId }) => ({ id: hotelId }),
    snapshot: ({ offer }) => claimsOf(offer),
    offerId: ({ offer }) => offer,
    total: ({ offer }) => {
      const { total, currency } = claimsOf(offer)
      return { amount: total, currency }
    },
    payNow: ({ offer }) => {
      const { payNow, currency } = claimsOf(offer)
      return { amount: payNow, currency }
    },
    cancellation: ({ offer }) => termsOf(claimsOf(offer)),
    guest: ({ guestGivenName: givenName, guestFamilyName: familyName, guestEmail: email }) =>
      givenName === null || familyName === null || email === null
        ? null
        : { givenName, familyName, email, phone: null },
  },
}
