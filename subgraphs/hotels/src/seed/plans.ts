import type { Board } from '../domain/board.ts'
import type { CancellationRule } from '../domain/cancellation.ts'
import type { Random } from './random.ts'

export type SeedPlan = {
  name: string
  board: Board
  /** What the meals of a day cost an adult, in tenths of the price of a breakfast. */
  meals: number
  priceBps: number
  cancellation: CancellationRule[]
  refundable: boolean
  minNights: number
  maxNights: number
  minDaysAhead: number
  minGuests: number
  longStayNights: number
  longStayBps: number
}

const always = { minNights: 1, maxNights: 30, minDaysAhead: 0, minGuests: 1, longStayNights: 0, longStayBps: 10_000 }
const fullPrice: CancellationRule[] = [{ daysBefore: null, time: '00:00', fee: { kind: 'PERCENT', bps: 10_000 } }]

/** One night, from the afternoon of a day shortly before arrival; no-shows pay the same. */
const oneNight = (daysBefore: number): CancellationRule[] => [
  { daysBefore, time: '18:00', fee: { kind: 'NIGHTS', nights: 1 } },
]
/** Half of it some days before, all of it in the last two. */
const inSteps = (daysBefore: number): CancellationRule[] => [
  { daysBefore, time: '12:00', fee: { kind: 'PERCENT', bps: 5_000 } },
  { daysBefore: 2, time: '12:00', fee: { kind: 'PERCENT', bps: 10_000 } },
]
/** A tenth at once, half within two weeks, all within three days. */
const deposit: CancellationRule[] = [
  { daysBefore: null, time: '00:00', fee: { kind: 'PERCENT', bps: 1_000 } },
  { daysBefore: 14, time: '00:00', fee: { kind: 'PERCENT', bps: 5_000 } },
  { daysBefore: 3, time: '00:00', fee: { kind: 'PERCENT', bps: 10_000 } },
]

export type HouseKind = { stars: number | null; resort: boolean; ryokan: boolean }

/** Two to five plans: the flexible one first, then what such a house usually sells besides. */
export function plansOf({ stars, resort, ryokan }: HouseKind, random: Random): SeedPlan[] {
  const rank = stars ?? 0
  const flexible = random.chance(0.6) ? oneNight(random.whole(0, 2)) : inSteps(random.whole(5, 10))
  const longStay = random.chance(0.45) ? { longStayNights: 7, longStayBps: random.pick([8_800, 9_000, 9_200]) } : {}
  const board: Board = ryokan
    ? 'HALF_BOARD'
    : rank > 0 && random.chance(rank >= 4 ? 0.15 : 0.3)
      ? 'BREAKFAST'
      : 'ROOM_ONLY'
  const meals = { ROOM_ONLY: 0, BREAKFAST: 10, HALF_BOARD: ryokan ? 45 : 28, FULL_BOARD: 42, ALL_INCLUSIVE: 55 }
  const plan = (name: string, rest: Partial<SeedPlan> & { board: Board }): SeedPlan => ({
    ...always,
    name,
    meals: meals[rest.board],
    priceBps: 10_000,
    cancellation: flexible,
    refundable: true,
    ...rest,
  })
  const plans = [plan('Flexible', { board, ...longStay })]
  const saver = random.pick([8_500, 8_800, 9_000, 9_200])
  if (rank >= 2 || random.chance(0.5))
    plans.push(plan('Saver, not refundable', { board, priceBps: saver, cancellation: fullPrice, refundable: false }))
  if (board === 'ROOM_ONLY' && (rank >= 2 || random.chance(0.4)))
    plans.push(plan('Flexible with breakfast', { board: 'BREAKFAST', ...longStay }))
  if (resort && rank >= 3) plans.push(plan('Half board', { board: 'HALF_BOARD', cancellation: inSteps(7) }))
  if (resort && rank >= 4 && random.chance(0.4))
    plans.push(plan('All inclusive', { board: 'ALL_INCLUSIVE', minNights: 2, cancellation: deposit }))
  if (rank >= 3 && random.chance(0.45))
    plans.push(plan('Book early', { board, priceBps: 8_400, minDaysAhead: 30, cancellation: deposit }))
  else if (random.chance(0.25))
    plans.push(plan('Long stay', { board, priceBps: 8_200, minNights: 5, cancellation: inSteps(14) }))
  if (rank >= 3 && plans.length < 5 && random.chance(0.2))
    plans.push(plan('Family break', { board: 'BREAKFAST', priceBps: 9_300, minGuests: 3, minNights: 2 }))
  return plans.slice(0, 6)
}
