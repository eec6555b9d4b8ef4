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
const currencies = new Set(['EUR', 'USD', 'GBP', 'CHF', 'JPY'])

const query = `query Offers($hotel: ID!, $stay: StayInput!) {
  hotel(id: $hotel) { offers(stay: $stay, rooms: [{ adults: 2 }]) { id } }
}`

/** Days from today, as a calendar date. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Offers of our own hotels, each of another room type, asked for through the gateway as any client does. */
export const collectOffers = async (gatewayUrl: string, wanted: number, nights = 2): Promise<OfferInHand[]> => {
  const found = new Map<string, OfferInHand>()
  const stay = { checkIn: inDays(60), checkOut: inDays(60 + nights) }
  for (let hotel = 1; found.size < wanted; hotel += 1) {
    if (hotel > wanted * 20) throw new Error(`only ${found.size} room types have an offer, not ${wanted}`)
    for (const { id } of await offersOf(gatewayUrl, `h${hotel}`, stay)) {
      const payload = Buffer.from(id.split('.')[1] ?? '', 'base64url').toString()
      const { currency, roomType, stay: offered } = claims.parse(JSON.parse(payload))
      if (found.size < wanted && currencies.has(currency) && !found.has(roomType.id))
        found.set(roomType.id, { id, roomTypeId: roomType.id, ...offered })
    }
  }
  return [...found.values()]
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
  return answered.parse(await answer.body.json()).data.hotel?.offers ?? []
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
