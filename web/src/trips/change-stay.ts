import * as v from 'valibot'

import { client } from '../graph/client.ts'
import { graphql } from '../graph/graphql.ts'
import { stored } from '../ui/stored.ts'
import { RESERVATION_FIELDS } from './reservation-query.ts'

const CHANGE_STAY = graphql(`
  mutation ChangeStay($input: ChangeStayInput!) {
    changeStay(input: $input) {
      __typename
      ... on Reservation { ...ReservationFields }
      ... on PaymentActionRequired { redirectUrl }
      ... on Refusal { message }
    }
  }
`, [RESERVATION_FIELDS]) // prettier-ignore

/** The change that is being paid for, kept while the guest is at the bank: the same key changes once. */
const change = v.object({ offerId: v.string(), key: v.string(), paymentMethodId: v.nullable(v.string()) })
export type Change = v.InferOutput<typeof change>
export const changeOf = (reference: string) =>
  stored('session', `staygraph:change:${reference}`, (raw) => {
    const read = v.safeParse(change, raw)
    return read.success ? read.output : null
  })

export type Outcome =
  | { kind: 'CHANGED' }
  | { kind: 'ASK_BANK'; redirectUrl: string }
  /** The booking stands as it was. */
  | { kind: 'REFUSED'; words: string }
  /** It may or may not have been done: ask again with the same key. */
  | { kind: 'UNKNOWN' }

/** Exchanges the stay for the one of another offer, or asks again how that went: the same key gives the same answer. */
export async function changeStay(
  reservation: { reference: string; surname: string },
  { offerId, key, paymentMethodId }: Change,
): Promise<Outcome> {
  try {
    const { data } = await client.mutate({
      mutation: CHANGE_STAY,
      variables: {
        input: { reservation, offerId, idempotencyKey: key, ...(paymentMethodId ? { paymentMethodId } : {}) },
      },
    })
    const answer = data?.changeStay
    if (!answer) return { kind: 'UNKNOWN' }
    switch (answer.__typename) {
      case 'TryAgainLater':
        return { kind: 'UNKNOWN' }
      case 'Reservation':
        return { kind: 'CHANGED' }
      case 'PaymentActionRequired':
        return { kind: 'ASK_BANK', redirectUrl: answer.redirectUrl }
      case 'NotChangeable':
      case 'ReservationNotFound':
      case 'OfferExpired':
      case 'OfferInvalid':
      case 'RoomTaken':
      case 'PriceChanged':
      case 'PaymentDeclined':
      case 'InvalidStay':
      case 'IdempotencyConflict':
        return { kind: 'REFUSED', words: answer.message }
    }
  } catch {
    return { kind: 'UNKNOWN' }
  }
}
