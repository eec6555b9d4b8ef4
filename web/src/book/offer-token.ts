import * as v from 'valibot'

import type { Money } from '../language/money.ts'

// What an offer says, read out of its own signed token, so that the checkout shows even while hotels is away. For display
// only: nothing here checks the signature, and nothing has to. The server verifies the token when it is booked, and charges
// what the verified token says, whatever this page showed.

const text = v.string()
const whole = v.pipe(v.number(), v.integer())

const claims = v.object({
  iat: whole,
  exp: whole,
  jti: v.pipe(text, v.minLength(1)),
  hotel: v.object({
    id: text,
    name: text,
    address: v.object({ line: text, city: text, country: text }),
    timeZone: text,
    stars: v.nullable(whole),
    checkInFrom: text,
    checkOutUntil: text,
  }),
  supplier: v.nullable(v.object({ name: text })),
  roomType: v.object({ name: text }),
  ratePlan: v.object({ id: v.nullish(text), name: text }),
  board: text,
  stay: v.object({ checkIn: text, checkOut: text }),
  rooms: v.pipe(
    v.array(
      v.object({ adults: whole, childAges: v.array(whole), roomType: v.optional(v.object({ id: text, name: text })) }),
    ),
    v.minLength(1),
  ),
  currency: v.pipe(text, v.length(3)),
  nights: v.array(v.object({ date: text, price: whole })),
  taxes: v.array(v.object({ name: text, amount: whole, included: v.boolean(), payAtHotel: v.boolean() })),
  total: whole,
  payNow: whole,
  cancellation: v.object({
    freeUntil: v.nullable(text),
    tiers: v.array(v.object({ from: v.nullable(text), fee: whole })),
  }),
})
type Claims = v.InferOutput<typeof claims>

/** An offer as the checkout shows it. Sums are in minor units of one currency, instants ISO 8601. */
export type ShownOffer = Pick<Claims, 'hotel' | 'stay' | 'board'> & {
  rooms: { adults: number; childAges: number[] }[]
  /** Where the rooms are of several kinds: each one's kind, in the order of `rooms`, and their rate plan. */
  combination: { roomTypeIds: string[]; ratePlanId: string | null } | null
  /** Short and unguessable: the name of this checkout within the browser. */
  id: string
  token: string
  roomName: string
  ratePlanName: string
  /** The partner through whom it is sold; null for a hotel of our own. */
  soldBy: string | null
  total: Money
  payNow: Money
  nights: { date: string; price: Money }[]
  taxes: { name: string; amount: Money; included: boolean; payAtHotel: boolean }[]
  cancellation: { freeUntil: string | null; tiers: { from: string | null; fee: Money }[] }
  madeAt: string
  expiresAt: string
  /** The room itself is held until `expiresAt`, for who waited for it. */
  isRoomHeld?: boolean
}

/** Null when it is no offer of ours: an old or a broken link. */
export function readOffer(token: string): ShownOffer | null {
  const read = v.safeParse(claims, payloadOf(token))
  if (!read.success) return null
  const { jti, iat, exp, hotel, supplier, ratePlan, stay, rooms, board, currency, ...priced } = read.output
  const money = (amount: number): Money => ({ amount, currency })
  return {
    id: jti,
    token,
    hotel,
    stay,
    rooms: rooms.map(({ adults, childAges }) => ({ adults, childAges })),
    combination: combinationOf(read.output),
    board,
    roomName: nameOf(read.output),
    ratePlanName: ratePlan.name,
    soldBy: supplier?.name ?? null,
    total: money(priced.total),
    payNow: money(priced.payNow),
    nights: priced.nights.map(({ date, price }) => ({ date, price: money(price) })),
    taxes: priced.taxes.map((tax) => ({ ...tax, amount: money(tax.amount) })),
    cancellation: {
      freeUntil: priced.cancellation.freeUntil,
      tiers: priced.cancellation.tiers.map(({ from, fee }) => ({ from, fee: money(fee) })),
    },
    madeAt: new Date(iat * 1000).toISOString(),
    expiresAt: new Date(exp * 1000).toISOString(),
  }
}

const kindsOf = ({ rooms }: Claims) => rooms.flatMap(({ roomType }) => (roomType ? [roomType] : []))

function combinationOf(read: Claims): ShownOffer['combination'] {
  const kinds = kindsOf(read)
  if (new Set(kinds.map(({ id }) => id)).size < 2 || kinds.length < read.rooms.length) return null
  return { roomTypeIds: kinds.map(({ id }) => id), ratePlanId: read.ratePlan.id ?? null }
}

/** As it will stand on the receipt: "Double room"; of several kinds "2 × Double room + 1 × Family room". */
function nameOf(read: Claims): string {
  const names = Map.groupBy(kindsOf(read), ({ name }) => name)
  return names.size < 2 ? read.roomType.name : [...names].map(([name, same]) => `${same.length} × ${name}`).join(' + ')
}

/** The middle part of a compact JWS (RFC 7515): base64url of JSON in UTF-8. */
function payloadOf(token: string): unknown {
  const part = token.split('.')[1]
  if (!part) return null
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
