import { shareOut } from '@staygraph/subgraph-kit/money'
import { z } from 'zod'

const roomType = z.object({
  id: z.string(),
  name: z.string(),
  /** How many rooms of this kind are sold a night where nothing else was decided. 0 for a partner's room. */
  allotment: z.int(),
})

const room = z.object({
  adults: z.int(),
  childAges: z.array(z.int()),
  /** Absent in offers signed before rooms could be of several types: then it is the offer's. */
  roomType: roomType.optional(),
  /** This room's part of the offer's `total` and `payNow`; the parts of all rooms make exactly these. Absent likewise: then even. */
  total: z.int().optional(),
  payNow: z.int().optional(),
})

/**
 * What hotels signs when it offers rooms: everything a booking needs, so that an offer in hand can be booked while
 * hotels is away. A compact JWS (RFC 7515), EdDSA over Ed25519, `kid` in its header, the keys at
 * `/.well-known/offer-keys.json` of hotels (a JWK Set, RFC 7517); those of a page are signed together, and the third part
 * of each is the signature of all with what proves it to be among them (`signed-together` of the kit). The JWS is the
 * offer's id. Its third part is what the seal is drawn from.
 * Sums are integers in the smallest unit of `currency`; unless they are a room's own, they are for all rooms together.
 */
export const signedOffer = z.object({
  iss: z.literal('staygraph:hotels'),
  /** Seconds since 1970, as JWT has it (RFC 7519). `exp`: until when the price holds. */
  iat: z.int(),
  exp: z.int(),
  jti: z.string(),
  hotel: z.object({
    id: z.string(),
    name: z.string(),
    address: z.object({
      line: z.string(),
      city: z.string(),
      region: z.string().nullable(),
      postalCode: z.string().nullable(),
      country: z.string(),
    }),
    latitude: z.number(),
    longitude: z.number(),
    /** IANA name: the calendar of `stay`, the zone in which times are told. */
    timeZone: z.string(),
    /** Where the hotel reads its reservations. Null: told by the partner. */
    email: z.string().nullable(),
    phone: z.string().nullable(),
    stars: z.int().nullable(),
    checkInFrom: z.string(),
    checkOutUntil: z.string(),
  }),
  /** Null for a hotel of our own; else the supplier that sells it and the name of this offer in its own words. */
  supplier: z.object({ code: z.string(), name: z.string(), offerId: z.string() }).nullable(),
  /** Of the first room. What each room is of, it says itself. */
  roomType,
  ratePlan: z.object({ id: z.string().nullable(), name: z.string(), refundable: z.boolean() }),
  board: z.enum(['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE']),
  /** Half-open, the hotel's calendar. */
  stay: z.object({ checkIn: z.iso.date(), checkOut: z.iso.date() }),
  /** One entry a room; the offer is for all of them. */
  rooms: z.array(room).min(1),
  currency: z.string().length(3),
  nights: z.array(z.object({ date: z.iso.date(), price: z.int() })),
  taxes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      amount: z.int(),
      /** Within the nights' prices already (VAT), or on top of them (city tax). */
      included: z.boolean(),
      /** Must by law be paid at the desk: within `total`, not within `payNow`. */
      payAtHotel: z.boolean(),
      /** Hundredths of a per cent, for a tax that is a share of the price: 600 is 6 %. */
      rateBps: z.int().nullable(),
    }),
  ),
  total: z.int(),
  payNow: z.int(),
  /** Fees are of `payNow`. Instants are ISO 8601 with offset. */
  cancellation: z.object({
    freeUntil: z.iso.datetime().nullable(),
    tiers: z.array(z.object({ from: z.iso.datetime().nullable(), fee: z.int() })),
  }),
})

/** What a token holds, read whenever it was signed: an older one says of its rooms only who sleeps in them. */
export const offerClaims = signedOffer.transform(({ rooms, ...offer }) => {
  const even = rooms.map(() => 1)
  const [totals, paid] = [shareOut(offer.total, even), shareOut(offer.payNow, even)]
  return {
    ...offer,
    rooms: rooms.map((one, at) => ({
      adults: one.adults,
      childAges: one.childAges,
      roomType: one.roomType ?? offer.roomType,
      total: one.total ?? totals[at] ?? 0,
      payNow: one.payNow ?? paid[at] ?? 0,
    })),
  }
})

export type OfferClaims = z.infer<typeof offerClaims>
export type OfferedRoom = OfferClaims['rooms'][number]

/** Rooms in words, as they stand on a receipt: "Double room"; of several kinds "2 × Double room + 1 × Family room". */
export function roomsInWords(names: readonly string[]): string {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, same]) => ({ name, count: same.length }))
  const [only] = counts
  if (only && counts.length === 1) return only.name
  return counts.map(({ name, count }) => `${count} × ${name}`).join(' + ')
}
