import fc from 'fast-check'
import { expect, test } from 'vitest'

import { claimsFor } from '../testing/offers.ts'
import { splitAt } from './cancellation.ts'
import { standingOffer, termsOfRooms } from './standing-offer.ts'

const base = claimsFor({}, new Date('2027-03-01T12:00:00Z'))
const day = (n: number) => new Date(Date.UTC(2027, 3, n)).toISOString()
const from = fc.option(fc.integer({ min: 1, max: 28 }).map(day), { nil: null })
const offer = fc
  .record({
    paid: fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 8 }),
    freeUntil: from,
    tiers: fc.array(fc.record({ from, fee: fc.nat({ max: 500_000 }) }), { maxLength: 4 }),
  })
  .map(({ paid, freeUntil, tiers }) => {
    const [room] = base.rooms
    if (!room) throw new Error('no room')
    const rooms = paid.map((payNow) => ({ ...room, payNow, total: payNow + 300 }))
    const payNow = paid.reduce((sum, price) => sum + price, 0)
    return { ...base, rooms, payNow, total: payNow + 300 * paid.length, cancellation: { freeUntil, tiers } }
  })
const clock = fc.integer({ min: 0, max: 29 }).map((n) => new Date(day(n)))
const placesOf = ({ rooms }: { rooms: unknown[] }) => rooms.map((_, at) => at + 1)
/** What giving up one room costs, and what it gives back. */
const singly = (claims: typeof base, place: number, now: Date) =>
  splitAt(termsOfRooms(claims, [place]), claims.rooms[place - 1]?.payNow ?? 0, now)

test('cancelling room by room costs exactly what cancelling all at once costs, at any clock', () => {
  fc.assert(
    fc.property(offer, clock, (claims, now) => {
      const parts = placesOf(claims).map((place) => singly(claims, place, now))
      const whole = splitAt(claims.cancellation, claims.payNow, now)
      expect({
        refund: parts.reduce((sum, { refund }) => sum + refund, 0),
        fee: parts.reduce((sum, { fee }) => sum + fee, 0),
      }).toEqual(whole)
    }),
  )
})

test('no room gives back more than was paid for it, and waiting never gives back more', () => {
  fc.assert(
    fc.property(offer, clock, clock, (claims, one, other) => {
      const [sooner, later] = one < other ? [one, other] : [other, one]
      // Terms whose free time ends after a tier has begun are nobody's: the free time decides.
      for (const place of placesOf(claims)) {
        const paid = claims.rooms[place - 1]?.payNow ?? 0
        const [now, then] = [singly(claims, place, sooner), singly(claims, place, later)]
        expect(now.refund + now.fee).toBe(paid)
        expect(Math.min(now.refund, now.fee)).toBeGreaterThanOrEqual(0)
        expect(then.refund).toBeLessThanOrEqual(now.refund)
      }
    }),
  )
})

test('what is left stands as its rooms say, and cancelling the rest later is cancelling the rest', () => {
  fc.assert(
    fc.property(offer, clock, fc.infiniteStream(fc.boolean()), (claims, now, coins) => {
      const left = placesOf(claims).filter(() => coins.next().value)
      if (left.length === 0) return
      const standing = standingOffer(claims, left)
      expect(standing.payNow).toBe(left.reduce((sum, place) => sum + (claims.rooms[place - 1]?.payNow ?? 0), 0))
      expect(standing.rooms).toHaveLength(left.length)
      expect(splitAt(standing.cancellation, standing.payNow, now).fee).toBe(
        left.reduce((sum, place) => sum + singly(claims, place, now).fee, 0),
      )
    }),
  )
})
