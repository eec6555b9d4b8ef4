import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'

import { graphql } from '../graph/graphql.ts'
import { OFFER_FIELDS, type Offer } from '../offer/offer-fields.ts'
import { type Counts, decodeCounts, seat, type Seating } from './combination.ts'
import type { Hotel } from './hotel-query.ts'

/** One offer for rooms of several kinds, or in the graph's words why there is none. */
export const COMBINED = graphql(`
  query CombinedOffer(
    $id: ID!, $stay: StayInput!, $rooms: [RoomChoiceInput!]!, $ratePlanId: ID, $currency: CurrencyCode
  ) {
    hotel(id: $id) {
      id
      offer(stay: $stay, rooms: $rooms, ratePlanId: $ratePlanId, currency: $currency) {
        __typename
        ... on Offer { ...OfferFields rooms { name adults childAges total { amount currency } } }
        ... on NotOffered { reason message }
      }
    }
  }
`, [OFFER_FIELDS]) // prettier-ignore

type Wish = {
  hotel: Pick<Hotel, 'id' | 'roomTypes'> | null
  stay: { checkIn: string; checkOut: string; rooms: { adults: number; childAges: number[] }[] } | null
  /** As the address has it: `r8.2_r9.1`. */
  combine: string | undefined
  /** Under this rate plan; else under the cheapest. */
  plan?: string | undefined
  currency?: string | undefined
}

export type CombinedRoom = { name: string; adults: number; childAges: number[]; total: { amount: number; currency: string } } // prettier-ignore

export type Combination = {
  counts: Counts
  seating: Seating
  offer: Offer | null
  rooms: readonly CombinedRoom[]
  /** Why these rooms cannot be had together. */
  refusal: string | null
  isAsking: boolean
  error: unknown
  refetch: () => Promise<unknown>
}

/** The rooms that were put together, who sleeps in which, and what they cost together: asked anew with each change. */
export function useCombination({ hotel, stay, combine, plan, currency }: Wish): Combination {
  const kinds = useMemo(() => hotel?.roomTypes ?? [], [hotel])
  const counts = useMemo(() => decodeCounts(combine, kinds), [combine, kinds])
  const seating = useMemo(() => seat(kinds, counts, stay?.rooms ?? []), [kinds, counts, stay?.rooms])
  const isAsked = hotel !== null && stay !== null && seating.kind === 'SEATED'
  const { data, error, loading, refetch } = useQuery(COMBINED, {
    variables: {
      id: hotel?.id ?? '',
      stay: { checkIn: stay?.checkIn ?? '', checkOut: stay?.checkOut ?? '' },
      rooms: seating.kind === 'SEATED' ? seating.rooms : [],
      ratePlanId: plan ?? null,
      currency: currency ?? null,
    },
    skip: !isAsked,
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
    errorPolicy: 'all',
  })
  const answer = isAsked ? data?.hotel?.offer : undefined
  return {
    counts,
    seating,
    offer: answer?.__typename === 'Offer' ? answer : null,
    rooms: answer?.__typename === 'Offer' ? answer.rooms : [],
    refusal: answer?.__typename === 'NotOffered' ? answer.message : null,
    isAsking: isAsked && loading,
    error: isAsked && !loading && !answer ? error : undefined,
    refetch,
  }
}
