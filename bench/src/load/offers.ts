import postgres from 'postgres'
import { request } from 'undici'
import { z } from 'zod'

/** An offer in a guest's hand, and what it is for. */
export interface OfferInHand {
  id: string
  roomTypeId: string
  checkIn: string
  checkOut: string
}

const answered = z.object({
  data: z.object({ hotel: z.object({ offers: z.array(z.object({ id: z.string() })) }).nullable() }),
})
const claims = z.object({
  currency: z.string(),
  roomType: z.object({ id: z.string() }),
  stay: z.object({ checkIn: z.string(), checkOut: z.string() }),
})

/** The sandbox bank takes these for certain; not every currency of the catalogue can be charged to a card. */
const currencies = new Set(
  'EUR USD GBP CHF JPY CNY INR BRL CAD AUD MXN PLN SEK NOK DKK CZK HUF RON TRY THB IDR MYR PHP KRW ZAR EGP'.split(' '),
)

const query = `query Offers($hotel: ID!, $stay: StayInput!) {
  hotel(id: $hotel) { offers(stay: $stay, rooms: [{ adults: 2 }]) { id } }
}`

/** Days from today, as a calendar date. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/**
 * Offers of our own hotels, each for other nights, asked for through the gateway as any client does. `arrivals` are days
 * after the first one: with several, as many offers of each room type.
 */
export const collectOffers = async (
  gatewayUrl: string,
  roomTypes: number,
  nights = 2,
  arrivals = [0],
): Promise<OfferInHand[]> => {
  const found = new Map<string, OfferInHand[]>()
  const complete = () => [...found.values()].filter((offers) => offers.length === arrivals.length)
  for (let hotel = 1; complete().length < roomTypes; hotel += 1) {
    if (hotel > 100 + roomTypes * 5)
      throw new Error(`only ${complete().length} room types have offers, not ${roomTypes}`)
    for (const [at, arrival] of arrivals.entries()) {
      const stay = { checkIn: inDays(60 + arrival), checkOut: inDays(60 + arrival + nights) }
      for (const id of await offersOf(gatewayUrl, `h${hotel}`, stay)) {
        const payload = Buffer.from(id.split('.')[1] ?? '', 'base64url').toString()
        const { currency, roomType, stay: offered } = claims.parse(JSON.parse(payload))
        const known = found.get(roomType.id) ?? []
        if (!currencies.has(currency) || known.length !== at) continue
        found.set(roomType.id, [...known, { id, roomTypeId: roomType.id, ...offered }])
      }
    }
  }
  return complete().slice(0, roomTypes).flat()
}

const offersOf = async (gatewayUrl: string, hotel: string, stay: { checkIn: string; checkOut: string }) => {
  const answer = await request(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.9.${hotel.length}.${Number(hotel.slice(1)) % 250}`,
    },
    body: JSON.stringify({ query, variables: { hotel, stay } }),
  })
  return answered.parse(await answer.body.json()).data.hotel?.offers.map(({ id }) => id) ?? []
}

/** What the hotel decides about its nights: how many rooms it sells. Written where its staff would write it. */
export const setAllotment = async (reservationsUrl: string, offers: OfferInHand[], rooms: number) => {
  const sql = postgres(reservationsUrl, { max: 1, onnotice: () => undefined })
  try {
    for (const { roomTypeId, checkIn, checkOut } of offers)
      await sql`
        insert into room_night (room_type_id, night, allotment)
        select ${roomTypeId}, ${checkIn}::date + n, ${rooms} from generate_series(0, ${checkOut}::date - ${checkIn}::date - 1) n
        on conflict (room_type_id, night) do update set allotment = room_night.held + room_night.sold + ${rooms}`
  } finally {
    await sql.end()
  }
}
