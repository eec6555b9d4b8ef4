import { z } from 'zod'

import {
  PartnerFault,
  type PartnerHotel,
  type PartnerHotelRate,
  type PartnerOffer,
  type PartnerQuestion,
  type PartnerRates,
} from '../partner-supply.ts'
import { bounded } from '../partner-wire.ts'
import { Remembered } from '../remembered.ts'
import { facilities, hotelList, hotelRates, listedHotel, rates, ratesEvent, refusal } from './answers.ts'
import { eventsOf } from './event-stream.ts'
import { fromList } from './hotel.ts'
import { understood, type LiteApi } from './liteapi-wire.ts'
import { boardCodes, usableOffers, type Supplier } from './offer.ts'

const HOURS = 3_600_000
const MOST_HOTELS = 60
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

  /** The cheapest offer of each hotel, as they come; cut off by the time, what has come counts. */
  async function streamedRates(
    question: PartnerQuestion,
    withinMs: number | undefined,
  ): Promise<{ lines: unknown[]; whole: boolean }> {
    const lines: unknown[] = []
    const { boards, freeCancellation = false, limit = MOST_HOTELS } = question
    const body = {
      ...ratesBody(question),
      ...pointQuery(question.place),
      ...(boards ? { boardType: boardCodes(boards).join(',') } : {}),
      limit,
      maxRatesPerHotel: 1,
      refundableRatesOnly: freeCancellation,
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
      const offer = read.success ? cheapest(supplier, read.data.roomTypes, question, now) : undefined
      if (hotel && offer) found.set(hotel.id, { hotel, offer })
      else if (offer !== null) {
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

/** Null: nothing that was asked for, which is an answer; undefined: nothing usable, which is none. */
function cheapest(
  supplier: Supplier,
  offers: readonly unknown[],
  question: PartnerQuestion,
  now: Date,
): PartnerOffer | null | undefined {
  const usable = usableOffers(supplier, offers, question, now)
  if (usable.length === 0) return undefined
  const { boards, freeCancellation } = question
  const wanted = usable.filter(
    (offer) =>
      (!boards || boards.includes(offer.board)) && (!freeCancellation || offer.cancellation.freeUntil !== null),
  )
  return wanted[0] ?? null
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
