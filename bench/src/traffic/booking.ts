import { randomUUID } from 'node:crypto'

import type { Account } from './account.ts'
import type { Offer } from './offers.ts'

/** Something that a guest was told. An answer that was given is a promise. */
export interface Told {
  /** When it was asked, and when the answer came (ms since 1970): of two that overlap, neither is the later one. */
  askedAt: number
  heardAt: number
  answer: string
  /** The sentence of a refusal. */
  message?: string
  /** Of the reservation that it speaks of. */
  id?: string
  reference?: string
  status?: string
  stay?: string
  /** The rooms that are booked, as `spellRooms` writes them. */
  rooms?: string
  redirectUrl?: string
  /** Minor units, of a cancellation. */
  refund?: number
  /** Doors given at the desk, by the room's position. */
  doors?: Record<number, string>
}

/** Something that was asked for a booking, with what was answered. */
export interface Wish {
  input: object
  told: Told[]
  /** What became of the newest question is not known. */
  unknown: boolean
}

/** A single room given up, at the refund that was shown. */
export interface RoomWish extends Wish {
  position: number
  refund: number
}

/** What the hotel's staff said of a stay. */
export interface Deed extends Wish {
  what: 'checkIn' | 'checkOut' | 'markNoShow'
}

/** What the hotel's staff gave back beside any cancellation. Its reason is in no other. */
export interface StaffRefund extends Wish {
  input: { reservationId: string; amount: number | null; reason: string; idempotencyKey: string }
}

/** One wish to book, with all that was ever said about it. */
export interface Booking {
  input: {
    offerId: string
    guest: { givenName: string; familyName: string; email: string; phone: string }
    paymentMethodId: string
    idempotencyKey: string
  }
  offer: Offer
  told: Told[]
  unknown: boolean
  /** When it was asked for the first time. */
  askedAt?: number
  /** Signed in as whom; a stranger without it. */
  account?: Account
  cancel?: Wish & { refund: number }
  change?: Wish
  cancelledRooms: RoomWish[]
  desk: Deed[]
  refunds: StaffRefund[]
  /** What the guest's bank decided of a complaint about the payment. */
  dispute?: { id: string; outcome: 'won' | 'lost' }
  /** Since when they stand in line for rooms that were taken. */
  line?: string
  /** When a question about it was lost last: an answer that nobody heard may have been given then. */
  lostAt: number
  /** The stay as it was promised last. */
  stay?: string
  /** Promises that were seen broken when they were. */
  broken: string[]
}

export const createBooking = (offer: Offer, card: string, surname: string, account?: Account): Booking => ({
  input: {
    offerId: offer.id,
    guest: {
      givenName: 'Ada',
      familyName: surname,
      email: `guest.${randomUUID()}@example.com`,
      phone: '+44 20 7946 0000',
    },
    paymentMethodId: card,
    idempotencyKey: randomUUID(),
  },
  offer,
  ...(account && { account }),
  told: [],
  unknown: false,
  cancelledRooms: [],
  desk: [],
  refunds: [],
  lostAt: 0,
  broken: [],
})

/** The room is the guest's. */
export const standing = ['CONFIRMED', 'MODIFYING', 'CANCELLING', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW']
const atDesk = ['CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW']
const cancelled = ['CANCELLING', 'CANCELLED', 'CANCELLED_WITH_FEE']
const unsettled = ['HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN']

const isAnswer = ({ status }: Told, statuses: string[]) => status !== undefined && statuses.includes(status)

/** The newest answer, by when it was asked for. */
export const newest = ({ told }: { told: Told[] }): Told | undefined =>
  told.reduce<Told | undefined>((last, one) => (last && last.askedAt > one.askedAt ? last : one), undefined)

/** Nothing more will be said about it, unless the guest asks for more. */
export const isEnded = (booking: Booking): boolean => {
  const last = newest(booking)
  return last !== undefined && !booking.unknown && !isAnswer(last, [...unsettled, 'MODIFYING', 'CANCELLING'])
}

/** What was asked has an answer that says what it came to. */
export const isSettled = (wish: Wish | undefined): boolean => {
  if (!wish) return true
  const { answer, status, redirectUrl } = newest(wish) ?? {}
  const moves = status === 'MODIFYING' || status === 'CANCELLING' || redirectUrl !== undefined
  return !wish.unknown && !moves && answer !== undefined
}

export const isConfirmed = (booking: Booking): boolean => newest(booking)?.status === 'CONFIRMED' && !booking.unknown

/** Keeps an answer to `bookRoom`, and says of it whether it breaks what was told before. */
export const hear = (booking: Booking, told: Told): void => {
  const before = booking.told.filter(({ heardAt }) => heardAt <= told.askedAt)
  const say = (what: string) => void booking.broken.push(`${what} (key ${booking.input.idempotencyKey})`)
  const now = `${told.answer} ${told.status ?? ''} ${told.reference ?? ''}`.trim()

  const confirmed = before.find((one) => isAnswer(one, standing) || isAnswer(one, cancelled))
  if (confirmed && confirmed.reference !== told.reference) say(`told CONFIRMED ${confirmed.reference}, then ${now}`)
  else if (confirmed && !isAnswer(told, [...standing, ...cancelled]))
    say(`told CONFIRMED ${confirmed.reference}, then ${now}`)
  if (isAnswer(told, cancelled) && !booking.cancel && booking.cancelledRooms.length === 0)
    say(`nobody asked to cancel, and it is ${now}`)
  if (isAnswer(told, atDesk) && booking.desk.length === 0) say(`nobody said so at the desk, and it is ${now}`)

  if (before.some(({ answer }) => answer === 'PaymentDeclined') && told.answer !== 'PaymentDeclined')
    say(`told PaymentDeclined, then ${now}`)
  if (told.answer === 'IdempotencyConflict') say('the same input under the same key was called a conflict')

  // TryAgainLater leaves the key unused: another reservation may follow. Nothing else does.
  const bound = before.findLast(({ reference }) => reference !== undefined)
  const unbound = before.findLast(({ answer }) => answer === 'TryAgainLater')
  const another = bound && told.reference !== undefined && told.reference !== bound.reference
  const perhapsUnbound = booking.lostAt > (bound?.askedAt ?? 0)
  if (another && !perhapsUnbound && !(unbound && unbound.askedAt >= bound.askedAt))
    say(`told ${bound.reference}, then ${now}`)

  booking.told.push(told)
  booking.unknown = false
  if (told.status === 'CONFIRMED' && told.stay !== undefined) booking.stay = told.stay
}
