import type { RoomGuests } from '../domain/guests.ts'
import type { ShelfHotel, ShelfPlan, ShelfRoom } from '../domain/shelf.ts'

// The price of a stay worked out a second time, slowly, from the words of the rules and sharing no code with
// domain/price.ts and domain/tax.ts: fractions of big integers, guests and nights one at a time.

type Fraction = { top: bigint; bottom: bigint }

const halfUp = ({ top, bottom }: Fraction): bigint => {
  const whole = top / bottom
  const rest = top - whole * bottom
  return 2n * rest >= bottom ? whole + 1n : whole
}

const toStep = (top: bigint, bottom: bigint, step: bigint): bigint => halfUp({ top, bottom: bottom * step }) * step

/** Sunday is 0 here: another calendar than the code's. */
const isWeekend = (hotel: ShelfHotel, date: string): boolean => {
  const sunday0 = new Date(`${date}T12:00:00Z`).getUTCDay()
  const monday0 = sunday0 === 0 ? 6 : sunday0 - 1
  return hotel.weekendNights.toString(2).padStart(7, '0').split('').toReversed()[monday0] === '1'
}

/** Of a leap year, as the course counts days. */
const dayIndex = (date: string): number =>
  Math.round((Date.parse(`2024-${date.slice(5)}T00:00:00Z`) - Date.parse('2024-01-01T00:00:00Z')) / 86_400_000)

/** An adult is of any adult age. */
const agesOf = ({ adults, childAges }: RoomGuests) => [...Array.from({ length: adults }, () => 40), ...childAges]

export function slowNight(
  hotel: ShelfHotel,
  room: ShelfRoom,
  plan: ShelfPlan,
  guests: RoomGuests,
  date: string,
  nightCount: number,
): bigint {
  const step = BigInt(hotel.priceStep)
  const payers = agesOf(guests).filter((age) => age > 2)
  const season = BigInt(hotel.course[dayIndex(date)] ?? 0)
  const weekend = isWeekend(hotel, date) ? BigInt(hotel.weekendPerMille) : 1_000n
  let price = toStep(BigInt(room.basePrice) * season * weekend, 1_000_000n, step)
  const decided = [...(room.rates ?? [])].find(([night]) => night === date)?.[1]
  if (decided?.kind === 'PRICE') price = BigInt(decided.amount)
  if (decided?.kind === 'SHARE') price = toStep(price * BigInt(decided.bps), 10_000n, step)
  if (payers.length === 1) price = toStep(price * BigInt(room.singlePerMille), 1_000n, step)
  price = toStep(price * BigInt(plan.priceBps), 10_000n, step)
  if (plan.longStayNights !== 0 && nightCount >= plan.longStayNights)
    price = toStep(price * BigInt(plan.longStayBps), 10_000n, step)
  let places = 2 // within the base price
  for (const age of payers.toSorted((a, b) => b - a)) {
    const asAdult = age >= 13
    if (places > 0) places -= 1
    else price += BigInt(asAdult ? room.extraAdult : room.extraChild)
    price += BigInt(asAdult ? plan.boardAdult : plan.boardChild)
  }
  return price
}

/** The same kind of room for all of the guests. */
export const slowStay = (
  hotel: ShelfHotel,
  room: ShelfRoom,
  plan: ShelfPlan,
  parties: readonly RoomGuests[],
  dates: readonly string[],
) =>
  slowRooms(
    hotel,
    plan,
    parties.map((guests) => ({ room, guests })),
    dates,
  )

/** Nights, taxes and total of a stay in all its rooms. */
export function slowRooms(
  hotel: ShelfHotel,
  plan: ShelfPlan,
  chosen: readonly { room: ShelfRoom; guests: RoomGuests }[],
  dates: readonly string[],
) {
  const rooms = chosen.map(({ guests }) => guests)
  const nights = dates.map((date) =>
    chosen.reduce((sum, { room, guests }) => sum + slowNight(hotel, room, plan, guests, date, dates.length), 0n),
  )
  const sold = nights.reduce((sum, price) => sum + price, 0n)
  const vat = hotel.taxes.filter(({ kind, included }) => kind === 'PERCENT' && included)
  const vatBps = vat.reduce((sum, { rateBps }) => sum + BigInt(rateBps ?? 0), 0n)
  const within = (bps: number | null) => halfUp({ top: sold * BigInt(bps ?? 0), bottom: 10_000n + vatBps })
  const net = sold - vat.reduce((sum, { rateBps }) => sum + within(rateBps), 0n)
  const heads = BigInt(rooms.flatMap(agesOf).length)
  const taxes = hotel.taxes.map((rule) => {
    const taxed = nights.slice(0, rule.maxNights ?? nights.length)
    if (rule.kind === 'PERCENT')
      return rule.included
        ? within(rule.rateBps)
        : halfUp({ top: (rule.ofNet ? net : sold) * BigInt(rule.rateBps ?? 0), bottom: 10_000n })
    if (rule.kind === 'PER_NIGHT') return BigInt(rule.amount ?? 0) * BigInt(rooms.length * taxed.length)
    const payers = BigInt(rooms.flatMap(agesOf).filter((age) => age >= rule.minAge).length)
    const each = (price: bigint) =>
      BigInt(
        rule.brackets
          ? (rule.brackets.findLast(({ from }) => price >= BigInt(from) * heads)?.amount ?? 0)
          : (rule.amount ?? 0),
      )
    return taxed.reduce((sum, price) => sum + payers * each(price), 0n)
  })
  const total = hotel.taxes.reduce((sum, { included }, at) => sum + (included ? 0n : (taxes[at] ?? 0n)), sold)
  return { nights: nights.map(Number), taxes: taxes.map(Number), total: Number(total) }
}
