import type { Sql } from 'postgres'

/**
 * What is left of some room types from a night on, each night in six bytes: the place of its type among those asked for, days
 * since, rooms left up to 254. All in one value, because a row each would cost more than what is in it.
 */
export async function readNights(sql: Sql, roomTypeIds: readonly string[], from: string): Promise<Buffer> {
  const [row] = await sql<{ told: Buffer | null }[]>`
    select string_agg(int2send((wanted.place - 1)::int2) || int2send((night - ${from}::date)::int2)
      || int2send(least(allotment - held - sold, 254)::int2), ''::bytea) as told
    from unnest(${roomTypeIds as string[]}::text[]) with ordinality wanted (room_type_id, place)
    join room_night using (room_type_id)
    where night >= ${from}::date`
  return row?.told ?? Buffer.alloc(0)
}

/** What was promised of a job and is not seen done, the oldest first. `newest`: the last revision that any event was given. */
export async function readUnderWay(
  sql: Sql,
  job: string,
  after: string | null,
  atMost: number,
): Promise<{ promises: { id: string; payload: unknown }[]; newest: number }> {
  // The revision after the promises: none of them has a greater one.
  const promises = await sql<{ id: string; payload: unknown }[]>`
    select id::text, payload from outbox
    where job = ${job} and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${atMost}`
  const [row] = await sql<{ newest: number }[]>`select last_value::float8 as newest from availability_revision`
  return { promises, newest: row?.newest ?? 0 }
}
