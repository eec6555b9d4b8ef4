import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'

import { accessToken, useSession } from '../graph/session.ts'
import { useFollowedReservation } from './follow-reservation.ts'
import { referenceFrom, rememberGuest, useKnownGuest } from './known-guests.ts'
import { RESERVATION, type Reservation, TRIPS, TRIPS_PAGE } from './reservation-query.ts'
import { statusOf } from './statuses.ts'

export type Found =
  | { kind: 'LOADING' }
  /** This tab does not know the surname, and nobody is signed in whose trip it would be. */
  | { kind: 'ASK_SURNAME' }
  | { kind: 'NOT_FOUND' }
  | { kind: 'AWAY'; error: unknown; retry: () => void }
  | { kind: 'FOUND'; reservation: Reservation; surname: string; refresh: () => void }

const SETTLING_MS = 2_500
/** While changes are told as they happen, in case one is not. */
const FOLLOWED_MS = 15_000
/** Signed links work for an hour: a page that stays open gets new ones before that. */
const RENEWAL_MS = 40 * 60_000

/** The reservation of a page's address: by the surname this tab knows, else by being one of the customer's own. */
export function useReservation(typed: string): Found {
  const reference = referenceFrom(typed)
  const surname = useKnownGuest(reference)
  const session = useSession()
  useEffect(() => void accessToken(), [])

  const own = useQuery(TRIPS, {
    variables: { first: TRIPS_PAGE },
    skip: surname !== null || session.kind !== 'customer',
    errorPolicy: 'all',
  })
  const mine = own.data?.me?.reservations.edges.find(({ node }) => node.reference === reference)?.node.guest.familyName
  useEffect(() => {
    if (mine) rememberGuest(reference, mine)
  }, [reference, mine])

  const { data, error, loading, refetch, startPolling } = useQuery(RESERVATION, {
    variables: { reference, surname: surname ?? '' },
    skip: surname === null,
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const reservation = data?.reservation ?? null
  const refresh = () => void refetch()
  const isFollowed = useFollowedReservation(reference, reservation ? surname : null, refresh)
  const pause = reservation ? pauseOf(reservation, isFollowed) : RENEWAL_MS
  useEffect(() => {
    if (surname !== null) startPolling(pause)
  }, [startPolling, pause, surname])

  if (surname === null) {
    if (session.kind === 'unknown' || own.loading || mine) return { kind: 'LOADING' }
    return { kind: 'ASK_SURNAME' }
  }
  if (reservation) return { kind: 'FOUND', reservation, surname, refresh }
  if (loading) return { kind: 'LOADING' }
  return error ? { kind: 'AWAY', error, retry: refresh } : { kind: 'NOT_FOUND' }
}

/** How long until it is asked for again: soon, while something of it changes by itself (the bank, the partner, the number of a receipt). */
function pauseOf({ status, payment }: Reservation, isFollowed: boolean): number {
  const isNumbered = payment?.status !== 'CAPTURED' || payment.receipt !== null
  const areNumbered = (payment?.refunds ?? []).every(
    ({ status: refund, creditNote }) => refund !== 'SUCCEEDED' || creditNote !== null,
  )
  // Receipts are numbered by payments: that is no step of the reservation.
  if (!isNumbered || !areNumbered) return SETTLING_MS
  if (statusOf(status).phase !== 'waiting') return RENEWAL_MS
  return isFollowed ? FOLLOWED_MS : SETTLING_MS
}
