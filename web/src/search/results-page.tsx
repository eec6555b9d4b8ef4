import { useQuery } from '@apollo/client/react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'

import { dateIn, nightsBetween } from '../language/dates.ts'
import { locale, t } from '../language/i18n.ts'
import { alike, briefly } from '../language/money.ts'
import { useTitle } from '../shell/title.ts'
import { Trouble } from '../shell/trouble.tsx'
import { decodeRooms, guestsInWords, nightsInWords } from '../stay/guests.ts'
import { useCurrency } from '../stay/memory.ts'
import type { Wanted } from '../stay/search-form.tsx'
import { type HotelSearch, type Sort, type Stay, stayOf } from '../stay/search-params.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Note } from '../ui/note.tsx'
import { type Choice, Select } from '../ui/select.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Filters } from './filters.tsx'
import { HotelCard } from './hotel-card.tsx'
import { NoneFree } from './none-free.tsx'
import { PartnerNote } from './partner-note.tsx'
import { CITY, SEARCH_HOTELS, whereOf } from './search-query.ts'
import { SummaryBar } from './summary-bar.tsx'

const ResultsMap = lazy(() => import('./map/results-map.tsx'))
const route = getRouteApi('/search')

const SORT_CHOICES: Choice<Sort>[] = [
  { key: 'RECOMMENDED', label: 'recommended', detail: 'Rating, then distance. Nobody pays to be higher.' },
  { key: 'PRICE', label: 'lowest total', detail: 'Taxes included.' },
  { key: 'DISTANCE', label: 'nearest', detail: 'From the centre.' },
  { key: 'GUEST_RATING', label: 'guest rating', detail: 'The best first.' },
  { key: 'STARS', label: 'stars', detail: 'The most first.' },
]
const PAGE = 20

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
    rooms: decodeRooms(search.rooms ?? '2'),
  }
  useTitle(city ? t('Hotels in {city}', { city: city.name }) : t('Hotels'))
  return (
    <>
      <SummaryBar key={`${search.city} ${wanted.city === null}`} wanted={wanted} />
      {search.city && stay ? (
        <Results search={search} stay={stay} city={city} now={now} />
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

type City = { id: string; name: string; coordinates: { latitude: number; longitude: number } } | null
type ResultsProps = { search: HotelSearch; stay: Stay; city: City; now: Date }

function Results({ search, stay, city, now }: ResultsProps) {
  const navigate = useNavigate()
  const currency = useCurrency()
  const hasRoomForMap = useMedia('xl')
  const [mapIsOpen, openMap] = useState(false)
  const [selected, select] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const where = whereOf(search, stay, currency)
  const sort = search.sort ?? 'RECOMMENDED'
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(SEARCH_HOTELS, {
    variables: { where, sort, first: PAGE },
    notifyOnNetworkStatusChange: true,
    errorPolicy: 'all',
  })
  // While a filter is counted the list stays where it is, dimmed: nothing jumps.
  const results = (data ?? previousData)?.searchHotels
  const nights = nightsBetween(stay.checkIn, stay.checkOut)
  const name = city?.name ?? ''
  const hotels = results?.edges.map(({ node }) => node) ?? []
  const stale = loading && !data
  const write = alike(hotels.map(({ offer }) => offer.shownTotal))

  const showMore = async () => {
    const first = hotels.length
    await fetchMore({ variables: { after: results?.pageInfo.endCursor ?? null } })
    list.current?.children[first]?.querySelector<HTMLElement>('a')?.focus()
  }

  const map = results && hotels.length > 0 && city && (
    <Suspense fallback={<div className="skeleton h-full" />}>
      <ResultsMap centre={city.coordinates} results={hotels} selected={selected} onSelect={select} stay={search} />
    </Suspense>
  )

  return (
    <div className="wrap grid grid-cols-[minmax(0,1fr)] gap-7 pt-4.5 md:pt-6.5 xl:grid-cols-[minmax(0,1fr)_430px]">
      <section aria-busy={loading}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h1>
              {name ? t('{city}, {nights}', { city: name, nights: nightsInWords(nights) }) : nightsInWords(nights)}
            </h1>
            <p className="text-14 text-ink-2" role="status">
              {results ? countInWords(results.totalCount, search, currency, stay) : t('Asking the hotels')}
            </p>
          </div>
          <Select
            look="chip"
            label={t('Sort: {order}', { order: t(SORT_CHOICES.find(({ key }) => key === sort)?.label ?? '') })}
            prefix={<span>{t('Sort:')}</span>}
            choices={SORT_CHOICES.map(({ key, label, detail }) => ({
              key,
              label: t(label),
              ...(detail ? { detail: t(detail) } : {}),
            }))}
            value={sort}
            onChange={(next) =>
              void navigate({ to: '/search', search: { ...search, sort: next }, replace: true, resetScroll: false })
            }
          />
        </div>
        <Filters
          search={search}
          facets={results?.facets}
          total={stale ? undefined : results?.totalCount}
          currency={currency}
        />
        {error && results && (
          <Note className="mb-4.5">
            {t('A part of the answer is missing. What you see is right; there may be more.')}
          </Note>
        )}
        {results && (
          <PartnerNote key={JSON.stringify(where)} results={results} where={where} onAdd={() => void refetch()} />
        )}
        {error && !results && (
          <Trouble
            error={error}
            onRetry={() => void refetch()}
            stillWorks={t('The search is away for a moment. Reservations you made are safe, and “My trips” works.')}
          />
        )}
        {!results && !error && <Skeletons />}
        {results?.totalCount === 0 && !loading && <NoneFree search={search} stay={stay} where={where} />}
        {hotels.length > 0 && <h2 className="sr-only">{t('Hotels')}</h2>}
        <ol ref={list} className={`grid gap-4.5 transition-opacity ${stale ? 'opacity-60' : ''}`}>
          {hotels.map((result) => (
            <li key={result.hotel.id}>
              <HotelCard
                result={result}
                cityName={name}
                nights={nights}
                stay={{ checkIn: stay.checkIn, checkOut: stay.checkOut, rooms: search.rooms ?? '2' }}
                now={now}
                write={write}
                isSelected={selected === result.hotel.id}
                onSelect={select}
              />
            </li>
          ))}
        </ol>
        {results?.pageInfo.hasNextPage && (
          <p className="mt-6 text-center">
            <Button look="outline" isPending={loading} onPress={() => void showMore()}>
              {t('Show {count} more', { count: Math.min(PAGE, results.totalCount - hotels.length) })}
            </Button>
          </p>
        )}
      </section>
      {hasRoomForMap ? (
        <aside
          aria-label={t('Map')}
          className="sticky top-5 h-[calc(100vh-40px)] max-h-[1010px] min-h-[560px] overflow-hidden rounded-card shadow-[0_0_0_1px_var(--line)]"
        >
          {map ?? <div className="h-full bg-map-land" />}
        </aside>
      ) : (
        hotels.length > 0 && (
          <>
            <Button
              className="fixed bottom-4.5 left-1/2 z-10 -translate-x-1/2 rounded-full shadow-e3"
              onPress={() => openMap(true)}
            >
              <Icon name="map" /> {t('Map')}
            </Button>
            <Sheet title={t('Map')} isOpen={mapIsOpen} onOpenChange={openMap}>
              <div className="-m-5 h-[calc(100vh-72px)] md:h-[70vh]">{map}</div>
            </Sheet>
          </>
        )
      )}
    </div>
  )
}

/** 305 hotels up to EUR 500 with a room for your dates. Totals for 2 adults, taxes included. */
function countInWords(count: number, search: HotelSearch, currency: string, stay: Stay): string {
  const number = count.toLocaleString(locale())
  const limit = search.max ? t(' up to {amount}', { amount: briefly({ amount: Number(search.max), currency }) }) : ''
  const hotels = t('{count, plural, =0 {No hotel} one {One hotel} other {{number} hotels}}', { count, number })
  return t('{hotels}{limit} with a room for your dates. Totals for {guests}, taxes included.', {
    hotels,
    limit,
    guests: guestsInWords(stay.rooms),
  })
}

const Skeletons = () => (
  <div className="grid gap-4.5" aria-hidden="true">
    {[0, 1, 2, 3].map((index) => (
      <div key={index} className="card grid overflow-hidden md:grid-cols-[286px_minmax(0,1fr)]">
        <div className="skeleton h-50 rounded-none md:h-56" />
        <div className="grid content-start gap-3 p-5">
          <div className="skeleton h-6 w-3/5" />
          <div className="skeleton h-4 w-2/5" />
          <div className="skeleton mt-6 h-4 w-1/2" />
          <div className="skeleton mt-6 ms-auto h-7 w-24" />
        </div>
      </div>
    ))}
  </div>
)
