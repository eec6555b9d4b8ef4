import { sql } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { addDays } from '../domain/calendar.ts'

const batch = 5_000

/** A process that looks less often than the catalogue changes so many times reads everything anew. */
const keptChanges = 10_000

/** Drops what is known of nights that are over everywhere. Answers whether there is more. */
export async function forgetPastNights({ db }: Pick<Context, 'db'>, now: Date): Promise<boolean> {
  const before = addDays(now.toISOString().slice(0, 10), -2)
  await db.execute(sql`delete from room_rate where night < ${before}::date`)
  await db.execute(sql`
    delete from catalogue_change where revision < (select revision from catalogue where id = 1) - ${keptChanges}::int`)
  const gone = await db.execute(sql`
    delete from availability where ctid in (
      select ctid from availability where night < ${before}::date limit ${batch}
    )`)
  return gone.count === batch
}
