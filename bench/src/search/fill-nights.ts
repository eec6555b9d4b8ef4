import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type postgres from 'postgres'

import type { BenchOptions } from '../bench.ts'

// A year in which every night of every room type was told of, as it would be after a year of bookings: one night in
// twelve sold out, else one to six rooms left. Written past the service, which would take days for it.

const townsABatch = 4_000
const blockNights = 31
const widest = 32 * blockNights

/** Bytes that look like any others, always the same. */
const noise = (() => {
  const bytes = Buffer.alloc(1 << 20)
  let state = 12_345
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24 < 22 ? 0 : 1 + ((state >>> 8) % 6)
  }
  return bytes.toString('hex')
})()

interface Chunk {
  cityId: number
  chunk: number
  width: number
}

function* rowsOf(chunks: Chunk[], first: number, last: number): Generator<string> {
  for (const [cityId, places] of Map.groupBy(chunks, (chunk) => chunk.cityId))
    for (let block = first; block <= last; block += 1)
      for (const { chunk, width } of places) {
        const start = (Math.imul(cityId * 131 + chunk * 7 + block, 2_654_435_761) >>> 0) % ((1 << 20) - widest)
        const bytes = noise.slice(start * 2, (start + width * blockNights) * 2)
        yield `${cityId}\t${block}\t${chunk}\t\\\\x${bytes}\n`
      }
}

/** Writes all blocks of a year from `now` on, some thousand towns a transaction: one that was stopped goes on there. */
export const fillNights = async (
  sql: postgres.Sql,
  now: Date,
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<void> => {
  const today = Math.floor(now.getTime() / 86_400_000)
  const [first, last] = [Math.floor(today / blockNights), Math.floor((today + 366) / blockNights)]
  let done = 0
  for (;;) {
    signal.throwIfAborted()
    const filled = await sql.begin(async (tx) => {
      const towns = await tx<{ cityId: number }[]>`
        select id as "cityId" from city where hotel_count > 0
          and id > coalesce((select max(city_id) from availability_chunk), 0) order by id limit ${townsABatch}`
      if (towns.length === 0) return 0
      const chunks = await tx<Chunk[]>`
        insert into availability_chunk (city_id, chunk, room_type_ids)
        select city_id, number, array_agg(id order by id)
        from (
          select hotel.city_id, room_type.id,
            ((row_number() over (partition by hotel.city_id order by room_type.id) - 1) / 32)::int as number
          from hotel join room_type on room_type.id between hotel.id * 8 and hotel.id * 8 + 7
          where hotel.city_id = any(${towns.map(({ cityId }) => cityId)}::int[])
        ) room
        group by city_id, number order by city_id, number
        returning city_id as "cityId", chunk, cardinality(room_type_ids) as width`
      const into = await tx`copy availability_block (city_id, block, chunk, rooms_left) from stdin`.writable()
      await pipeline(Readable.from(batched(rowsOf(chunks, first, last))), into)
      return towns.length
    })
    if (filled === 0) break
    done += filled
    say(`nights of ${done.toLocaleString('en')} towns`)
  }
  if (done > 0) await sql`vacuum analyze availability_block`
}

function* batched(rows: Iterable<string>): Generator<string> {
  let text = ''
  for (const row of rows) {
    text += row
    if (text.length > 500_000) {
      yield text
      text = ''
    }
  }
  yield text
}
