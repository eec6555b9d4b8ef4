import type { Status } from './status.ts'

// What a partner's books should say of a reservation of ours, and what it means when they say something else.

/**
 * - `ORPHAN`: it stands there, and we gave it up (or cancelled it): nobody will come, and we would be charged. Cancelled.
 * - `MISSING`: a guest of ours is confirmed, and the partner knows nothing of it.
 * - `CANCELLED_THERE`: a guest of ours is confirmed, and the partner has cancelled.
 * - `AMOUNT_DIFFERS`: the partner charges us another sum than the one that the guest was shown.
 * - `KEPT_DIFFERS`: cancelling cost another sum at the partner than the guest was told. The guest has what they were told.
 */
export type FindingKind = 'ORPHAN' | 'MISSING' | 'CANCELLED_THERE' | 'AMOUNT_DIFFERS' | 'KEPT_DIFFERS'

/** Sums in minor units of the reservation's currency. */
export type FindingDetail = { status: Status; ours?: number; theirs?: number; currency?: string; reason?: string }

/** The room must be the guest's at the partner. */
const standing: readonly Status[] = ['CONFIRMED', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW']
/** Nobody's any more: the partner may keep no room for it. */
const over: readonly Status[] = ['EXPIRED', 'FAILED', 'CANCELLED', 'CANCELLED_WITH_FEE']

export type Ours = { status: Status; payNow: number; currency: string; supplierBookingId: string | null }
export type Theirs = {
  bookingId: string
  status: 'CONFIRMED' | 'CANCELLED' | 'CANCELLED_WITH_CHARGES'
  price: number
}
export type Disagreement = { kind: FindingKind; bookingId: string; detail: FindingDetail }

/** `IN_BETWEEN`: a saga is at it, so nothing can be said now. `MISSED`: it should be there and is not; look again to be sure. */
export type Verdict =
  | { verdict: 'AGREED' | 'IN_BETWEEN' | 'MISSED' }
  | { verdict: 'DISAGREED'; disagreements: Disagreement[] }

/** `theirs`: every booking under our reference. */
export function compareBooks(ours: Ours, theirs: readonly Theirs[]): Verdict {
  const { status, payNow, currency, supplierBookingId } = ours
  const orphans = (bookings: readonly Theirs[]) =>
    bookings
      .filter((one) => one.status === 'CONFIRMED')
      .map(({ bookingId, price }): Disagreement => ({
        kind: 'ORPHAN',
        bookingId,
        detail: { status, theirs: price, currency },
      }))
  if (over.includes(status)) return said(orphans(theirs))
  if (!standing.includes(status)) return { verdict: 'IN_BETWEEN' }

  const booking = theirs.find(({ bookingId }) => bookingId === supplierBookingId)
  const others = orphans(theirs.filter((one) => one !== booking))
  if (!booking) return others.length > 0 ? said(others) : { verdict: 'MISSED' }
  const { bookingId, price } = booking
  const cancelled: Disagreement[] =
    booking.status === 'CONFIRMED' ? [] : [{ kind: 'CANCELLED_THERE', bookingId, detail: { status } }]
  const dearer: Disagreement[] =
    price === payNow
      ? []
      : [{ kind: 'AMOUNT_DIFFERS', bookingId, detail: { status, ours: payNow, theirs: price, currency } }]
  return said([...others, ...cancelled, ...dearer])
}

const said = (disagreements: Disagreement[]): Verdict =>
  disagreements.length === 0 ? { verdict: 'AGREED' } : { verdict: 'DISAGREED', disagreements }

const minutes = 60_000
const hours = 60 * minutes
/** After the booking: first just after the longest that we ourselves wait for the partner, then ever more rarely. */
const looksAfter = [3 * minutes, 10 * minutes, 1 * hours, 6 * hours, 24 * hours]

/**
 * When to look next, after so many looks. What stands is looked at daily until its guest has left; what is over, for a
 * day. Null: nothing can change any more.
 */
export function nextCheck(
  looks: number,
  bookedAt: Date,
  { status, checkOut }: { status: Status; checkOut: string },
  now: Date,
) {
  const planned = looksAfter[looks]
  if (planned !== undefined) return new Date(Math.max(bookedAt.getTime() + planned, now.getTime() + minutes))
  const tomorrow = new Date(now.getTime() + 24 * hours)
  return !over.includes(status) && tomorrow < new Date(`${checkOut}T12:00:00Z`) ? tomorrow : null
}

/** So many looks in a row must miss it. */
export const missesToBeSure = 2
/** When to look again: at what a saga is moving, at what was missed once, at whoever does not answer. */
export const lookAgainSeconds = 60
