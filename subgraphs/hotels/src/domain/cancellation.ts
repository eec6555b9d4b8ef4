import { addDays } from './calendar.ts'
import { share } from './integer.ts'
import { instantThere } from './local-time.ts'

/** Of what is paid at booking (hundredths of a per cent of it, or its first nights). */
export type CancellationFee = { kind: 'PERCENT'; bps: number } | { kind: 'NIGHTS'; nights: number }

/** From `time` (the hotel's clock) `daysBefore` the day of arrival on, cancelling costs `fee`. Null: from booking on. */
export type CancellationRule = { daysBefore: number | null; time: string; fee: CancellationFee }

/** From when (null: from booking on) what it costs, in minor units. Free before the first. */
export type CancellationTier = { from: Date | null; fee: number }
export type Cancellation = { freeUntil: Date | null; tiers: CancellationTier[] }

export type CancellableStay = {
  checkIn: string
  timeZone: string
  bookedAt: Date
  /** What the nights cost, taxes not included. */
  nights: readonly number[]
  payNow: number
}

/** When a rule begins to count. */
export const ruleStart = (rule: CancellationRule, checkIn: string, timeZone: string): Date | null =>
  rule.daysBefore === null ? null : instantThere(addDays(checkIn, -rule.daysBefore), rule.time, timeZone)

/**
 * The rules as they stand for a booking made now. Rules whose time has come are one: the latest of them counts from
 * booking on. A fee is never more than what is paid at booking.
 */
export function cancellationOf(rules: readonly CancellationRule[], stay: CancellableStay): Cancellation {
  const tiers: CancellationTier[] = []
  for (const rule of rules) {
    const start = ruleStart(rule, stay.checkIn, stay.timeZone)
    const fee = feeOf(rule.fee, stay)
    if (start === null || start <= stay.bookedAt) tiers.splice(0, tiers.length, { from: null, fee })
    else tiers.push({ from: start, fee })
  }
  return { freeUntil: tiers[0]?.from ?? null, tiers }
}

function feeOf(fee: CancellationFee, { nights, payNow }: CancellableStay): number {
  if (fee.kind === 'PERCENT') return share(payNow, fee.bps, 10_000)
  return Math.min(
    payNow,
    nights.slice(0, fee.nights).reduce((sum, price) => sum + price, 0),
  )
}
