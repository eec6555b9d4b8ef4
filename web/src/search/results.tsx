import { useQuery } from '@apollo/client/react'
import { lazy, Suspense, useRef, useState } from 'react'

import { monthName, nightsBetween } from '../language/dates.ts'
import { locale, t } from '../language/i18n.ts'
import { alike } from '../language/money.ts'
import { Trouble } from '../shell/trouble.tsx'
import { guestsInWords, nightsInWords } from '../stay/guests.ts'
import { useCurrency } from '../stay/memory.ts'
import { FILTERS, type HotelSearch, type Stay } from '../stay/search-params.ts'
import { weekendMonth } from '../stay/weekend.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Filters } from './filters.tsx'
import { HotelCard } from './hotel-card.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { MapBeside, MapPlace } from './map-beside.tsx'
import { NoneFree } from './none-free.tsx'
import { PartnerNote } from './partner-note.tsx'
import { limitInWords } from './price-range.tsx'
import { type Result, SEARCH_HOTELS, whereOf } from './search-query.ts'
import type { Searched } from './searched-place.ts'
import { SortSelect } from './sort-select.tsx'

const ResultsMap = lazy(() => import('./map/results-map.tsx'))
const PAGE = 20
/** Longer than this nobody waits for partners before the first hotels are there. */
const FIRST_LOOK_MS = 800

type ResultsProps = { search: HotelSearch; stay: Stay; place: Searched; now: Date }

/** The list, its filters and its map. */
export function Results({ search, stay, place, now }: ResultsProps) {
  const currency = useCurrency()
  const [selected, select] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const where = whereOf(search, place.where, stay, currency)
  const sort = search.sort ?? 'RECOMMENDED'
  // Once theirs are asked for, all of the list waits for partners; what they answered a moment ago is there at once.
  const [withPartners, setWithPartners] = useState(false)
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(SEARCH_HOTELS, {
    variables: { where, sort, first: PAGE, ...(withPartners ? {} : { partnersWithinMs: FIRST_LOOK_MS }) },
    notifyOnNetworkStatusChange: true,
    errorPolicy: 'all',
  })
  // While a filter is counted the list stays where it is, dimmed: nothing jumps.
  const results = (data ?? previousData)?.searchHotels
  const nights = nightsBetween(stay.checkIn, stay.checkOut)
  const { name, centre } = place
  const hotels = results?.edges.map(({ node }) => node) ?? []
  const stale = loading && !data
  const addPartners = () => (withPartners ? void refetch() : setWithPartners(true))
  // Nothing of our own: then a partner that is still asked may have all there is.
  const isOpen = results?.totalCount === 0 && results.partners.some(({ status }) => status === 'PENDING')
  const write = alike(
    hotels.flatMap(({ offer, furtherOffers }) => [offer, ...furtherOffers]).map((one) => one.shownTotal),
  )

  /** The days it is shown for, which are not those asked for where others will do. */
  const stayOfResult = ({ offer: { checkIn, checkOut } }: Result) => ({ checkIn, checkOut, rooms: search.rooms ?? '2' })

  const showMore = async () => {
    const first = hotels.length
    await fetchMore({ variables: { after: results?.pageInfo.endCursor ?? null } })
    list.current?.children[first]?.querySelector<HTMLElement>('a')?.focus()
  }

  const map = results && hotels.length > 0 && centre && (
    <Suspense fallback={<div className="skeleton h-full" />}>
      <ResultsMap
        centre={centre}
        centreName={search.airport ? t('Airport') : t('Centre')}
        results={hotels}
        selected={selected}
        onSelect={select}
        stayOf={stayOfResult}
      />
    </Suspense>
  )

  return (
    <div className="wrap grid grid-cols-[minmax(0,1fr)] gap-7 pt-4.5 md:pt-6.5 xl:grid-cols-[minmax(0,1fr)_430px]">
      <section aria-busy={loading}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="w-full min-w-0 md:w-auto md:flex-1">
            <h1>
              {name ? t('{city}, {nights}', { city: name, nights: nightsInWords(nights) }) : nightsInWords(nights)}
            </h1>
            <p className="min-h-[2lh] text-14 text-ink-2 md:min-h-0" role="status">
              {results && countInWords(results.totalCount, search, currency, stay)}
              {!results && !error && t('Asking the hotels')}
            </p>
          </div>
          <SortSelect search={search} value={sort} />
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
        {results && <PartnerNote key={JSON.stringify(where)} results={results} where={where} onAdd={addPartners} />}
        {error && !results && (
          <Trouble
            error={error}
            onRetry={() => void refetch()}
            stillWorks={t('The search is away for a moment. Reservations you made are safe, and “My trips” works.')}
          />
        )}
        {((!results && !error) || isOpen) && <ListSkeleton />}
        {results?.totalCount === 0 && !loading && !isOpen && <NoneFree search={search} stay={stay} where={where} />}
        {hotels.length > 0 && <h2 className="sr-only">{t('Hotels')}</h2>}
        <ol ref={list} className={`grid gap-4.5 transition-opacity ${stale ? 'opacity-60' : ''}`}>
          {hotels.map((result) => (
            <li key={result.hotel.id}>
              <HotelCard
                result={result}
                cityName={place.cityName}
                isFromAirport={Boolean(search.airport)}
                nights={nights}
                stay={stayOfResult(result)}
                tellsDates={Boolean(search.flex)}
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
      {map && <MapBeside>{map}</MapBeside>}
      {!results && !error && <MapPlace />}
    </div>
  )
}

/** 305 hotels up to EUR 500 with a room for your dates. Totals for 2 adults, taxes included. */
function countInWords(count: number, search: HotelSearch, currency: string, stay: Stay): string {
  const number = count.toLocaleString(locale())
  const limit = limitInWords(search, currency)
  const isFiltered = FILTERS.some((name) => search[name])
  const hotels =
    count === 0 && isFiltered
      ? t('No such hotel')
      : t('{count, plural, =0 {No hotel} one {One hotel} other {{number} hotels}}', { count, number })
  const told = { hotels, limit: limit && ` ${limit}`, guests: guestsInWords(stay.rooms) }
  const month = weekendMonth({ from: stay.checkIn, to: stay.checkOut })
  if (search.flex === 'weekend' && month !== null) {
    return t('{hotels}{limit} with a room on a weekend in {month}, each for its cheapest. Totals for {guests}, taxes included.', { ...told, month: monthName(month) }) // prettier-ignore
  }
  if (search.flex && search.flex !== 'weekend') {
    return t('{hotels}{limit} with a room within {days, plural, one {# day} other {# days}} of your dates, each for its cheapest. Totals for {guests}, taxes included.', { ...told, days: Number(search.flex) }) // prettier-ignore
  }
  return t('{hotels}{limit} with a room for your dates. Totals for {guests}, taxes included.', told)
}
