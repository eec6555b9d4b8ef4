import type postgres from 'postgres'

import { copyInto, type Cell } from './copy.ts'
import { makeHotel, type MadeHotel } from './make-hotel.ts'
import type { Assignment } from './spread.ts'

const batch = 2_500

type Tables = { hotel: MadeHotel['hotel'][]; room_type: MadeHotel['rooms']; rate_plan: MadeHotel['plans'] }

/**
 * Writes the hotels from `done` on, some thousands a transaction, each with the note how far it came: a seed that was
 * stopped goes on there. A hotel's id is its place in `assignments`, from 1.
 */
export async function loadHotels(
  sql: postgres.Sql,
  assignments: readonly Assignment[],
  done: number,
  tell: (done: number) => void,
): Promise<void> {
  const taken = new Map<number, Set<string>>()
  for (let from = 0; from < assignments.length; from += batch) {
    const made: Tables = { hotel: [], room_type: [], rate_plan: [] }
    for (const [at, { place, number }] of assignments.slice(from, from + batch).entries()) {
      let names = taken.get(place.id)
      if (!names) taken.set(place.id, (names = new Set()))
      const { hotel, rooms, plans } = makeHotel(from + at + 1, place, number, names)
      if (from + at < done) continue // made again only for the names that are taken
      made.hotel.push(hotel)
      made.room_type.push(...rooms)
      made.rate_plan.push(...plans)
    }
    if (made.hotel.length === 0) continue
    const upTo = Math.min(from + batch, assignments.length)
    await sql.begin(async (tx) => {
      for (const [table, rows] of Object.entries(made)) {
        const columns = Object.keys(rows[0] ?? {})
        await copyInto(
          tx,
          table,
          columns,
          rows.map((row) => Object.values(row) as Cell[]),
        )
      }
      await tx`insert into seed_progress (stage, done) values ('hotels', ${upTo})
        on conflict (stage) do update set done = excluded.done`
    })
    tell(upTo)
  }
}
