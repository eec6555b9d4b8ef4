import { patienceLeft } from '@staygraph/subgraph-kit/patience'

import type { Context } from '../context.ts'
import { maxRadiusKm } from '../domain/area.ts'
import type { RoomGuests } from '../domain/guests.ts'
import type { Stay } from '../domain/stay.ts'
import { askPartners, type PartnerReply } from '../partners/ask-partners.ts'
import type { PartnerHotelRate } from '../partners/partner-supply.ts'
import { refuseInput } from './refusal.ts'
import type { SearchPlace } from './search-place.ts'

/** What the rest of the search, and its way back, take out of the patience of whoever asks. */
const wayBackMs = 500

export type PartnersSearch = {
  place: SearchPlace
  /** Each is asked for by itself. */
  stays: readonly Stay[]
  rooms: readonly RoomGuests[]
  currency: string
  /** Nobody is waited for longer, whatever time they have; null: by the deadline. */
  waitMs: number | null
}

/**
 * What partners have for the same question, by the deadline; none is waited for longer. Beyond 100 km around the middle nobody is asked: that answer is in part.
 */
export async function searchPartners(
  { place: { area }, stays, rooms, currency, waitMs }: PartnersSearch,
  context: Context,
): Promise<PartnerReply[]> {
  if (waitMs !== null && waitMs < 0) throw refuseInput('partnersWithinMs must not be negative.')
  const { partners, partnersWithinMs, now, logger } = context
  if (partners.length === 0) return []
  const radiusKm = Math.min(maxRadiusKm, Math.max(1, area.radiusKm))
  const place = { ...area.centre, radiusKm }
  const deadlineMs = Math.max(0, patienceLeft(partnersWithinMs + wayBackMs) - wayBackMs)
  const asking = { deadlineMs, waitMs: waitMs ?? Infinity, now, logger }
  const byStay = await Promise.all(stays.map((stay) => askPartners(partners, { place, stay, rooms, currency }, asking)))
  return partners
    .map((_, at) => together(byStay.flatMap((ofStay) => ofStay[at] ?? [])))
    .map((reply) => ({
      ...reply,
      status: reply.status === 'COMPLETE' && area.radiusKm > maxRadiusKm ? ('PARTIAL' as const) : reply.status,
      hotels: reply.hotels.filter(({ hotel }) => area.holds(hotel, null)),
    }))
}

/** What one partner answered for several stays, as one answer: each hotel with all that it sells for any of them. */
function together(replies: readonly PartnerReply[]): PartnerReply {
  const [first, ...others] = replies
  if (!first) throw new Error('a partner that was asked has no reply')
  if (others.length === 0) return first
  const rates = new Map<string, PartnerHotelRate>()
  for (const { hotels } of replies)
    for (const { hotel, offers } of hotels) {
      const known = rates.get(hotel.id)
      // Of offers that cost the same, those of an earlier stay stay in front.
      const [cheapest = offers[0], ...more] = [...(known?.offers ?? []), ...offers].toSorted(
        (a, b) => a.total - b.total,
      )
      rates.set(hotel.id, { hotel: known?.hotel ?? hotel, offers: [cheapest, ...more] })
    }
  return {
    ...first,
    status: statusOf(replies),
    hotels: [...rates.values()],
    leftOut: replies.reduce((sum, { leftOut }) => sum + leftOut, 0),
    ageSeconds: Math.max(...replies.map(({ ageSeconds }) => ageSeconds)),
  }
}

/** Whole only if all are; in part if any is something. */
function statusOf(replies: readonly PartnerReply[]): PartnerReply['status'] {
  const all = new Set(replies.map(({ status }) => status))
  const [first = 'COMPLETE'] = all
  if (all.size === 1) return first
  if (all.has('PENDING')) return 'PENDING'
  return all.has('COMPLETE') || all.has('PARTIAL') ? 'PARTIAL' : first
}
