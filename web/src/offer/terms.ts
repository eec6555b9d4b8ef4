import { parseDateTime, toZoned } from '@internationalized/date'

import { minus, type Money } from '../language/money.ts'

/** Cancellation terms as the graph tells them: before the first tier it costs nothing. */
export type Terms = { tiers: readonly { from?: string | null; fee: Money }[] }

/** A stretch of time in which cancelling gives back the same sum. */
export type RefundStep = {
  /** ISO instants. `from` null: since the booking. `until` null: to the end of the stay. */
  from: string | null
  until: string | null
  refund: Money
  fee: Money
  kind: 'FULL' | 'PART' | 'NONE'
}

/** The terms as steps of what comes back out of `paid`, in order of time, without steps that are over before they begin. */
export function refundSteps({ tiers }: Terms, paid: Money): RefundStep[] {
  const nothing: Money = { amount: 0, currency: paid.currency }
  const starts = [...tiers].sort((a, b) => (a.from ? Date.parse(a.from) : 0) - (b.from ? Date.parse(b.from) : 0))
  const fees =
    starts[0]?.from === null || starts[0]?.from === undefined ? starts : [{ from: null, fee: nothing }, ...starts]
  const steps = fees.length === 0 ? [{ from: null, fee: nothing }] : fees
  return steps.map(({ from, fee: asked }, index) => {
    const fee = asked.amount > paid.amount ? paid : asked
    const refund = minus(paid, fee)
    const kind = refund.amount <= 0 ? 'NONE' : fee.amount === 0 ? 'FULL' : 'PART'
    return { from: from ?? null, until: steps[index + 1]?.from ?? null, refund, fee, kind }
  })
}

/** The step in force at `now` (milliseconds). */
export const stepAt = (steps: readonly RefundStep[], now: number): number =>
  steps.findLastIndex(({ from }) => from === null || Date.parse(from) <= now)

/** The instant of a wall-clock time at the hotel: `2027-06-12`, `15:00`, `Europe/Lisbon`. */
export const instantAt = (date: string, time: string, timeZone: string): string =>
  toZoned(parseDateTime(`${date}T${time}`), timeZone)
    .toDate()
    .toISOString()

/**
 * How wide each step is drawn between `start` and `end` (milliseconds), in shares of one. In proportion to its time, but never
 * so narrow that its words do not fit: the bar shows the order of things, the words the moments.
 */
export function shares(steps: readonly RefundStep[], start: number, end: number): number[] {
  const edges = steps.map(({ from }) => (from === null ? start : Math.min(Math.max(Date.parse(from), start), end)))
  const lengths = edges.map((edge, index) => Math.max(0, (edges[index + 1] ?? end) - edge))
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  const least = Math.min(1 / 3, 0.75 / steps.length)
  const rest = 1 - least * steps.length
  return lengths.map((length) => least + rest * (whole > 0 ? length / whole : 1 / steps.length))
}

/** Where `now` stands on that bar, 0 to 1. */
export function placeOf(
  now: number,
  steps: readonly RefundStep[],
  widths: readonly number[],
  start: number,
  end: number,
): number {
  const index = Math.max(0, stepAt(steps, now))
  const from = Math.max(start, steps[index]?.from ? Date.parse(steps[index].from) : start)
  const until = Math.min(end, steps[index]?.until ? Date.parse(steps[index].until) : end)
  const within = until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 0
  return widths.slice(0, index).reduce((sum, width) => sum + width, 0) + within * (widths[index] ?? 0)
}
