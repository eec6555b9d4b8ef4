import type { RoomKind, SuppliedHotel } from './catalogue.ts'
import { between, share } from './chance.ts'
import { minorUnits } from './currencies.ts'

/** Who sleeps in one room. */
export type Occupancy = { readonly adults: number; readonly children: readonly number[] }

/** A way of selling a room: what is eaten, and whether the money comes back. */
export type RatePlan = {
  readonly code: string
  readonly boardType: string
  readonly boardName: string
  readonly refundable: boolean
  /** Days before arrival until which cancelling is free. */
  readonly freeDays: number
  readonly factor: number
  /** Dollars a person and night for the board. */
  readonly boardDollars: number
}

export const PLANS: readonly RatePlan[] = [
  plan('RO', 'Room Only', false, 0, 0.88, 0),
  plan('RO', 'Room Only', true, 2, 1, 0),
  plan('BI', 'Breakfast Included', true, 3, 1, 11),
  plan('HB', 'Half Board', true, 7, 1, 29),
]

function plan(
  boardType: string,
  boardName: string,
  refundable: boolean,
  freeDays: number,
  factor: number,
  boardDollars: number,
) {
  return {
    code: `${boardType}${refundable ? 'F' : 'N'}`,
    boardType,
    boardName,
    refundable,
    freeDays,
    factor,
    boardDollars,
  }
}

/** The plans a hotel sells: half board only where there is a kitchen for it. */
export const plansOf = (hotel: SuppliedHotel): readonly RatePlan[] =>
  PLANS.filter(({ boardType }) => boardType !== 'HB' || (hotel.facilityIds.includes(3) && hotel.stars >= 3))

/** A tax or fee of one room's stay, in minor units; when not included it is paid at the hotel. */
export type Fee = { readonly description: string; readonly amount: number; readonly included: boolean }

/** From this moment cancelling costs the amount (minor units), until a later tier takes its place. */
export type Penalty = { readonly from: Date; readonly amount: number }

/** What one room costs for the whole stay, in minor units of the currency. */
export type RoomQuote = {
  readonly occupancy: Occupancy
  readonly total: number
  readonly fees: readonly Fee[]
  readonly penalties: readonly Penalty[]
}

/** The calendar nights of a stay, the departure day not among them. */
export function nightsOf(checkin: string, checkout: string): string[] {
  const nights: string[] = []
  for (let day = Date.parse(checkin); day < Date.parse(checkout); day += 86_400_000)
    nights.push(new Date(day).toISOString().slice(0, 10))
  return nights
}

export const fits = (room: RoomKind, { adults, children }: Occupancy): boolean =>
  adults >= 1 &&
  adults <= room.maxAdults &&
  children.length <= room.maxChildren &&
  adults + children.filter((age) => age >= 2).length <= room.maxOccupancy

/** Prices one room. `raisedBy` is a percentage a scenario may add to what was shown before. */
export function quoteRoom(
  hotel: SuppliedHotel,
  room: RoomKind,
  rate: RatePlan,
  occupancy: Occupancy,
  stay: { checkin: string; checkout: string; currency: string },
  raisedBy = 0,
): RoomQuote {
  const nights = nightsOf(stay.checkin, stay.checkout)
  const payingChildren = occupancy.children.filter((age) => age >= 3).length
  const people = occupancy.adults + payingChildren
  const sharing = (occupancy.adults === 1 ? 0.86 : 1) + 0.24 * Math.max(0, occupancy.adults - 2) + 0.14 * payingChildren
  const perNight = nights.map((night) =>
    minorUnits(
      (hotel.baseDollars * room.factor * rate.factor * sharing * season(hotel, night) + rate.boardDollars * people) *
        (1 + raisedBy / 100),
      stay.currency,
    ),
  )
  const total = perNight.reduce((sum, night) => sum + night, 0)
  return {
    occupancy,
    total,
    fees: feesOf(hotel, occupancy, nights.length, total, stay.currency),
    penalties: penaltiesOf(hotel, rate, stay.checkin, perNight[0] ?? 0, total),
  }
}

function season(hotel: SuppliedHotel, night: string): number {
  const day = new Date(night)
  const summer = Math.cos(((day.getUTCMonth() - (hotel.latitude >= 0 ? 6.5 : 0.5)) * Math.PI) / 6)
  const weekend = day.getUTCDay() === 5 || day.getUTCDay() === 6 ? 1.12 : 1
  return (1 + 0.17 * summer) * weekend * (0.94 + 0.12 * share('night', hotel.id, night))
}

function feesOf(hotel: SuppliedHotel, { adults }: Occupancy, nights: number, total: number, currency: string): Fee[] {
  const percent = between(5, 20, 'vat', hotel.place.country)
  const fees: Fee[] = [
    { description: 'VAT', amount: total - Math.round((total * 100) / (100 + percent)), included: true },
  ]
  if (share('levy', hotel.place.geonameId) < 0.55) {
    const levy = minorUnits(0.6 * hotel.stars, currency) * adults * nights
    fees.push({ description: 'City tax', amount: levy, included: share('collected', hotel.place.geonameId) < 0.4 })
  }
  return fees
}

function penaltiesOf(
  hotel: SuppliedHotel,
  rate: RatePlan,
  checkin: string,
  firstNight: number,
  total: number,
): Penalty[] {
  // A rate without refund has its whole price due from a moment long past, as this protocol writes it.
  if (!rate.refundable) return [{ from: new Date('2022-01-02T00:00:00Z'), amount: total }]
  const arrival = Date.parse(checkin)
  const hour = between(8, 18, 'deadline', hotel.id) * 3_600_000
  const free = { from: new Date(arrival - rate.freeDays * 86_400_000 + hour), amount: firstNight }
  return firstNight === total ? [free] : [free, { from: new Date(arrival - 86_400_000 + hour), amount: total }]
}

/** What cancelling costs at that moment: the tier whose time passed last, nothing before the first. */
export const penaltyAt = (penalties: readonly Penalty[], now: Date): number =>
  penalties.reduce((due, { from, amount }) => (from <= now ? amount : due), 0)
