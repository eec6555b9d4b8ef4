import { shareOut } from '@staygraph/subgraph-kit/money'

import { guestsFromAge, type RoomGuests } from './guests.ts'
import type { TaxSum } from './tax.ts'

/** One room of a stay: who sleeps in it, and what each of its nights costs. */
export type PricedRoom = { guests: RoomGuests; nights: readonly number[] }
export type RoomShare = { total: number; payNow: number }

/**
 * Each room's part of the stay's total and of what is paid at booking, to the unit: its own nights, and of each tax on
 * top the part that it gives rise to: of a percentage by the price of its nights, of a tax a night evenly, of a tax a person
 * by the persons who pay it. Units left over go by `shareOut`. The parts make exactly `totalsOf` of the whole stay.
 */
export function sharesOfRooms(rooms: readonly PricedRoom[], taxes: readonly TaxSum[]): RoomShare[] {
  const sold = rooms.map(({ nights }) => nights.reduce((sum, price) => sum + price, 0))
  const shares = sold.map((amount) => ({ total: amount, payNow: amount }))
  for (const { rule, amount } of taxes) {
    if (rule.included) continue
    const weights = {
      PERCENT: () => sold,
      PER_NIGHT: () => rooms.map(() => 1),
      PER_PERSON_NIGHT: () => rooms.map(({ guests }) => guestsFromAge([guests], rule.minAge)),
    }[rule.kind]()
    for (const [at, part] of shareOut(amount, weights).entries()) {
      const share = shares[at]
      if (!share) continue
      share.total += part
      if (!rule.payAtHotel) share.payNow += part
    }
  }
  return shares
}
