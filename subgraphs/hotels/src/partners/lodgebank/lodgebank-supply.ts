import type { z } from 'zod'

import { distanceKm } from '../../domain/distance.ts'
import { cheapestOfEachKind } from '../offer-parts.ts'
import {
  PartnerFault,
  type PartnerHotel,
  type PartnerHotelRate,
  type PartnerQuestion,
  type PartnerRates,
  type PartnerSupply,
} from '../partner-supply.ts'
import { jsonOf, openPartnerWire, readAs, type Ask } from '../partner-wire.ts'
import type { RateLimit } from '../rate-limit.ts'
import { Remembered } from '../remembered.ts'
import { availability, content, freeHotel, hotel as hotelSchema, refusal } from './answers.ts'
import { boxesAround } from './boxes.ts'
import { hotelOf } from './hotel.ts'
import { usableOffers, type Asked } from './offer.ts'

const HOURS = 3_600_000
const NIGHT_MS = 86_400_000
/** Pages of a list are asked for one after the other: what goes on longer is a list without end. */
const MOST_PAGES = 20

export type LodgebankOptions = {
  readonly url: string
  readonly apiKey: string
  /** In our ids of its hotels: never to be changed once hotels are kept. */
  readonly code?: string
  /** As guests read it. */
  readonly name?: string
  readonly timeoutMs?: number
  readonly breakMs?: number
  readonly rateLimit?: RateLimit
  /** As many hotels of it in a search at most, the nearest. */
  readonly mostHotels?: number
}

/** Lodgebank, a bedbank: asked for what is free by the codes of hotels that its content told before, page by page. */
export function lodgebankSupply(options: LodgebankOptions): PartnerSupply & { close(): Promise<void> } {
  const { url, apiKey, code = 'lodgebank', name = 'Lodgebank', timeoutMs = 1_200, breakMs = 10_000 } = options
  const { rateLimit, mostHotels = 60 } = options
  const supplier = { code, name }
  const wire = openPartnerWire({
    code,
    url: `${url.replace(/\/$/, '')}/b2b`,
    headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    timeoutMs,
    breakMs,
    rateLimit,
  })
  // Where hotels stand hardly changes.
  const places = new Remembered<readonly PartnerHotel[]>({ lifeMs: 6 * HOURS, atMost: 300 })

  /** The answer checked against the schema; null when they do not know what was asked about. */
  const json = async <T>(asked: Ask, schema: z.ZodType<T>): Promise<T | null> =>
    wire.ask(asked, async (answer) => {
      const told = await jsonOf(answer)
      const refused = refusal.safeParse(told)
      if (answer.statusCode >= 500) throw new PartnerFault('DOWN', `status ${answer.statusCode}`)
      if (refused.success && answer.statusCode === 404) return null
      if (refused.success) throw new PartnerFault('REFUSED', `${refused.data.fault}: ${refused.data.says ?? ''}`)
      return readAs(schema, told)
    })

  /** The entries of all pages, or of as many as give `enough`. `whole` is false where it was cut off with something in hand. */
  async function pages<T extends { next: string | null }>(
    page: (cursor: string | undefined) => Promise<T | null>,
    entries: (page: T) => unknown[],
    enough = Infinity,
  ): Promise<{ found: unknown[]; whole: boolean }> {
    const found: unknown[] = []
    let cursor: string | undefined
    for (let turned = 0; turned < MOST_PAGES; turned++) {
      let told: T | null
      try {
        told = await page(cursor)
      } catch (error) {
        if (found.length === 0 || !(error instanceof PartnerFault)) throw error
        return { found, whole: false }
      }
      if (told) found.push(...entries(told))
      if (!told?.next || told.next === cursor || found.length >= enough) return { found, whole: true }
      cursor = told.next
    }
    return { found, whole: false }
  }

  /** The nearest of its hotels, at least as many as are wanted where there are so many. */
  async function hotelsAround(
    place: PartnerQuestion['place'],
    wanted: number,
    left: () => number,
  ): Promise<PartnerHotel[]> {
    const boxes = boxesAround(place)
    const lists = await Promise.all(
      boxes.map((box) =>
        pages(
          (cursor) => {
            const query = { box, size: '100', ...(cursor === undefined ? {} : { cursor }) }
            return json({ operation: 'hotels', path: '/content', query, withinMs: left() }, content)
          },
          ({ hotels }) => hotels,
          // A list begins at the middle of its box, which is the place's where there is one box.
          boxes.length === 1 ? wanted : Infinity,
        ),
      ),
    )
    if (lists.some(({ whole }) => !whole))
      throw new PartnerFault('TIMEOUT', 'the list of its hotels did not come in time')
    const read = lists.flatMap(({ found }) => found).map((one) => hotelSchema.safeParse(one).data)
    const hotels = read.filter((one) => one !== undefined).map((one) => hotelOf(supplier, one))
    return [...new Map(hotels.map((hotel) => [hotel.id, hotel])).values()]
      .map((hotel) => ({ hotel, km: distanceKm(place, hotel) }))
      .filter(({ km }) => km <= place.radiusKm)
      .toSorted((a, b) => a.km - b.km)
      .map(({ hotel }) => hotel)
  }

  const availabilityBody = ({ stay, rooms, currency }: Asked) => ({
    arrive: stay.checkIn,
    nights: Math.round((Date.parse(stay.checkOut) - Date.parse(stay.checkIn)) / NIGHT_MS),
    parties: rooms.map(({ adults, childAges }) => ({ adults, ages: childAges })),
    currency,
  })

  async function search(question: PartnerQuestion, now: Date, withinMs: number): Promise<PartnerRates> {
    const { limit = mostHotels, place } = question
    const end = performance.now() + withinMs
    const left = () => Math.max(1, end - performance.now())
    const around = await places.get(JSON.stringify([place, limit]), now, () => hotelsAround(place, limit, left))
    const nearest = new Map(around.slice(0, limit).map((hotel) => [hotel.supplier.hotelId, hotel]))
    if (nearest.size === 0) return { hotels: [], complete: true, leftOut: 0 }
    const body = { ...availabilityBody(question), codes: [...nearest.keys()] }
    const { found: lines, whole } = await pages(
      (cursor) => {
        const asked = cursor === undefined ? body : { ...body, cursor }
        return json(
          { operation: 'rates', method: 'POST', path: '/availability', body: asked, withinMs: left() },
          availability,
        )
      },
      ({ hotels }) => hotels,
    )
    const found = new Map<string, PartnerHotelRate>()
    const unusable = new Set<unknown>()
    for (const line of lines) {
      const free = freeHotel.safeParse(line).data
      const hotel = free && nearest.get(free.code)
      const offers = free && cheapestOfEachKind(usableOffers(supplier, free.offers, question, now))
      if (hotel && offers) found.set(hotel.id, { hotel, offers })
      else unusable.add(free?.code ?? line)
    }
    const leftOut = unusable.size
    if (found.size === 0 && leftOut > 0) throw new PartnerFault('INVALID_ANSWER', 'not one usable offer', { leftOut })
    return { hotels: [...found.values()], complete: whole && leftOut === 0, leftOut }
  }

  return {
    ...supplier,
    withinMs: timeoutMs + 200,
    search: (question, now, withinMs = timeoutMs) => search(question, now, Math.min(timeoutMs, withinMs)),
    async hotel(hotelId) {
      const told = await json({ operation: 'hotel', path: `/content/${encodeURIComponent(hotelId)}` }, hotelSchema)
      return told && hotelOf(supplier, told)
    },
    async offers(hotelId, asked, now) {
      const body = { ...availabilityBody(asked), codes: [hotelId] }
      const told = await json({ operation: 'offers', method: 'POST', path: '/availability', body }, availability)
      const lines = (told?.hotels ?? []).map((line) => freeHotel.safeParse(line).data)
      return usableOffers(
        supplier,
        lines.filter((line) => line?.code === hotelId).flatMap((line) => line?.offers ?? []),
        asked,
        now,
      )
    },
    close: () => wire.close(),
  }
}
