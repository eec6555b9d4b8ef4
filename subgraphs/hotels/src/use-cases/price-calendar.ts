import { setImmediate } from 'node:timers/promises'

import { exponentOf, type Money } from '@staygraph/subgraph-kit/money'

import type { Context } from '../context.ts'
import { nightsAtHotel } from '../database/availability.ts'
import { areaAround } from '../domain/area.ts'
import { addDays, dayNumber, daysOfMonth } from '../domain/calendar.ts'
import { convert } from '../domain/exchange.ts'
import { refuseGuests, type RoomGuests } from '../domain/guests.ts'
import { dateThere } from '../domain/local-time.ts'
import { blocksOfStay } from '../domain/nights.ts'
import { readKey } from '../domain/shelf.ts'
import { standing } from '../domain/standing.ts'
import { maxDaysAhead, maxNights, type Stay } from '../domain/stay.ts'
import { TownPricer } from '../domain/town-prices.ts'
import { lowestTotals } from '../domain/town-search.ts'
import { townOf } from '../domain/town.ts'
import type { QueryPriceCalendarArgs } from '../graphql/types.generated.ts'
import { shown } from './offer-in-hand.ts'
import { refuseInput } from './refusal.ts'
import { timeSearch } from './search-metrics.ts'
import { findPlace } from './search-place.ts'
import { priceQuestion, townQuestion } from './stay-question.ts'

type CalendarDay = { checkIn: string; total: Money | null; shownTotal: Money | null }
type PriceCalendar = { month: string; nights: number; days: CalendarDay[] }
/** What a stay costs at least; null: it cannot be had. */
type Cheapest = (stay: Stay) => Money | null | Promise<Money | null>
type Wanted = { stays: readonly Stay[]; rooms: readonly RoomGuests[]; currency: string | null }

/** The cheapest total of a stay by its day of arrival, worked out as a search of that day would. Null: no hotel of ours. */
export async function priceCalendar(args: QueryPriceCalendarArgs, context: Context): Promise<PriceCalendar | null> {
  const { hotelId, cityId, month, nights = 1 } = args
  if ((hotelId == null) === (cityId == null)) throw refuseInput('Say where with exactly one of hotelId and cityId.')
  const dates = daysOfMonth(month)
  if (!dates) throw refuseInput('month is written like 2027-06.')
  if (!(nights >= 1 && nights <= maxNights)) throw refuseInput(`nights must be 1 to ${maxNights}.`)
  const rooms = args.rooms.map(({ adults, childAges }) => ({ adults, childAges: [...(childAges ?? [])] }))
  const wrong = refuseGuests(rooms)
  if (wrong !== null) throw refuseInput(wrong)
  const stopWatch = timeSearch('calendar')
  const currency = args.currency ?? null
  const stays = dates.map((checkIn) => ({ checkIn, checkOut: addDays(checkIn, nights) }))
  const there =
    hotelId != null
      ? await ofHotel(hotelId, { stays, rooms, currency }, context)
      : await ofCity(cityId ?? '', { stays, rooms, currency }, context)
  if (!there) return null
  const { rates } = await context.shelves.almanac(context.now.getTime())
  const days: CalendarDay[] = []
  for (const stay of stays) {
    const ahead = dayNumber(stay.checkIn) - there.today
    const total = ahead >= 0 && ahead <= maxDaysAhead ? await there.cheapest(stay) : null
    const shownTotal = total && shown({ total: total.amount, currency: total.currency }, currency, rates).shownTotal
    days.push({ checkIn: stay.checkIn, total, shownTotal })
  }
  stopWatch()
  return { month, nights, days }
}

/** One hotel of ours: its own columns, and one read of what is left over the month. */
async function ofHotel(key: string, { stays, rooms }: Wanted, { shelves, loaders, sql, now }: Context) {
  const id = readKey('h', key)
  const row = id === null ? null : await loaders.hotel.load(key)
  const hotel = id === null || row?.cityId == null ? null : await shelves.hotel(row.cityId, id, now.getTime())
  const [first, last] = [stays[0], stays.at(-1)]
  if (!hotel || !first || !last) return null
  const town = townOf([hotel])
  const nightsOf = await nightsAtHotel(sql, hotel.id, town, {
    from: blocksOfStay(first).block,
    to: blocksOfStay(last).block + 1,
  })
  const cheapest: Cheapest = (stay) => {
    const pricer = new TownPricer(townQuestion({ stay, rooms }, now))
    const lowest = lowestTotals(pricer.price(town, nightsOf(stay)), areaAround(hotel, 1), () => pricer)
    const amount = lowest.get(hotel.currency)
    return amount === undefined ? null : { amount, currency: hotel.currency }
  }
  return { today: dayNumber(dateThere(now, hotel.timeZone)), cheapest }
}

/** All our hotels that a search of the city looks at; what it keeps of prices and nights serves both. */
async function ofCity(cityId: string, { rooms, currency }: Wanted, context: Context) {
  const { shelves, kept, now } = context
  const place = await findPlace({ cityId, rooms: [], stay: { checkIn: '', checkOut: '' } }, context)
  const { rates } = await shelves.almanac(now.getTime())
  const compareIn = currency ?? place.currency
  const compared = ([from, total]: readonly [string, number]) =>
    convert(total, from, compareIn, rates, exponentOf) ?? total
  await kept.nights.follow()
  const cheapest: Cheapest = async (stay) => {
    await setImmediate() // a month of a large town takes long: others go between its days
    const towns = await shelves.townsOf(place.districts, now.getTime())
    const nights = await kept.nights.hold(towns, stay, now.getTime())
    const question = priceQuestion({ stay, rooms }, now)
    kept.prices.beginSearch(now.getTime())
    const lowest = towns.flatMap((town, at) => {
      const here = nights[at]
      return here
        ? [
            ...lowestTotals(
              kept.prices.of(town, here, question, standing(town, place.area, false).places).priced,
              place.area,
              question.pricer,
            ),
          ]
        : []
    })
    const [best] = lowest.toSorted((a, b) => compared(a) - compared(b))
    return best ? { amount: best[1], currency: best[0] } : null
  }
  return { today: dayNumber(dateThere(now, place.timeZone ?? 'UTC')), cheapest }
}
