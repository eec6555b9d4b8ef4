import { CombinedGraphQLErrors, ServerError } from '@apollo/client'

import { client } from '../graph/client.ts'
import { graphql, type ResultOf } from '../graph/graphql.ts'
import type { Checkout, CheckoutRefusal } from './checkout-store.ts'

const BOOK_ROOM = graphql(`
  mutation BookRoom($input: BookRoomInput!) {
    bookRoom(input: $input) {
      __typename
      ... on Reservation { id reference status }
      ... on PaymentActionRequired { redirectUrl holdExpiresAt reservation { id reference status } }
      ... on PaymentDeclined { declineCode }
      ... on PriceChanged { now { amount currency } }
      ... on InvalidGuest { field }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore
type Answer = ResultOf<typeof BOOK_ROOM>['bookRoom']

/** How a booking stands after it was sent, in what the guest can see of it. */
export type Standing =
  | { kind: 'BOOKED'; reference: string }
  /** Being checked: by the bank, or by a partner. */
  | { kind: 'PENDING'; reference: string | null }
  /** The room is held until `heldUntil`. */
  | { kind: 'ASK_BANK'; reference: string; redirectUrl: string; heldUntil: string }
  | { kind: 'REFUSED'; refusal: CheckoutRefusal }
  /** Nothing was charged, and the same key may be sent again. */
  | { kind: 'TRY_AGAIN'; wasSent: boolean }
  /** A defect, ours or of this page: sending it again would not help. */
  | { kind: 'BROKEN'; error: unknown }

/** The bank's return page after 3-D Secure. Part of the booking's input, so it is the same at every retry. */
const returnUrl = (checkoutId: string): string =>
  `${location.origin}/book/return?checkout=${encodeURIComponent(checkoutId)}`

/**
 * Sends the booking of this checkout, or asks again how it stands: the same key gives the same answer. No answer is no
 * outcome: while it cannot be known whether the booking exists, it is PENDING.
 */
export async function sendBooking(checkoutId: string, { offer, attempt, waiting }: Checkout): Promise<Standing> {
  if (!attempt?.paymentMethodId) throw new Error('A booking is sent after its card was typed')
  const { givenName, familyName, email, phone, requests } = attempt.entries
  const input = {
    offerId: offer,
    guest: { givenName, familyName, email, ...(phone ? { phone } : {}) },
    paymentMethodId: attempt.paymentMethodId,
    idempotencyKey: attempt.key,
    returnUrl: returnUrl(checkoutId),
    ...(requests ? { requests } : {}),
    ...(waiting ? { waitingListEntry: waiting.token } : {}),
  }
  try {
    const { data } = await client.mutate({ mutation: BOOK_ROOM, variables: { input }, fetchPolicy: 'no-cache' })
    if (data) return standingOf(data.bookRoom)
  } catch (error) {
    if (isMistake(error)) return { kind: 'BROKEN', error }
    // Only for the first sending: a repetition that never arrived says nothing about the one before it.
    if (!attempt.sent && neverArrived(error)) return { kind: 'TRY_AGAIN', wasSent: false }
  }
  return { kind: 'PENDING', reference: attempt.reference }
}

/** The graph refused the question itself, before anything of it was done. */
const MISTAKES = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'FORBIDDEN'])
const isMistake = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error) && error.errors.every(({ extensions }) => MISTAKES.has(String(extensions?.['code'])))

/** The gateway says that the part behind it did not get the question, or it turned the question away itself. */
const neverArrived = (error: unknown): boolean =>
  (CombinedGraphQLErrors.is(error) && error.errors.every(({ extensions }) => extensions?.['retryable'] === true)) ||
  (ServerError.is(error) && error.statusCode === 429)

function standingOf(answer: Answer): Standing {
  switch (answer.__typename) {
    case 'Reservation':
      return standingOfReservation(answer)
    case 'PaymentActionRequired':
      return {
        kind: 'ASK_BANK',
        reference: answer.reservation.reference,
        redirectUrl: answer.redirectUrl,
        heldUntil: answer.holdExpiresAt,
      }
    case 'TryAgainLater':
      return { kind: 'TRY_AGAIN', wasSent: true }
    case 'PaymentDeclined':
      return refused(answer.__typename, answer.message, answer.declineCode)
    case 'InvalidGuest':
      return refused(answer.__typename, answer.message, answer.field)
    case 'PriceChanged':
      return refused(answer.__typename, answer.message, null, answer.now)
    case 'RoomTaken':
    case 'WaitingOfferOver':
    case 'OfferExpired':
    case 'OfferInvalid':
    case 'InvalidStay':
    case 'IdempotencyConflict':
      return refused(answer.__typename, answer.message)
  }
}

const CONFIRMED = new Set([
  'CONFIRMED',
  'MODIFYING',
  'CANCELLING',
  'CANCELLED',
  'CANCELLED_WITH_FEE',
  'CHECKED_IN',
  'CHECKED_OUT',
  'NO_SHOW',
])

/** Read of the status alone: it was confirmed once, it came to nothing, or it is still under way. */
export function standingOfReservation({ reference, status }: { reference: string; status: string }): Standing {
  if (CONFIRMED.has(status)) return { kind: 'BOOKED', reference }
  if (status === 'FAILED' || status === 'EXPIRED') return refused('CameToNothing', '', reference)
  return { kind: 'PENDING', reference }
}

const refused = (
  kind: CheckoutRefusal['kind'],
  message: string,
  detail: string | null = null,
  now: CheckoutRefusal['now'] = null,
): Standing => ({ kind: 'REFUSED', refusal: { kind, message, detail, now } })
