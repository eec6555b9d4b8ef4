import { useQuery } from '@apollo/client/react'
import type { ReactNode } from 'react'

import { useSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { type Trip, TRIPS, TRIPS_PAGE } from './reservation-query.ts'
import { sortTrips } from './sort-trips.ts'
import { TripCard } from './trip-card.tsx'

export function TripsPage() {
  useTitle(t('My trips'))
  const session = useSession()
  return (
    <div className="wrap">
      <h1 className="mt-3 mb-6 md:mt-6">{t('My trips')}</h1>
      {session.kind === 'customer' && <Trips />}
      {session.kind === 'unknown' && <Waiting />}
      {session.kind === 'guest' && <NobodyIn />}
    </div>
  )
}

function Trips() {
  const now = useNow(60_000)
  const { data, error, loading, refetch, fetchMore } = useQuery(TRIPS, {
    variables: { first: TRIPS_PAGE },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const page = data?.me?.reservations
  if (!page)
    return loading ? (
      <Waiting />
    ) : (
      <Trouble
        error={error}
        onRetry={() => void refetch()}
        stillWorks={t('Your reservations are safe. With its reference and your surname, each can be found.')}
      />
    )
  if (page.edges.length === 0) {
    return (
      <Quiet
        title={t('No trips yet')}
        action={
          <>
            <ButtonLink to="/">{t('Search hotels')}</ButtonLink>
            <ButtonLink look="outline" to="/find">
              {t('Find a reservation')}
            </ButtonLink>
          </>
        }
      >
        {t('What you book while signed in is kept here. A booking made without the account is found by its reference.')}
      </Quiet>
    )
  }
  const { next, later, past } = sortTrips(
    page.edges.map(({ node }) => node),
    now,
  )
  const more = () =>
    void fetchMore({
      variables: { first: TRIPS_PAGE, after: page.pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult: { me } }) =>
        before.me && me
          ? {
              me: {
                ...before.me,
                reservations: {
                  ...me.reservations,
                  edges: [...before.me.reservations.edges, ...me.reservations.edges],
                },
              },
            }
          : before,
    })
  return (
    <div className="grid gap-11">
      <Section title={t('Next')} trips={next}>
        {next.map((trip) => (
          <TripCard key={trip.id} trip={trip} large />
        ))}
      </Section>
      <Section title={t('Later')} trips={later} />
      <Section title={t('Past')} trips={past} />
      {page.pageInfo.hasNextPage && (
        <div>
          <Button look="outline" onPress={more} isPending={loading}>
            {t('Show older bookings')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Section({ title, trips, children }: { title: string; trips: readonly Trip[]; children?: ReactNode }) {
  if (trips.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="mb-4">{title}</h2>
      {children ?? (
        <div className="grid gap-5 lg:grid-cols-2">
          {trips.map((trip) => (
            <TripCard key={trip.id} trip={trip} />
          ))}
        </div>
      )}
    </section>
  )
}

const NobodyIn = () => (
  <Quiet
    title={t('Two ways to your trips')}
    action={
      <>
        <ButtonLink to="/sign-in" search={{ next: '/trips' }}>
          {t('Sign in')}
        </ButtonLink>
        <ButtonLink look="outline" to="/find">
          {t('Find a reservation')}
        </ButtonLink>
      </>
    }
  >
    {t('Sign in to see them all, or find one by its reference and your surname.')}
  </Quiet>
)

const Waiting = () => (
  <div role="status" aria-label={t('Loading your trips')} className="grid gap-5">
    <div className="skeleton h-72 rounded-card" />
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="skeleton h-40 rounded-card" />
      <div className="skeleton h-40 rounded-card" />
    </div>
  </div>
)
