import { setTimeout as after } from 'node:timers/promises'

import postgres from 'postgres'

import { percentile, round } from '../statistics.ts'

export interface Meanwhile {
  /** Milliseconds, of reading the blocks of a town as a search does. */
  reads: { count: number; p50: number; p99: number; longest: number }
  /** Milliseconds, of writing ten events. */
  events: { count: number; p50: number; p99: number; longest: number }
}

const eventsAtOnce = 10

/** What others have of it: every tenth of a second a town is read as a search reads it, and ten events are written. */
export const watchMeanwhile = async (databaseUrl: string): Promise<{ stop: () => Promise<Meanwhile> }> => {
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined })
  const towns = await sql<
    { cityId: number }[]
  >`select id as "cityId" from city where hotel_count > 0 order by random() limit 500`
  const [last] = await sql<{ hotels: number; revision: number }[]>`
    select (select max(id) from hotel) as hotels, coalesce(max(revision), 0)::float8 as revision from availability_told`
  const block = Math.floor(Date.now() / 86_400_000 / 31) + 1
  let isOver = false
  const timesOf = async (ask: (turn: number) => Promise<unknown>): Promise<number[]> => {
    const times: number[] = []
    for (let turn = 0; !isOver; turn += 1) {
      const begun = performance.now()
      await ask(turn)
      times.push(performance.now() - begun)
      await after(100)
    }
    return times
  }
  const reading = timesOf(
    (turn) => sql`
      select string_agg(rooms_left, ''::bytea) from availability_block
      where city_id = any(${towns.slice((turn * 20) % 480, ((turn * 20) % 480) + 20).map(({ cityId }) => cityId)}::int[])
        and block = any(array[${block}::int, ${block + 1}::int])`,
  )
  const telling = timesOf((turn) => {
    const revision = (last?.revision ?? 0) + 1 + turn
    const rooms = Array.from({ length: eventsAtOnce }, () => 8 * (1 + Math.floor(Math.random() * (last?.hotels ?? 1))))
    const sorted = [...new Set(rooms)].toSorted((a, b) => a - b)
    const night = new Date(Date.now() + (10 + (turn % 300)) * 86_400_000).toISOString().slice(0, 10)
    return sql`select note_availability(${sorted}::int[], ${sorted.map(() => night)}::text[]::date[],
      ${sorted.map(() => 3)}::int[], ${sorted.map(() => revision)}::bigint[])`
  })
  const figures = (times: number[]) => ({
    count: times.length,
    p50: round(percentile(times, 0.5)),
    p99: round(percentile(times, 0.99)),
    longest: round(Math.max(0, ...times)),
  })
  return {
    stop: async () => {
      isOver = true
      const [reads, events] = await Promise.all([reading, telling])
      await sql.end()
      return { reads: figures(reads), events: figures(events) }
    },
  }
}
