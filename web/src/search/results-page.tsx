import { useQuery } from '@apollo/client/react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'

import { dateIn } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { decodeRooms } from '../stay/guests.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { stayOf } from '../stay/search-params.ts'
import { Results } from './results.tsx'
import { CITY } from './search-query.ts'
import { SummaryBar } from './summary-bar.tsx'

const route = getRouteApi('/search')

/** The hotels of a city that are free for a stay, with what they will cost; all of the question is in the address. */
export function ResultsPage() {
  const search = route.useSearch()
  const [now] = useState(() => new Date())
  const stay = stayOf(search, dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now))
  const { data } = useQuery(
    CITY,
    search.city ? { variables: { id: search.city } } : { skip: true, variables: { id: '' } },
  )
  const city = data?.city ?? null
  const wanted: Wanted = {
    city: city && { id: city.id, name: city.name, countryName: city.countryName, region: city.region ?? null },
    dates: stay && { from: stay.checkIn, to: stay.checkOut },
    flex: search.flex ?? '',
    rooms: decodeRooms(search.rooms ?? '2'),
  }
  useTitle(city ? t('Hotels in {city}', { city: city.name }) : t('Hotels'))
  return (
    <>
      <SummaryBar wanted={wanted} asks={!search.city || !stay} />
      {search.city && stay ? (
        <Results
          // Another stay is another list; another filter is the same one, narrowed.
          key={[search.city, stay.checkIn, stay.checkOut, search.flex, search.rooms].join(' ')}
          search={search}
          stay={stay}
          city={city}
          now={now}
        />
      ) : (
        <div className="wrap mt-8">
          <h1>{t('Where, and when?')}</h1>
          <p className="mt-2 text-ink-2">
            {t('Choose a city and dates from today on: then every price here is the price of your stay.')}
          </p>
        </div>
      )}
    </>
  )
}
