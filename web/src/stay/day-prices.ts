import { useQuery } from '@apollo/client/react'
import { useState } from 'react'

import { graphql } from '../graph/graphql.ts'
import { longDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { briefly, tinily } from '../language/money.ts'
import type { DayNotes } from '../ui/range-calendar.tsx'
import { guestsInWords, nightsInWords, type RoomGuests } from './guests.ts'
import { useCurrency } from './memory.ts'

/** Of what a calendar tells the prices: a hotel of ours, or the cheapest of a city's. */
export type PricedPlace = { hotelId: string } | { cityId: string; name: string }

const DAY_PRICES = graphql(`
  query DayPrices(
    $hotelId: ID
    $cityId: ID
    $month: String!
    $nights: Int!
    $rooms: [RoomGuestsInput!]!
    $currency: CurrencyCode
  ) {
    priceCalendar(hotelId: $hotelId, cityId: $cityId, month: $month, nights: $nights, rooms: $rooms, currency: $currency) {
      days { checkIn shownTotal { amount currency } }
    }
  }
`) // prettier-ignore

type Asked = { place: PricedPlace; nights: number; rooms: readonly RoomGuests[] }

/** The lowest total by day of arrival, for the months in sight. Undefined where it cannot be asked for: no place, or an age that was not told. */
export function useDayPrices(asked: Asked | null): { notes: DayNotes; legend: string } | undefined {
  const [months, setMonths] = useState<readonly string[]>([])
  const one = useMonth(asked, months[0])
  const other = useMonth(asked, months[1])
  if (!asked) return undefined
  const all = [...one.days, ...other.days]
  const sums = all.flatMap(({ shownTotal }) => shownTotal?.amount ?? []).toSorted((a, b) => a - b)
  // Where a city has no hotel of ours with a price, its partners' may be free all the same: nothing is said of its days.
  const told = 'name' in asked.place && sums.length === 0 ? [] : all
  const totals = new Map(told.map(({ checkIn, shownTotal }) => [checkIn, shownTotal]))
  // The cheapest tenth stands out; where all days cost the same, none does.
  const low = sums[Math.floor(sums.length / 10)] ?? 0
  const isLow = (amount: number) => amount <= low && low < (sums.at(-1) ?? 0)
  const nights = nightsInWords(asked.nights)
  const notes: DayNotes = {
    of(date) {
      const total = totals.get(date)
      if (total) return { text: tinily(total), stands: isLow(total.amount) ? 'out' : 'in line' }
      return total === null ? { text: '–', stands: 'in line' } : one.loading || other.loading ? undefined : null
    },
    about(date) {
      const total = totals.get(date)
      if (total) return t('{day}: {nights} from {amount}', { day: longDay(date), nights, amount: briefly(total) })
      return total === null ? t('{day}: nothing is free for {nights}', { day: longDay(date), nights }) : ''
    },
    onMonths: setMonths,
  }
  return { notes, legend: legendOf(asked, all.find(({ shownTotal }) => shownTotal)?.shownTotal?.currency, one.failed) }
}

function useMonth(asked: Asked | null, month: string | undefined) {
  const currency = useCurrency()
  const { data, loading, error } = useQuery(DAY_PRICES, {
    variables: {
      hotelId: asked && 'hotelId' in asked.place ? asked.place.hotelId : null,
      cityId: asked && 'cityId' in asked.place ? asked.place.cityId : null,
      month: month ?? '',
      nights: asked?.nights ?? 1,
      rooms: (asked?.rooms ?? []).map(({ adults, childAges }) => ({ adults, childAges: childAges.filter((age) => age !== null) })),
      currency,
    },
    skip: !asked || !month,
    fetchPolicy: 'cache-and-network',
  }) // prettier-ignore
  return { days: data?.priceCalendar?.days ?? [], loading: loading && !data, failed: Boolean(error) }
}

function legendOf({ place, nights, rooms }: Asked, currency: string | undefined, failed: boolean): string {
  if (failed) return t('Prices by day are away for a moment. The dates can be chosen all the same.')
  if (!currency) return ''
  const words = { nights: nightsInWords(nights), guests: guestsInWords(rooms), currency }
  return 'name' in place
    ? t(
        'Lowest total in {city} for {nights} from that day, {guests}, in {currency}. A partner’s hotel may cost less.',
        {
          ...words,
          city: place.name,
        },
      )
    : t('Lowest total here for {nights} from that day, {guests}, in {currency}.', words)
}
