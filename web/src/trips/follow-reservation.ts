import { useApolloClient } from '@apollo/client/react'
import { useEffect, useEffectEvent, useState } from 'react'

import { graphql } from '../graph/graphql.ts'

const RESERVATION_CHANGED = graphql(`
  subscription ReservationChanged($reservation: ReservationRefInput!, $after: String) {
    reservationChanged(reservation: $reservation, after: $after) {
      cursor
      steps {
        text
      }
      reservation {
        id
        status
      }
    }
  }
`)

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Calls `onChange` when something happened to a reservation, as soon as it did. Cut off, it goes on from where it was.
 * Answers whether it is followed now: while it is not, the page has to ask.
 */
export function useFollowedReservation(reference: string, surname: string | null, onChange: () => void): boolean {
  const client = useApolloClient()
  const [isFollowed, setFollowed] = useState(false)
  const tell = useEffectEvent(onChange)

  useEffect(() => {
    if (surname === null) return undefined
    let after: string | null = null
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let following: { unsubscribe(): void } | undefined
    const again = () => {
      setFollowed(false)
      clearTimeout(timer)
      failures += 1
      timer = setTimeout(follow, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * Math.random())
    }
    const follow = () => {
      following = client
        .subscribe({ query: RESERVATION_CHANGED, variables: { reservation: { reference, surname }, after } })
        .subscribe({
          next: ({ data }) => {
            if (!data) return
            const { cursor, steps } = data.reservationChanged
            failures = 0
            after = cursor
            setFollowed(true)
            if (steps.length > 0) tell()
          },
          error: again,
          complete: again,
        })
    }
    follow()
    return () => {
      clearTimeout(timer)
      following?.unsubscribe()
      setFollowed(false)
    }
  }, [client, reference, surname])
  return isFollowed
}
