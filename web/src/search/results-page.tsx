import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'

import { dateIn } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { decodeRooms } from '../stay/guests.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { stayOf } from '../stay/search-params.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import { Results } from './results.tsx'
import { useSearchedPlace } from './searched-place.ts'
import { SummaryBar } from './summary-bar.tsx'

const route = getRouteApi('/search')

/** The hotels of a city, or around an airport, that are free for a stay, with what they will cost; all of the question is in the address. */
export function ResultsPage() {
  const search = route.useSearch()
  const [now] = useState(() => new Date())
  const stay = stayOf(search, dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now))
  const asked = search.city ?? search.airport
  const { searched, place, loading, error, retry } = useSearchedPlace(search)
  const wanted: Wanted = {
    place,
    dates: stay && { from: stay.checkIn, to: stay.checkOut },
    flex: search.flex ?? '',
    rooms: decodeRooms(search.rooms ?? '2'),
    near: searched?.centre ?? null,
  }
  const question = [asked, search.checkIn, search.checkOut, search.flex, search.rooms].join(' ')
  useTitle(titleOf(search.airport !== undefined, searched?.name ?? ''))
  return (
    <>
      <SummaryBar wanted={wanted} asked={question} asks={!asked || !stay} />
      {!asked || !stay ? (
        <div className="wrap mt-8">
          <h1>{t('Where, and when?')}</h1>
          <p className="mt-2 text-ink-2">
            {t('Choose a place and dates from today on: then every price here is the price of your stay.')}
          </p>
        </div>
      ) : searched ? (
        <Results
          // Another stay is another list; another filter is the same one, narrowed.
          key={question}
          search={search}
          stay={stay}
          place={searched}
          now={now}
        />
      ) : (
        <div className="wrap pt-6.5">
          {loading ? (
            <ListSkeleton />
          ) : error ? (
            <Trouble
              alone
              error={error}
              onRetry={retry}
              stillWorks={t('The search is away for a moment. Reservations you made are safe, and “My trips” works.')}
            />
          ) : (
            <Quiet alone title={t('We know no airport of this code')}>
              {t('Choose another place above.')}
            </Quiet>
          )}
        </div>
      )}
    </>
  )
}

function titleOf(isAirport: boolean, name: string): string {
  if (name === '') return t('Hotels')
  return isAirport ? t('Hotels near {airport}', { airport: name }) : t('Hotels in {city}', { city: name })
}
