import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

const text = z.string().max(1_000)

/** A reservation as the mails and the calendar file tell it: complete, so that they ask nobody. Sums in minor units of `currency`. */
export const reservationRecap = z.object({
  reservationId: z.string(),
  reference: z.string(),
  guest: z.object({ givenName: text, familyName: text, email: z.string(), phone: z.string().nullable() }),
  requests: text.nullable(),
  hotel: z.object({
    id: z.string(),
    name: text,
    addressLines: z.array(text),
    country: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    timeZone: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    stars: z.int().nullable(),
    checkInFrom: z.string(),
    checkOutUntil: z.string(),
  }),
  stay: z.object({ checkIn: z.iso.date(), checkOut: z.iso.date() }),
  /** `name` is of the room's kind; absent in what was promised before rooms could be of several kinds. */
  rooms: z.array(z.object({ adults: z.int(), childAges: z.array(z.int()), name: text.optional() })),
  /** All rooms in words: "2 × Double room + 1 × Family room". */
  roomName: text,
  board: z.enum(['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE']),
  ratePlanName: text,
  currency: z.string().length(3),
  total: z.int(),
  payNow: z.int(),
  payAtHotel: z.int(),
  cancellationSummary: text,
  offerSignature: z.string(),
  bookedAt: z.iso.datetime(),
  /** Grows with each change of the reservation: the calendar file's SEQUENCE (RFC 5545, 3.8.7.4). */
  revision: z.int(),
  cancelled: z.object({ at: z.iso.datetime(), refund: z.int(), fee: z.int() }).nullable(),
  /** The site's page of this reservation. */
  url: z.url(),
})
export type ReservationRecap = z.infer<typeof reservationRecap>

/** Asked by the documents server for a calendar file. Null: there is no such reservation. */
export const readRecap = defineCommand({
  name: 'read-recap',
  input: z.object({ reservationId: z.string() }),
  output: reservationRecap.nullable(),
})
