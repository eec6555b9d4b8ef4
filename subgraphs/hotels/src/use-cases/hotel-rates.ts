import type { Context } from '../context.ts'
import { ratesBetween, writeRates } from '../database/rates.ts'
import { dateThere } from '../domain/local-time.ts'
import { nightFactors, standardPrice } from '../domain/price.ts'
import { nightsOfRange, rateOf, refuseRange, refuseRate, type Range, type SetRate } from '../domain/rate.ts'
import { hotelKey, hotelOf, readKey, type ShelfHotel, type ShelfRoom } from '../domain/shelf.ts'
import type { SetRatesInput } from '../graphql/types.generated.ts'

/** A room type's nights as its hotel's staff see them. */
export type RatesInHand = { roomTypeId: number; nights: RatedNight[] }
export type RatedNight = {
  date: string
  standard: number
  price: number
  currency: string
  decided: { ofStandardBps: number | null; at: Date } | null
}

const notHotelStaff = () => ({
  __typename: 'NotHotelStaff' as const,
  message: 'Only the staff of this hotel may see or set its rates. Sign in with the account that works there.',
})
const invalidDates = (message: string) => ({ __typename: 'InvalidDates' as const, message })

/** What nights cost, for the staff of the hotel. */
export async function readRates({ roomTypeId, ...range }: Range & { roomTypeId: string }, context: Context) {
  const found = await ownRoomType(roomTypeId, context)
  if (!found) return notHotelStaff()
  const wrong = refuseRange(range, dateThere(context.now, found.hotel.timeZone))
  return wrong === null ? tellRates(found, range, context) : invalidDates(wrong)
}

/** The staff of a hotel decide what nights cost. What is in a guest's hands already is signed, and keeps its price. */
export async function setRates({ roomTypeId, from, to, weekdays, rate }: SetRatesInput, context: Context) {
  const { sql, viewer, now, cacheTags } = context
  const found = await ownRoomType(roomTypeId, context)
  if (!found || viewer.kind !== 'customer') return notHotelStaff()
  const { hotel, room } = found
  const wrongDates = refuseRange({ from, to }, dateThere(now, hotel.timeZone))
  if (wrongDates !== null) return invalidDates(wrongDates)
  if (rate.price && rate.price.currency !== hotel.currency) return wrongCurrency(hotel.currency)
  const wrongRate = refuseRate(rate, hotel)
  if (wrongRate !== null) return { __typename: 'InvalidRate' as const, ...wrongRate }
  const nights = nightsOfRange({ from, to }, weekdays ?? null)
  if (nights.length === 0) return invalidDates('None of these weekdays lies in the range.')
  const decided: SetRate | null = rate.price
    ? { kind: 'PRICE', amount: rate.price.amount }
    : typeof rate.ofStandardBps === 'number'
      ? { kind: 'SHARE', bps: rate.ofStandardBps }
      : null
  const { cityId } = hotel
  // As `hotelRates` is tagged in the schema: no colleague is shown the price of before.
  await cacheTags.whileChanging([`rates-${roomTypeId}`], () =>
    writeRates(sql, { roomTypeId: room.id, cityId, nights, rate: decided, changedBy: viewer.customerId }, now),
  )
  return tellRates(found, { from, to }, context)
}

const wrongCurrency = (currency: string) => ({
  __typename: 'WrongCurrency' as const,
  message: `This hotel's prices are in ${currency}. Say the price in ${currency}.`,
  currency,
})

type Found = { hotel: ShelfHotel; room: ShelfRoom }

/** A room type of a hotel that whoever asks works for. Null for anybody else: there may or may not be such a room type. */
async function ownRoomType(key: string, { viewer, loaders, shelves, now }: Context): Promise<Found | null> {
  const id = readKey('r', key)
  if (id === null || viewer.kind !== 'customer' || !viewer.staffOf?.includes(hotelKey(hotelOf(id)))) return null
  const row = await loaders.hotel.load(hotelKey(hotelOf(id)))
  if (!row || row.cityId === null) return null
  const hotel = await shelves.hotel(row.cityId, hotelOf(id), now.getTime())
  const room = hotel?.rooms.find((one) => one.id === id)
  return hotel && room ? { hotel, room } : null
}

/** The standard price from the shelf, where it seldom changes; what was decided from the database, as it is now. */
async function tellRates({ hotel, room }: Found, range: Range, { sql }: Context) {
  const decided = await ratesBetween(sql, room.id, range)
  const { currency, priceStep } = hotel
  const nights = nightFactors(hotel, nightsOfRange(range, null)).map(({ date, factor }): RatedNight => {
    const standard = standardPrice(room.basePrice, factor, priceStep)
    const known = decided.get(date)
    return {
      date,
      standard,
      price: rateOf(standard, known?.set, priceStep),
      currency,
      decided: known ? { ofStandardBps: known.set.kind === 'SHARE' ? known.set.bps : null, at: known.changedAt } : null,
    }
  })
  return { __typename: 'HotelRates' as const, roomTypeId: room.id, nights }
}
