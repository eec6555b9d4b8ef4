import { boards, type Board } from './board.ts'
import type { CancellationRule } from './cancellation.ts'
import type { RoomGuests } from './guests.ts'
import { nightFactors, nightPrices, planFits } from './price.ts'
import { holds } from './room-type.ts'
import type { ShelfHotel, ShelfPlan, ShelfRoom } from './shelf.ts'
import { taxesOf, totalsOf } from './tax.ts'

/** What every hotel of a search is asked. */
export type StayQuestion = {
  checkIn: string
  nights: readonly string[]
  rooms: readonly RoomGuests[]
  now: Date
  /** The date at a place now: a stay that begins before it cannot be sold. */
  today: (timeZone: string) => number
  checkInDay: number
  /** When a rule of cancellation begins to count; null: at once. */
  startOf: (rule: CancellationRule, timeZone: string) => Date | null
  /** How many rooms of a type are left on every night of the stay. */
  left: (room: ShelfRoom) => number
}

/** One room type under one plan for the stay, all rooms together. */
export type PricedPair = {
  room: ShelfRoom
  plan: ShelfPlan
  nights: number[]
  total: number
  roomsLeft: number
  freeNow: boolean
}

/** Calls `take` with everything a hotel sells for that stay, in the order of its rooms and plans. */
export function sell(hotel: ShelfHotel, question: StayQuestion, take: (pair: PricedPair) => void): void {
  const { nights, rooms } = question
  const daysAhead = question.checkInDay - question.today(hotel.timeZone)
  if (daysAhead < 0) return
  const plans = hotel.plans.filter((plan) => planFits(plan, nights.length, daysAhead, rooms))
  if (plans.length === 0) return
  const free = plans.map((plan) => isFreeNow(plan, hotel.timeZone, question))
  const factors = nightFactors(hotel, nights)
  for (const room of hotel.rooms) {
    if (!rooms.every((guests) => holds(room, guests))) continue
    const roomsLeft = question.left(room)
    if (roomsLeft < rooms.length) continue
    for (const [at, plan] of plans.entries()) {
      const prices = nightPrices(hotel, factors, room, plan, rooms)
      const { total } = totalsOf(prices, taxesOf(hotel.taxes, { nights: prices, rooms }))
      take({ room, plan, nights: prices, total, roomsLeft, freeNow: free[at] ?? false })
    }
  }
}

/** The same as a list, the cheapest first; of equal ones the more generous terms. */
export function pairsOf(hotel: ShelfHotel, question: StayQuestion): PricedPair[] {
  const pairs: PricedPair[] = []
  sell(hotel, question, (pair) => pairs.push(pair))
  return pairs.toSorted((a, b) => a.total - b.total || Number(b.freeNow) - Number(a.freeNow))
}

/** Whether a booking made now could be cancelled without a fee for a while. */
function isFreeNow(plan: ShelfPlan, timeZone: string, { startOf, now }: StayQuestion): boolean {
  const [first] = plan.cancellation
  if (!first) return true
  const start = startOf(first, timeZone)
  return start !== null && start > now
}

/**
 * The lowest total of each board, cancellable without a fee (`free`) or not: all that filters and facets ask of a hotel.
 * The places are those of `boards`.
 */
export type Cheapest<Sold> = { free: (Sold | undefined)[]; bound: (Sold | undefined)[] }

export function keepCheapest<Sold extends { total: number }>(
  cheapest: Cheapest<Sold>,
  sold: Sold,
  board: Board,
  freeNow: boolean,
): void {
  const slots = freeNow ? cheapest.free : cheapest.bound
  const slot = boards.indexOf(board)
  const known = slots[slot]
  if (!known || sold.total < known.total) slots[slot] = sold
}
