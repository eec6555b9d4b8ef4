import { sql } from 'drizzle-orm'

import type { Context } from '../context.ts'
import { addDays } from '../domain/calendar.ts'

const batch = 5_000

/** Drops what is known of nights that are over everywhere. Answers whether there is more. */
export async function forgetPastNights({ db }: Pick<Context, 'db'>, now: Date): Promise<boolean> {
  const before = addDays(now.toISOString().slice(0, 10), -2)
  const gone = await db.execute(sql`
    delete from availability where ctid in (
      select ctid from availability where night < ${before}::date limit ${batch}
    )`)
  return gone.count === batch
}
