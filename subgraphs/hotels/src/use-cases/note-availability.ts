import { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'

import type { Context } from '../context.ts'
import { dayNumber } from '../domain/calendar.ts'
import { readKey } from '../domain/shelf.ts'

type Change = PayloadOf<typeof availabilityChanged>
type Night = { room: number; night: string; left: number; revision: number }

/** Of a night told several times the newest. In the order of the rows they go to, so that no two batches wait for each other. */
function newest(changes: readonly Change[]): Night[] {
  const nights = new Map<string, Night>()
  for (const { roomTypeId, revision, nights: told } of changes) {
    const room = readKey('r', roomTypeId)
    if (room === null) continue // a partner's: nobody's
    for (const { night, left } of told) {
      if (dayNumber(night) < 0) continue
      const known = nights.get(`${room} ${night}`)
      if (!known || known.revision <= revision) nights.set(`${room} ${night}`, { room, night, left, revision })
    }
  }
  return [...nights.values()].toSorted((a, b) => a.room - b.room || (a.night < b.night ? -1 : 1))
}

/**
 * Takes over how many rooms are left. Each night keeps the revision it was told with: an event that arrives twice, or
 * after a newer one, changes nothing. All are written in one transaction, or none. Answers how many nights were news.
 */
export async function noteAvailability(changes: readonly Change[], { db }: Pick<Context, 'db'>): Promise<number> {
  const nights = newest(changes)
  if (nights.length === 0) return 0
  // By the driver itself, which prepares it: every room that is held or freed anywhere comes through here.
  const [row] = await db.$client<{ news: number }[]>`
    select note_availability(${nights.map(({ room }) => room)}::int[],
      ${nights.map(({ night }) => night)}::text[]::date[], ${nights.map(({ left }) => Math.min(left, 254))}::int[],
      ${nights.map(({ revision }) => revision)}::bigint[]) as news`
  return row?.news ?? 0
}
