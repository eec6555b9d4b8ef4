import type { Sql } from 'postgres'
import { z } from 'zod'

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

export type Look = { roomTypeId: string; checkIn: string; checkOut: string; roomCount: number; allotment: number }

/**
 * The key and the nights in one snapshot, without a lock: when it finds the key unused and the nights taken, both were
 * so at one moment, and refusing is right. When it finds them free, only `hold_room` can say.
 */
export async function lookBeforeHolding(sql: Sql, scope: string, key: string, wanted: Look) {
  const [row] = await sql`
    select k.reservation_id as id, k.input_hash as hash,
      nights.taken = 0 and (nights.counted = ${wanted.checkOut}::date - ${wanted.checkIn}::date or ${wanted.roomCount}::int <= ${wanted.allotment}::int) as free
    from (
      select count(*) as counted, count(*) filter (where held + sold + ${wanted.roomCount}::int > allotment) as taken
        from room_night where room_type_id = ${wanted.roomTypeId} and night >= ${wanted.checkIn}::date and night < ${wanted.checkOut}::date) nights
    left join idempotency_keys k on k.operation = 'bookRoom' and k.scope = ${scope} and k.key = ${key}`
  const { id, hash, free } = looked.parse(row)
  return { known: id !== null && hash !== null ? { id, hash } : null, free }
}
