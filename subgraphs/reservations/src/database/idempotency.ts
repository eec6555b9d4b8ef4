import type { Sql } from 'postgres'
import { z } from 'zod'

import type { RoomsOfType } from '../domain/booked-room.ts'
import type { idempotencyKeys } from './tables.ts'

/** What a key was used for before. */
export type KnownKey = { id: string; hash: string; change?: number | null }
type Operation = (typeof idempotencyKeys.$inferSelect)['operation']

const known = z.object({ id: z.string(), hash: z.string(), change: z.int().nullable() })
const looked = z.object({ id: z.string().nullable(), hash: z.string().nullable(), free: z.boolean() })

export async function findKey(sql: Sql, operation: Operation, scope: string, key: string): Promise<KnownKey | null> {
  const [row] = await sql`
    select reservation_id as id, input_hash as hash, change from idempotency_keys
    where operation = ${operation} and scope = ${scope} and key = ${key}`
  return row ? known.parse(row) : null
}

/**
 * The attempt came to nothing before anything was begun, and its guest is being told so: the key may be used for a new
 * one. Not before: whoever was told of a reservation hears what became of it, never of another in its place.
 */
export async function forgetKey(
  sql: Sql,
  operation: Operation,
  { id, change = null }: Pick<KnownKey, 'id' | 'change'>,
) {
  await sql`delete from idempotency_keys
    where operation = ${operation} and reservation_id = ${id} and change is not distinct from ${change}`
}

type Asking = {
  scope: string
  key: string
  found: (known: KnownKey | null) => void
  failed: (error: unknown) => void
}
const askings = new WeakMap<Sql, Asking[]>()
const together = z.object({ n: z.coerce.number().int(), id: z.string(), hash: z.string() })

/**
 * As `findKey` for `bookRoom`, for a rush: whoever asks in the same moment is answered by one statement. A refusal then
 * costs the database next to nothing, and still nobody is refused whose key has an answer.
 */
export function findBookingKey(sql: Sql, scope: string, key: string): Promise<KnownKey | null> {
  return new Promise((found, failed) => {
    const waiting = askings.get(sql)
    if (waiting) {
      waiting.push({ scope, key, found, failed })
      return
    }
    const asked = [{ scope, key, found, failed }]
    askings.set(sql, asked)
    setImmediate(() => {
      askings.delete(sql)
      void answerTogether(sql, asked)
    })
  })
}

async function answerTogether(sql: Sql, asked: Asking[]) {
  try {
    const rows = await sql`
      select w.n, k.reservation_id as id, k.input_hash as hash
      from unnest(${asked.map(({ scope }) => scope)}::text[], ${asked.map(({ key }) => key)}::text[]) with ordinality w(scope, key, n)
      join idempotency_keys k on k.operation = 'bookRoom' and k.scope = w.scope and k.key = w.key`
    const known = new Map(rows.map((row) => together.parse(row)).map((row) => [row.n, row]))
    for (const [at, { found }] of asked.entries()) found(known.get(at + 1) ?? null)
  } catch (error) {
    for (const { failed } of asked) failed(error)
  }
}

export type Look = { rooms: readonly RoomsOfType[]; checkIn: string; checkOut: string }

/**
 * The key and the nights in one snapshot, without a lock: when it finds the key unused and the nights taken, both were
 * so at one moment, and refusing is right. When it finds them free, only `hold_room` can say.
 */
export async function lookBeforeHolding(sql: Sql, scope: string, key: string, { rooms, checkIn, checkOut }: Look) {
  const [row] = await sql`
    select k.reservation_id as id, k.input_hash as hash, wanted.free
    from (
      select bool_and(nights.taken = 0 and (nights.counted = ${checkOut}::date - ${checkIn}::date or w.rooms <= w.allotment)) as free
        from unnest(${rooms.map(({ roomTypeId }) => roomTypeId)}::text[], ${rooms.map((one) => one.rooms)}::int[], ${rooms.map(({ allotment }) => allotment)}::int[]) w(room_type_id, rooms, allotment)
        cross join lateral (
          select count(*) as counted, count(*) filter (where n.held + n.sold + w.rooms > n.allotment) as taken
            from room_night n where n.room_type_id = w.room_type_id and n.night >= ${checkIn}::date and n.night < ${checkOut}::date) nights) wanted
    left join idempotency_keys k on k.operation = 'bookRoom' and k.scope = ${scope} and k.key = ${key}`
  const { id, hash, free } = looked.parse(row)
  return { known: id !== null && hash !== null ? { id, hash } : null, free }
}

/** Of these operations (or of all others) those made before then; at most so many. Answers how many. */
export async function forgetKeys(sql: Sql, operations: string[], others: boolean, before: Date, atMost: number) {
  const { count } = await sql`
    delete from idempotency_keys where ctid in (
      select ctid from idempotency_keys
        where created_at < ${before.toISOString()} and (operation = any(${operations})) <> ${others}::boolean
        limit ${atMost} for update skip locked)`
  return count
}
