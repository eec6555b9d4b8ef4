import { dayNumber, weekday } from './calendar.ts'
import { partyOf, type Party, type RoomGuests } from './guests.ts'
import { shareInSteps } from './integer.ts'
import { rateOf } from './rate.ts'
import type { RoomTerms } from './room-type.ts'
import { dayOfYear } from './season.ts'

/** How prices move at a hotel, whatever the room. */
export type PriceCourse = {
  /** `yearCourse` of its season: per mille, by the day of the year. */
  course: Int16Array
  /** One bit a weekday, Monday first. */
  weekendNights: number
  weekendPerMille: number
  /** Prices are multiples of this. */
  priceStep: number
}

/** How a rate plan changes the price of a room, and when it is sold. */
export type PlanTerms = {
  priceBps: number
  minNights: number
  maxNights: number
  minDaysAhead: number
  minGuests: number
  longStayNights: number
  longStayBps: number
}

/** What a plan's meals cost an adult and a child a night. */
export type BoardPrices = { boardAdult: number; boardChild: number }

/** All that a price needs to know of the calendar: the date, and its season x weekend in millionths. */
export type NightFactor = { date: string; factor: number }

export function nightFactors(hotel: PriceCourse, nights: readonly string[]): NightFactor[] {
  return nights.map((date) => ({ date, factor: factorOf(hotel, placeInYear(date)) }))
}

/** What the calendar says of a night: all that the season and the weekend of a hotel ask of it. */
export type PlaceInYear = { dayOfYear: number; weekday: number }

export const placeInYear = (date: string): PlaceInYear => ({
  dayOfYear: dayOfYear(date),
  weekday: weekday(dayNumber(date)),
})

/** Season x weekend in millionths. */
export function factorOf(hotel: PriceCourse, { dayOfYear: day, weekday: night }: PlaceInYear): number {
  const isWeekend = ((hotel.weekendNights >> night) & 1) === 1
  return (hotel.course[day] ?? 1_000) * (isWeekend ? hotel.weekendPerMille : 1_000)
}

/** A night for two guests without any rate plan: base x season x weekend, unless the hotel's people set another price. */
export const standardPrice = (basePrice: number, factor: number, priceStep: number): number =>
  shareInSteps(basePrice, factor, 1_000_000, priceStep)

/** Whether a plan is sold for that length of stay, that far ahead, to those guests. */
export const planFits = (plan: PlanTerms, nightCount: number, daysAhead: number, rooms: readonly RoomGuests[]) =>
  nightCount >= plan.minNights &&
  nightCount <= plan.maxNights &&
  daysAhead >= plan.minDaysAhead &&
  rooms.every(({ adults, childAges }) => adults + childAges.length >= plan.minGuests)

/** What extra beds and meals of a party cost a night. */
export const addedPrice = (
  { adults, children, extraAdults, extraChildren }: Party,
  extraAdult: number,
  extraChild: number,
  boardAdult: number,
  boardChild: number,
): number => extraAdults * extraAdult + extraChildren * extraChild + adults * boardAdult + children * boardChild

/**
 * What one room costs a night that costs `night` for two without any plan. In this order, each product rounded half up to the
 * hotel's price step: x single use, for one guest alone; x rate plan; x long stay. Then what is `added` as it is. 1,000 per mille and
 * 10,000 bps change nothing: prices are multiples of the step.
 */
export function nightPrice(
  night: number,
  singlePerMille: number,
  priceBps: number,
  longStayBps: number,
  priceStep: number,
  added: number,
): number {
  let price = night
  if (singlePerMille !== 1_000) price = shareInSteps(price, singlePerMille, 1_000, priceStep)
  if (priceBps !== 10_000) price = shareInSteps(price, priceBps, 10_000, priceStep)
  if (longStayBps !== 10_000) price = shareInSteps(price, longStayBps, 10_000, priceStep)
  return price + added
}

/** What a stay of so many nights costs of the room's price under a plan. */
export const longStayShare = ({ longStayNights, longStayBps }: PlanTerms, nightCount: number): number =>
  longStayNights > 0 && nightCount >= longStayNights ? longStayBps : 10_000

/** What one room costs a night, for each night: base x season x weekend, or what the hotel's people set in its place, then `nightPrice`. */
export function roomNightPrices(
  { priceStep }: Pick<PriceCourse, 'priceStep'>,
  factors: readonly NightFactor[],
  room: RoomTerms,
  plan: PlanTerms & BoardPrices,
  guests: RoomGuests,
): number[] {
  const party = partyOf(guests)
  const single = party.alone ? room.singlePerMille : 1_000
  const added = addedPrice(party, room.extraAdult, room.extraChild, plan.boardAdult, plan.boardChild)
  const long = longStayShare(plan, factors.length)
  return factors.map(({ date, factor }) => {
    const night = rateOf(standardPrice(room.basePrice, factor, priceStep), room.rates?.get(date), priceStep)
    return nightPrice(night, single, plan.priceBps, long, priceStep, added)
  })
}

/** What all the rooms cost together, for each night. */
export function nightPrices(
  hotel: Pick<PriceCourse, 'priceStep'>,
  factors: readonly NightFactor[],
  room: RoomTerms,
  plan: PlanTerms & BoardPrices,
  rooms: readonly RoomGuests[],
): number[] {
  const sums = factors.map(() => 0)
  for (const guests of rooms) {
    const prices = roomNightPrices(hotel, factors, room, plan, guests)
    for (let night = 0; night < sums.length; night++) sums[night] = (sums[night] ?? 0) + (prices[night] ?? 0)
  }
  return sums
}
