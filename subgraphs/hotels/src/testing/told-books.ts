import type { availabilityChanged } from '@staygraph/reservations/contract/availability-changed'
import { untold } from '@staygraph/reservations/contract/tell-nights'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'
import type postgres from 'postgres'

import { dateOfDay, dayNumber } from '../domain/calendar.ts'
import type { Teller } from '../use-cases/teller.ts'

type Change = PayloadOf<typeof availabilityChanged>
export type Promised = { id: string; change: Change }

/** Versions of one night have figures of their own, so that a figure tells which one it is. */
const versions = 200

/**
 * What reservations knows, kept in memory: the rooms left, and the events that are promised. An event is under way from its change until
 * it is `settled`.
 */
export class ToldBooks implements Teller {
  /** Of each night how often it changed: its figure is that number. */
  readonly changed = new Map<string, number>()
  readonly underWayNow: Promised[] = []
  revision = 0

  /** Something is sold or freed on some nights. Answers the event. */
  change(room: number, nights: readonly string[]): Promised {
    this.revision += 1
    const told = nights.map((night) => {
      const key = `${room} ${night}`
      const version = (this.changed.get(key) ?? 0) + 1
      this.changed.set(key, version)
      return { night, left: version % versions }
    })
    const promised = {
      id: `00000000-0000-7000-8000-${String(this.revision).padStart(12, '0')}`,
      change: { roomTypeId: `r${room}`, revision: this.revision, nights: told },
    }
    this.underWayNow.push(promised)
    return promised
  }

  settle({ id }: Promised): void {
    const at = this.underWayNow.findIndex((one) => one.id === id)
    if (at >= 0) this.underWayNow.splice(at, 1)
  }

  nights: Teller['nights'] = async (asked, from) => {
    const first = dayNumber(from)
    const known = Map.groupBy(this.changed, ([key]) => `r${key.split(' ')[0]}`)
    const roomTypeIds = asked.filter((id) => known.has(id))
    const told = roomTypeIds.flatMap((id, room) =>
      (known.get(id) ?? []).map(([key, version]) => ({
        room,
        night: dayNumber(key.split(' ')[1] ?? '') - first,
        left: version % versions,
      })),
    )
    const nights = Math.max(0, ...told.map(({ night }) => night + 1))
    const left = new Uint8Array(roomTypeIds.length * nights).fill(untold)
    for (const one of told) if (one.night >= 0) left[one.room * nights + one.night] = one.left
    return { roomTypeIds, nights, left }
  }

  underWay: Teller['underWay'] = async (after) => {
    const some = this.underWayNow.filter(({ id }) => after === null || id > after).slice(0, 3)
    return {
      events: some.map(({ change }) => structuredClone(change)),
      last: some.length === 3 ? (some.at(-1)?.id ?? null) : null,
      newest: this.revision,
    }
  }
}

/** What searches use, read as plainly as can be: of each night ("8 2027-06-01") the rooms left that somebody told. */
export async function readAll(sql: postgres.Sql): Promise<Map<string, number>> {
  const rows = await sql<{ block: number; roomTypeIds: number[]; roomsLeft: Buffer }[]>`
    select block, room_type_ids as "roomTypeIds", rooms_left as "roomsLeft"
    from availability_block join availability_chunk using (city_id, chunk)`
  const all = new Map<string, number>()
  for (const { block, roomTypeIds, roomsLeft } of rows)
    roomTypeIds.forEach((id, place) => {
      for (let night = 0; night < 31; night++) {
        const left = roomsLeft[night * roomTypeIds.length + place] as number
        if (left !== untold) all.set(`${id} ${dateOfDay(block * 31 + night)}`, left)
      }
    })
  return all
}
