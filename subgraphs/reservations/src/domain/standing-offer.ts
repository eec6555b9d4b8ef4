import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import { shareOut } from '@staygraph/subgraph-kit/money'

import type { Terms } from './cancellation.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((whole, amount) => whole + amount, 0)

/**
 * What each room owes of each fee of the terms. A fee is shared in steps: what it adds to the next lower one is shared out
 * (`shareOut`) by what is left of each room's price. So the rooms' fees make exactly the whole fee, none is more than its
 * room was paid with, none sinks when the whole one grows, and it makes no difference whether rooms are cancelled one by
 * one or together.
 */
function sharesOfFees({ tiers }: Terms, paid: readonly number[]): Map<number, number[]> {
  const whole = sum(paid)
  const byFee = new Map<number, number[]>()
  let reached = { fee: 0, shares: paid.map(() => 0) }
  for (const fee of tiers.map((tier) => tier.fee).toSorted((one, other) => one - other)) {
    const step = Math.max(0, Math.min(fee, whole) - reached.fee)
    const left = paid.map((price, at) => price - (reached.shares[at] ?? 0))
    const more = shareOut(step, left)
    reached = { fee: reached.fee + step, shares: reached.shares.map((share, at) => share + (more[at] ?? 0)) }
    byFee.set(fee, reached.shares)
  }
  return byFee
}

/** The terms as they are for some of an offer's rooms, named by their places (from 1) in it. */
export function termsOfRooms(
  { cancellation, rooms }: Pick<OfferClaims, 'cancellation' | 'rooms'>,
  places: readonly number[],
) {
  const shares = sharesOfFees(
    cancellation,
    rooms.map(({ payNow }) => payNow),
  )
  const feeOf = (fee: number) => sum(places.map((place) => shares.get(fee)?.[place - 1] ?? 0))
  return { ...cancellation, tiers: cancellation.tiers.map(({ from, fee }) => ({ from, fee: feeOf(fee) })) }
}

/** An offer as it stands when only some of its rooms are left: their sums, their terms. Nights and taxes stay as they were booked. */
export function standingOffer(claims: OfferClaims, places: readonly number[]): OfferClaims {
  if (places.length === claims.rooms.length) return claims
  const rooms = places.flatMap((place) => claims.rooms[place - 1] ?? [])
  return {
    ...claims,
    rooms,
    total: sum(rooms.map(({ total }) => total)),
    payNow: sum(rooms.map(({ payNow }) => payNow)),
    cancellation: termsOfRooms(claims, places),
  }
}
