import type postgres from 'postgres'

import type { SetRate } from '../domain/rate.ts'

type RateRow = { roomTypeId: number; night: string; price: number | null; bps: number | null; changedAt: string }

export const setRateOf = ({ price, bps }: Pick<RateRow, 'price' | 'bps'>): SetRate =>
  price === null ? { kind: 'SHARE', bps: bps ?? 10_000 } : { kind: 'PRICE', amount: price }

/** What was decided for a room type's nights in `[from, to)`, by night. */
export async function ratesBetween(sql: postgres.Sql, roomTypeId: number, { from, to }: { from: string; to: string }) {
  const rows = await sql<RateRow[]>`
    select room_type_id as "roomTypeId", night::text, price::float8 as price, bps, changed_at as "changedAt" from room_rate
    where room_type_id = ${roomTypeId} and night >= ${from} and night < ${to}`
  return new Map(rows.map((row) => [row.night, { set: setRateOf(row), changedAt: new Date(row.changedAt) }]))
}

export type RateChange = {
  roomTypeId: number
  cityId: number
  nights: readonly string[]
  /** Null: the standard price again. */
  rate: SetRate | null
  changedBy: string
}

/**
 * Writes what was decided, and that the town's prices changed; a decision that changes nothing tells nobody. The room
 * type is locked first, so that two clerks follow each other, and the catalogue's one row last, so that it is short.
 */
export async function writeRates(sql: postgres.Sql, change: RateChange, now: Date): Promise<boolean> {
  const { roomTypeId, cityId, nights, rate, changedBy } = change
  return sql.begin(async (tx) => {
    await tx`select 1 from room_type where id = ${roomTypeId} for no key update`
    const changed =
      rate === null
        ? await tx`delete from room_rate where room_type_id = ${roomTypeId} and night = any(${nights as string[]}::text[]::date[])`
        : await tx`
            insert into room_rate (room_type_id, night, price, bps, changed_by, changed_at)
            select ${roomTypeId}::int, night, ${rate.kind === 'PRICE' ? rate.amount : null}::bigint,
              ${rate.kind === 'SHARE' ? rate.bps : null}::int, ${changedBy}, ${now.toISOString()}::timestamptz
            from unnest(${nights as string[]}::text[]::date[]) as night
            on conflict (room_type_id, night) do update
              set price = excluded.price, bps = excluded.bps, changed_by = excluded.changed_by, changed_at = excluded.changed_at
              where (room_rate.price, room_rate.bps) is distinct from (excluded.price, excluded.bps)`
    if (changed.count === 0) return false
    await tx`
      with grown as (update catalogue set revision = revision + 1 where id = 1 returning revision)
      insert into catalogue_change (revision, city_id) select revision, ${cityId}::int from grown`
    return true
  })
}
