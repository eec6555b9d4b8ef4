import { useQuery } from '@apollo/client/react'
import { useId, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { ARRIVALS, DEPARTURES, type Desk, type DeskStay, IN_HOUSE } from './desk-query.ts'
import { GuestsCard } from './guests-card.tsx'

type Props = {
  list: typeof ARRIVALS | typeof DEPARTURES | typeof IN_HOUSE
  desk: Desk
  date: string
  title: string
  /** When the list is empty. */
  none: string
  /** Two cards beside each other on a wide page. */
  wide?: boolean
}

/** One of the desk's lists of a day, a card a reservation, fifty rooms a page. */
export function StayList({ list, desk, date, title, none, wide = false }: Props) {
  const id = useId()
  // Where each page that was opened began: going back takes the last one off.
  const [pages, setPages] = useState<string[]>([])
  const { data, error, loading, refetch } = useQuery(list as typeof ARRIVALS, {
    variables: { hotelId: desk.hotel.id, date, after: pages.at(-1) ?? null },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const answer = data?.hotelDesk
  const page = answer?.__typename === 'HotelDesk' ? answer.list : null
  const { endCursor, hasNextPage } = page?.pageInfo ?? {}
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-21">
        {title}
        {page && <span className="font-normal text-ink-2"> ({page.totalCount})</span>}
      </h2>
      {!page && loading && <div className="skeleton mt-3 h-28 rounded-card" role="status" aria-label={t('Loading')} />}
      {!page && !loading && answer && answer.__typename !== 'HotelDesk' && (
        <Note tone="sun" className="mt-3">
          {answer.message}
        </Note>
      )}
      {!page && !loading && !answer && <Trouble error={error} onRetry={() => void refetch()} />}
      {page?.totalCount === 0 && <p className="mt-2 text-ink-2">{none}</p>}
      {page && page.edges.length > 0 && (
        <ul
          className={`mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-2.5 ${wide ? 'lg:grid-cols-2 lg:gap-x-8' : ''}`}
        >
          {byReservation(page.edges.map(({ node }) => node)).map((rooms) => (
            <GuestsCard key={rooms[0].reservationId} rooms={rooms} desk={desk} />
          ))}
        </ul>
      )}
      {(hasNextPage || pages.length > 0) && (
        <div className="mt-3 flex gap-4">
          {pages.length > 0 && (
            <Button small look="outline" onPress={() => setPages(pages.slice(0, -1))}>
              {t('Back')}
            </Button>
          )}
          {hasNextPage && endCursor && (
            <Button small look="outline" onPress={() => setPages([...pages, endCursor])}>
              {t('Show the next 50')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

const byReservation = (stays: readonly DeskStay[]): [DeskStay, ...DeskStay[]][] =>
  [...Map.groupBy(stays, ({ reservationId }) => reservationId).values()].flatMap(([first, ...others]) =>
    first ? [[first, ...others] satisfies [DeskStay, ...DeskStay[]]] : [],
  )
