import { allocate } from './allocation.ts'
import type { CancellationRule } from './cancellation.ts'
import { partyOf, type Party, type RoomGuests } from './guests.ts'
import { nightFactors, nightPrices, planFits, roomNightPrices } from './price.ts'
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
  const plans = plansSold(hotel, question)
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
export function isFreeNow(
  plan: Pick<ShelfPlan, 'cancellation'>,
  timeZone: string,
  { startOf, now }: Pick<StayQuestion, 'startOf' | 'now'>,
): boolean {
  const [first] = plan.cancellation
  if (!first) return true
  const start = startOf(first, timeZone)
  return start !== null && start > now
}

/** A kind of party among those asked for, and how many of it. */
export type AskedParty = { key: string; guests: RoomGuests; party: Party; count: number }

const keyOf = ({ adults, childAges }: RoomGuests) => `${adults} ${childAges.toSorted((a, b) => a - b).join(' ')}`

/** The parties of a request, equal ones together: what they pay and where they fit is the same. */
export const partiesOf = (rooms: readonly RoomGuests[]): AskedParty[] =>
  [...Map.groupBy(rooms, keyOf)].flatMap(([key, same]) => {
    const [guests] = same
    return guests ? [{ key, guests, party: partyOf(guests), count: same.length }] : []
  })

/** Which kind of room each party gets, in the order in which the parties were asked for. */
export type Housing = {
  plan: ShelfPlan
  rooms: { room: ShelfRoom; guests: RoomGuests }[]
  /** Of the kinds of room in it the least. */
  roomsLeft: number
}

/** The cheapest way to house all parties of a stay under a plan, in rooms of one kind or of several. Null: there is none. */
export function houseCheapest(hotel: ShelfHotel, question: StayQuestion, plan: ShelfPlan): Housing | null {
  const { nights, rooms } = question
  const parties = partiesOf(rooms)
  const factors = nightFactors(hotel, nights)
  const left = hotel.rooms.map(question.left)
  const costs = parties.flatMap(({ guests }) =>
    hotel.rooms.map((room) =>
      holds(room, guests)
        ? roomNightPrices(hotel, factors, room, plan, guests).reduce((sum, price) => sum + price, 0)
        : Infinity,
    ),
  )
  const found = allocate({ costs, counts: parties.map(({ count }) => count), left })
  if (!found) return null
  const kinds = hotel.rooms.length
  const given = parties.map((_, party) =>
    hotel.rooms.flatMap((room, at) => Array.from({ length: found.taken[party * kinds + at] ?? 0 }, () => room)),
  )
  const housed = rooms.map((guests) => {
    const room = given[parties.findIndex((party) => party.key === keyOf(guests))]?.shift()
    if (!room) throw new Error('a party without a room')
    return { room, guests }
  })
  const used = hotel.rooms.flatMap((room, at) => (housed.some((one) => one.room === room) ? [left[at] ?? 0] : []))
  return { plan, rooms: housed, roomsLeft: Math.min(...used) }
}

function totalOf(hotel: ShelfHotel, { nights: dates, rooms }: StayQuestion, { rooms: housed, plan }: Housing): number {
  const factors = nightFactors(hotel, dates)
  const priced = housed.map(({ room, guests }) => roomNightPrices(hotel, factors, room, plan, guests))
  const nights = dates.map((_, night) => priced.reduce((sum, prices) => sum + (prices[night] ?? 0), 0))
  return totalsOf(nights, taxesOf(hotel.taxes, { nights, rooms })).total
}

/**
 * All that a hotel sells for a stay, the cheapest first; of equal ones the more generous terms: each fitting room type under each plan,
 * and of several rooms the cheapest mixture under each plan, where it is cheaper than rooms of one type or the only way.
 */
export function offersAt(hotel: ShelfHotel, question: StayQuestion): Housing[] {
  const offers: (Housing & { total: number; freeNow: boolean })[] = pairsOf(hotel, question).map(
    ({ room, plan, roomsLeft, total, freeNow }) => ({
      plan,
      rooms: question.rooms.map((guests) => ({ room, guests })),
      roomsLeft,
      total,
      freeNow,
    }),
  )
  const oneKind = Map.groupBy(offers, ({ plan }) => plan)
  if (question.rooms.length > 1)
    for (const plan of plansSold(hotel, question)) {
      const mixed = houseCheapest(hotel, question, plan)
      if (!mixed || mixed.rooms.every(({ room }) => room === mixed.rooms[0]?.room)) continue
      const total = totalOf(hotel, question, mixed)
      if (oneKind.get(plan)?.every((offer) => total < offer.total) ?? true)
        offers.push({ ...mixed, total, freeNow: isFreeNow(plan, hotel.timeZone, question) })
    }
  return offers.toSorted((a, b) => a.total - b.total || Number(b.freeNow) - Number(a.freeNow))
}

/** The plans that a hotel sells for a stay, in their order. None: it begins too early there. */
export function plansSold(hotel: ShelfHotel, question: Omit<StayQuestion, 'left'>): ShelfPlan[] {
  const daysAhead = question.checkInDay - question.today(hotel.timeZone)
  if (daysAhead < 0) return []
  return hotel.plans.filter((plan) => planFits(plan, question.nights.length, daysAhead, question.rooms))
}
