import { z } from 'zod'

/**
 * What hotels signs when it offers a room: everything a booking needs, so that an offer in hand can be booked while
 * hotels is away. A compact JWS (RFC 7515), EdDSA over Ed25519, `kid` in its header, the keys at
 * `/.well-known/offer-keys.json` of hotels (a JWK Set, RFC 7517). The JWS is the offer's id. Its third part, the
 * signature, is what the seal is drawn from.
 * Sums are integers in the smallest unit of `currency`; they are for all rooms together.
 */
export const offerClaims = z.object({
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
  roomType: z.object({
    id: z.string(),
    name: z.string(),
    /** How many rooms of this kind are sold a night where nothing else was decided. 0 for a partner's room. */
    allotment: z.int(),
  }),
  ratePlan: z.object({ id: z.string().nullable(), name: z.string(), refundable: z.boolean() }),
  board: z.enum(['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE']),
  /** Half-open, the hotel's calendar. */
  stay: z.object({ checkIn: z.iso.date(), checkOut: z.iso.date() }),
  /** One entry a room; the offer is for all of them, of this one room type. */
  rooms: z.array(z.object({ adults: z.int(), childAges: z.array(z.int()) })).min(1),
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

export type OfferClaims = z.infer<typeof offerClaims>
