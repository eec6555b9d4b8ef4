import { dayNumber, weekday } from './calendar.ts'
import { payingGuests, type RoomGuests } from './guests.ts'
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
  boardAdult: number
  boardChild: number
  minNights: number
  maxNights: number
  minDaysAhead: number
  minGuests: number
  longStayNights: number
  longStayBps: number
}

/** All that a price needs to know of the calendar: the date, and its season x weekend in millionths. */
export type NightFactor = { date: string; factor: number }

export function nightFactors(hotel: PriceCourse, nights: readonly string[]): NightFactor[] {
  return nights.map((date) => {
    const weekend = (hotel.weekendNights >> weekday(dayNumber(date))) & 1
    return { date, factor: (hotel.course[dayOfYear(date)] ?? 1_000) * (weekend ? hotel.weekendPerMille : 1_000) }
  })
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

/**
 * What one room costs a night, for each night. In this order, each product rounded half up to the hotel's price step:
 * base x season x weekend, or what the hotel's people set in its place; x single use, for one guest alone; x rate plan; x long stay. Then the extra beds and the
 * meals are added as they are. Two guests are within the base price, those who pay as adults first.
 */
export function roomNightPrices(
  { priceStep }: Pick<PriceCourse, 'priceStep'>,
  factors: readonly NightFactor[],
  room: RoomTerms,
  plan: PlanTerms,
  guests: RoomGuests,
): number[] {
  const { adults, children } = payingGuests(guests)
  const alone = adults + children === 1
  const extraAdults = Math.max(0, adults - 2)
  const extraChildren = Math.max(0, children - Math.max(0, 2 - adults))
  const added =
    extraAdults * room.extraAdult +
    extraChildren * room.extraChild +
    adults * plan.boardAdult +
    children * plan.boardChild
  const long = plan.longStayNights > 0 && factors.length >= plan.longStayNights
  return factors.map(({ date, factor }) => {
    let price = rateOf(standardPrice(room.basePrice, factor, priceStep), room.rates?.get(date), priceStep)
    if (alone) price = shareInSteps(price, room.singlePerMille, 1_000, priceStep)
    if (plan.priceBps !== 10_000) price = shareInSteps(price, plan.priceBps, 10_000, priceStep)
    if (long) price = shareInSteps(price, plan.longStayBps, 10_000, priceStep)
    return price + added
  })
}

/** What all the rooms cost together, for each night. */
export function nightPrices(
  hotel: Pick<PriceCourse, 'priceStep'>,
  factors: readonly NightFactor[],
  room: RoomTerms,
  plan: PlanTerms,
  rooms: readonly RoomGuests[],
): number[] {
  const sums = factors.map(() => 0)
  for (const guests of rooms) {
    const prices = roomNightPrices(hotel, factors, room, plan, guests)
    for (let night = 0; night < sums.length; night++) sums[night] = (sums[night] ?? 0) + (prices[night] ?? 0)
  }
  return sums
}
