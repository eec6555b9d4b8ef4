import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'

import { accessToken, useSession } from '../graph/session.ts'
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
  const pause = reservation && isSettling(reservation) ? SETTLING_MS : RENEWAL_MS
  useEffect(() => {
    if (surname !== null) startPolling(pause)
  }, [startPolling, pause, surname])

  const refresh = () => void refetch()
  if (surname === null) {
    if (session.kind === 'unknown' || own.loading || mine) return { kind: 'LOADING' }
    return { kind: 'ASK_SURNAME' }
  }
  if (reservation) return { kind: 'FOUND', reservation, surname, refresh }
  if (loading) return { kind: 'LOADING' }
  return error ? { kind: 'AWAY', error, retry: refresh } : { kind: 'NOT_FOUND' }
}

/** Whether something of it changes by itself within moments: the bank, the partner, the number of a receipt. */
function isSettling({ status, payment }: Reservation): boolean {
  const isNumbered = payment?.status !== 'CAPTURED' || payment.receipt !== null
  const areNumbered = (payment?.refunds ?? []).every(
    ({ status: refund, creditNote }) => refund !== 'SUCCEEDED' || creditNote !== null,
  )
  return statusOf(status).phase === 'waiting' || !isNumbered || !areNumbered
}
