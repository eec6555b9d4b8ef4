import { z } from 'zod'

import { cheapestOfEachKind } from '../offer-parts.ts'
import {
  PartnerFault,
  type PartnerHotel,
  type PartnerHotelRate,
  type PartnerQuestion,
  type PartnerRates,
} from '../partner-supply.ts'
import { bounded } from '../partner-wire.ts'
import { Remembered } from '../remembered.ts'
import { facilities, hotelList, hotelRates, listedHotel, rates, ratesEvent, refusal } from './answers.ts'
import { eventsOf } from './event-stream.ts'
import { fromList } from './hotel.ts'
import { understood, type LiteApi } from './liteapi-wire.ts'
import { usableOffers, type Supplier } from './offer.ts'

const HOURS = 3_600_000
const MOST_HOTELS = 60
/** Of each hotel, the cheapest: as many as most have, so that each board is among them, with free cancellation and without. */
const MOST_RATES = 30
/** Of an answer that has more than was asked for, so many are looked at. */
const MOST_LINES = 500

/**
 * Searches LiteAPI around a point: the rates as a stream, so that what has come when the time is up still counts, and
 * beside it, once in six hours, the list of the hotels that stand there.
 */
export function searching(supplier: Supplier, wire: LiteApi, ratesBody: (question: PartnerQuestion) => object) {
  // What a hotel is called and where it stands hardly changes; its rates alone are asked for each time.
  const places = new Remembered<ReadonlyMap<string, PartnerHotel>>({ lifeMs: 6 * HOURS, atMost: 300 })
  const facilityNames = new Remembered<ReadonlyMap<number, string>>({ lifeMs: 24 * HOURS, atMost: 1 })

  async function hotelsAround(
    place: PartnerQuestion['place'],
    now: Date,
    withinMs: number | undefined,
  ): Promise<ReadonlyMap<string, PartnerHotel>> {
    const query = Object.fromEntries(
      Object.entries({ ...pointQuery(place), limit: 1000 }).map(([key, value]) => [key, String(value)]),
    )
    const [names, list] = await Promise.all([
      facilityNames.get('all', now, async () => {
        const all = await wire.json({ operation: 'facilities', path: '/data/facilities', withinMs }, facilities)
        return new Map(all?.data.map(({ facility_id, facility }) => [facility_id, facility]))
      }),
      wire.json({ operation: 'hotels', path: '/data/hotels', query, withinMs }, hotelList),
    ])
    const known = (list?.data ?? []).map((line) => listedHotel.safeParse(line)).filter(({ success }) => success)
    return new Map(
      known.flatMap(({ data }) => (data ? [[data.id, fromList(supplier, data, (id) => names.get(id))]] : [])),
    )
  }

  /** The cheapest offers of each hotel, as they come; cut off by the time, what has come counts. */
  async function streamedRates(
    question: PartnerQuestion,
    withinMs: number | undefined,
  ): Promise<{ lines: unknown[]; whole: boolean }> {
    const lines: unknown[] = []
    const { limit = MOST_HOTELS } = question
    const body = {
      ...ratesBody(question),
      ...pointQuery(question.place),
      limit,
      maxRatesPerHotel: MOST_RATES,
      stream: true,
    }
    try {
      await wire.ask({ operation: 'rates', method: 'POST', path: '/hotels/rates', body, withinMs }, async (answer) => {
        if (!String(answer.headers['content-type']).startsWith('text/event-stream')) {
          const inOnePiece = await understood(answer, rates)
          lines.push(...(inOnePiece?.data ?? []))
          return
        }
        for await (const event of eventsOf(bounded(answer.body))) lines.push(...linesOf(event))
      })
      return { lines, whole: true }
    } catch (error) {
      if (lines.length === 0) throw error
      return { lines, whole: false }
    }
  }

  return async function search(question: PartnerQuestion, now: Date, withinMs?: number): Promise<PartnerRates> {
    const where = JSON.stringify(pointQuery(question.place))
    const [hotels, { lines, whole }] = await Promise.all([
      places.get(where, now, () => hotelsAround(question.place, now, withinMs)),
      streamedRates(question, withinMs),
    ])
    const found = new Map<string, PartnerHotelRate>()
    const unusable = new Set<unknown>()
    for (const line of lines.slice(0, MOST_LINES)) {
      const read = hotelRates.safeParse(line)
      const hotel = read.success ? hotels.get(read.data.hotelId) : undefined
      const offers = read.success && cheapestOfEachKind(usableOffers(supplier, read.data.roomTypes, question, now))
      if (hotel && offers) found.set(hotel.id, { hotel, offers })
      else {
        unusable.add(read.success ? read.data.hotelId : line)
        // A hotel that has rates but is not in the list: the list is older than the hotel.
        if (read.success && !hotel) places.forget(where)
      }
    }
    const leftOut = unusable.size
    if (found.size === 0 && leftOut > 0) throw new PartnerFault('INVALID_ANSWER', 'not one usable offer', { leftOut })
    return { hotels: [...found.values()], complete: whole && leftOut === 0 && lines.length <= MOST_LINES, leftOut }
  }
}

const pointQuery = ({ latitude, longitude, radiusKm }: PartnerQuestion['place']) => ({
  latitude,
  longitude,
  radius: Math.round(Math.min(100, Math.max(1, radiusKm)) * 1000),
})

/** The hotels of an event. The summary at the end tells nothing that the list has not. */
function linesOf(event: unknown): unknown[] {
  const read = ratesEvent.safeParse(event)
  if (read.success) return 'rates' in read.data ? read.data.rates : []
  const refused = refusal.safeParse(event)
  if (refused.success) throw new PartnerFault('REFUSED', `refused with ${refused.data.error.code}`)
  throw new PartnerFault('INVALID_ANSWER', z.prettifyError(read.error))
}
