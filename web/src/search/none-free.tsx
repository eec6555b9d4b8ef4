import { useQuery } from '@apollo/client/react'

import { addDays, dateIn, nightsBetween, shortRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Quiet } from '../shell/trouble.tsx'
import { FILTERS, type HotelSearch, type Stay } from '../stay/search-params.ts'
import { ButtonLink } from '../ui/button.tsx'
import { SEARCH_HOTELS, type Where } from './search-query.ts'

/** Nothing matches: the reason, and one remedy that was counted first. */
export function NoneFree({ search, stay, where }: { search: HotelSearch; stay: Stay; where: Where }) {
  const filtered = FILTERS.some((name) => search[name])
  const { cityId, near, rooms, currency } = where
  const nights = nightsBetween(stay.checkIn, stay.checkOut)
  const today = dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date())
  const shift = (days: number) => ({
    checkIn: addDays(stay.checkIn, days),
    checkOut: addDays(stay.checkIn, days + nights),
  })
  const later = shift(1)
  const earlier = stay.checkIn > today ? shift(-1) : shift(7)
  const bare = { ...(near ? { near } : { cityId: cityId ?? '' }), rooms, currency: currency ?? null }
  const ask = (dates: typeof later) => ({
    variables: { where: { ...bare, stay: dates }, sort: 'RECOMMENDED' as const, first: 1 },
    skip: filtered || search.flex === 'weekend', // another month is the guest's to choose
  })
  const after = useQuery(SEARCH_HOTELS, ask(later))
  const before = useQuery(SEARCH_HOTELS, ask(earlier))
  const count = (answer: typeof after) => answer.data?.searchHotels.totalCount ?? 0
  const best =
    count(after) >= count(before) ? { dates: later, count: count(after) } : { dates: earlier, count: count(before) }

  if (filtered) {
    const { city, airport, checkIn, checkOut, flex, rooms: guests, sort } = search
    return (
      <Quiet
        title={t('No hotel fits all of these filters')}
        action={
          <ButtonLink to="/search" search={{ city, airport, checkIn, checkOut, flex, rooms: guests, sort }}>
            {t('Clear the filters')}
          </ButtonLink>
        }
      >
        {t('Each of them alone may be too narrow for these dates.')}
      </Quiet>
    )
  }
  return (
    <Quiet
      title={t('No hotel has these dates free')}
      action={
        best.count > 0 && (
          <ButtonLink to="/search" search={{ ...search, ...best.dates }}>
            {t('Try {dates}: {count, plural, one {# hotel} other {# hotels}}', {
              dates: shortRange(best.dates.checkIn, best.dates.checkOut),
              count: best.count,
            })}
          </ButtonLink>
        )
      }
    >
      {t('Other dates, or a city nearby, may have a room.')}
    </Quiet>
  )
}
