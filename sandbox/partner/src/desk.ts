import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { anyHotel } from './any-hotel.ts'
import type { RoomKind, SuppliedHotel } from './catalogue.ts'
import { forgetful, openJournal, type Journal } from './journal.ts'
import { nightsOf } from './pricing.ts'

const person = z.object({
  firstName: z.string().trim().min(1).max(200),
  lastName: z.string().trim().min(1).max(200),
  email: z.email(),
  phone: z.string().max(60).optional(),
})
export const holder = person
export const guest = person.extend({ occupancyNumber: z.int().min(1), remarks: z.string().max(2000).optional() })

const penalty = z.object({ from: z.coerce.date(), amount: z.int() })
const bookedRoom = z.object({
  occupancy: z.object({ adults: z.int(), children: z.array(z.int()) }),
  total: z.int(),
  fees: z.array(z.object({ description: z.string(), amount: z.int(), included: z.boolean() })),
  penalties: z.array(penalty),
})

/** A price confirmed for a while; amounts in minor units. */
export const prebook = z.object({
  prebookId: z.string(),
  offerId: z.string(),
  hotelId: z.string(),
  roomId: z.int(),
  planCode: z.string(),
  boardType: z.string(),
  boardName: z.string(),
  refundable: z.boolean(),
  checkin: z.string(),
  checkout: z.string(),
  currency: z.string(),
  nationality: z.string(),
  rooms: z.array(bookedRoom),
  price: z.int(),
  madeAt: z.coerce.date(),
})
export type Prebook = z.infer<typeof prebook>

/** A prebook that was bought; `madeAt` stays the moment its price was confirmed. */
export const booking = prebook.extend({
  bookingId: z.string(),
  clientReference: z.string(),
  status: z.enum(['CONFIRMED', 'CANCELLED', 'CANCELLED_WITH_CHARGES']),
  holder,
  guests: z.array(guest),
  createdAt: z.coerce.date(),
  cancelledAt: z.coerce.date().nullable(),
  /** What cancelling cost, minor units; 0 while it stands. */
  cancellationFee: z.int(),
})
export type Booking = z.infer<typeof booking>

const entry = z.union([z.object({ prebook }), z.object({ booking })])
type Entry = z.infer<typeof entry>

/**
 * The booking desk: what was confirmed, what was sold, and how many rooms are left. Everything here is done in one go,
 * without waiting for anything, so that two requests can never sell the last room both.
 */
export class Desk {
  readonly #journal: Journal<Entry>
  #prebooks = new Map<string, Prebook>()
  #bookings = new Map<string, Booking>()
  #idOfReference = new Map<string, string>()
  #sold = new Map<string, number>()

  constructor(dataDir: string | undefined) {
    this.#journal = dataDir === undefined ? forgetful() : openJournal(dataDir, (line) => entry.parse(line))
    for (const past of this.#journal.past) {
      if ('prebook' in past) this.#prebooks.set(past.prebook.prebookId, past.prebook)
      else this.#keep(past.booking)
    }
  }

  /** Rooms of the kind left on the scarcest night of the stay. */
  left(hotel: SuppliedHotel, room: RoomKind, checkin: string, checkout: string): number {
    return nightsOf(checkin, checkout).reduce(
      (fewest, night) => Math.min(fewest, room.allotment - (this.#sold.get(`${hotel.id} ${room.id} ${night}`) ?? 0)),
      room.allotment,
    )
  }

  confirm(terms: Omit<Prebook, 'prebookId'>): Prebook {
    const made = { ...terms, prebookId: shortId(9) }
    this.#journal.write({ prebook: made })
    this.#prebooks.set(made.prebookId, made)
    return made
  }

  prebook(prebookId: string): Prebook | undefined {
    return this.#prebooks.get(prebookId)
  }

  byReference(clientReference: string): Booking | undefined {
    return this.#bookings.get(this.#idOfReference.get(clientReference) ?? '')
  }

  byId(bookingId: string): Booking | undefined {
    return this.#bookings.get(bookingId)
  }

  /** The newest first. */
  all(): Booking[] {
    return [...this.#bookings.values()].toReversed()
  }

  /** Sells the rooms of a prebook; nothing when they are gone. The same reference is answered with its first booking. */
  sell(
    terms: Prebook,
    buyer: Pick<Booking, 'holder' | 'guests'> & { clientReference?: string | undefined },
    now: Date,
  ): Booking | undefined {
    const first = buyer.clientReference === undefined ? undefined : this.byReference(buyer.clientReference)
    if (first) return first
    const hotel = anyHotel(terms.hotelId)
    const room = hotel?.rooms.find(({ id }) => id === terms.roomId)
    if (!hotel || !room || this.left(hotel, room, terms.checkin, terms.checkout) < terms.rooms.length) return undefined
    const sold: Booking = {
      ...terms,
      ...buyer,
      bookingId: shortId(9),
      clientReference: buyer.clientReference ?? '',
      status: 'CONFIRMED',
      createdAt: now,
      cancelledAt: null,
      cancellationFee: 0,
    }
    this.#journal.write({ booking: sold })
    this.#keep(sold)
    return sold
  }

  /** Gives the rooms back, at that cost. */
  cancel(standing: Booking, fee: number, now: Date): Booking {
    const status = fee > 0 ? 'CANCELLED_WITH_CHARGES' : 'CANCELLED'
    const cancelled: Booking = { ...standing, status, cancelledAt: now, cancellationFee: fee }
    this.#journal.write({ booking: cancelled })
    this.#keep(cancelled)
    return cancelled
  }

  reset(): void {
    this.#journal.empty()
    for (const kept of [this.#prebooks, this.#bookings, this.#idOfReference, this.#sold]) kept.clear()
  }

  close(): void {
    this.#journal.close()
  }

  #keep(kept: Booking): void {
    const before = this.#bookings.get(kept.bookingId)
    const change =
      (kept.status === 'CONFIRMED' ? kept.rooms.length : 0) - (before?.status === 'CONFIRMED' ? before.rooms.length : 0)
    this.#bookings.set(kept.bookingId, kept)
    if (kept.clientReference !== '') this.#idOfReference.set(kept.clientReference, kept.bookingId)
    for (const night of nightsOf(kept.checkin, kept.checkout)) {
      const key = `${kept.hotelId} ${kept.roomId} ${night}`
      this.#sold.set(key, (this.#sold.get(key) ?? 0) + change)
    }
  }
}

const LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

function shortId(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('')
}
