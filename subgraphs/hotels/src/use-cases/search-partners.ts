import { patienceLeft } from '@staygraph/subgraph-kit/patience'

import type { Context } from '../context.ts'
import { maxRadiusKm } from '../domain/area.ts'
import { askPartners, type PartnerReply } from '../partners/ask-partners.ts'
import type { readStay } from './asked-stay.ts'
import { refuseInput } from './refusal.ts'
import type { SearchPlace } from './search-place.ts'

/** What the rest of the search, and its way back, take out of the patience of whoever asks. */
const wayBackMs = 500

export type PartnersSearch = {
  place: SearchPlace
  asked: ReturnType<typeof readStay>
  currency: string
  /** Nobody is waited for longer, whatever time they have; null: by the deadline. */
  waitMs: number | null
}

/**
 * What partners have for the same question, by the deadline; none is waited for longer. Beyond 100 km around the middle nobody is asked: that answer is in part.
 */
export async function searchPartners(
  { place: { area }, asked: { stay, rooms }, currency, waitMs }: PartnersSearch,
  context: Context,
): Promise<PartnerReply[]> {
  if (waitMs !== null && waitMs < 0) throw refuseInput('partnersWithinMs must not be negative.')
  const { partners, partnersWithinMs, now, logger } = context
  if (partners.length === 0) return []
  const radiusKm = Math.min(maxRadiusKm, Math.max(1, area.radiusKm))
  const replies = await askPartners(
    partners,
    {
      place: { ...area.centre, radiusKm },
      stay,
      rooms,
      currency,
    },
    {
      deadlineMs: Math.max(0, patienceLeft(partnersWithinMs + wayBackMs) - wayBackMs),
      waitMs: waitMs ?? Infinity,
      now,
      logger,
    },
  )
  return replies.map((reply) => ({
    ...reply,
    status: reply.status === 'COMPLETE' && area.radiusKm > maxRadiusKm ? ('PARTIAL' as const) : reply.status,
    hotels: reply.hotels.filter(({ hotel }) => area.holds(hotel, null)),
  }))
}
