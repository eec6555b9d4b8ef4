import type { Context } from '../context.ts'
import { addDays } from '../domain/calendar.ts'

/** A process that looks less often than the catalogue changes so many times reads everything anew. */
const keptChanges = 10_000

/** Drops what is known of nights that are over everywhere. Answers whether there is more. */
export async function forgetPastNights({ sql }: Pick<Context, 'sql'>, now: Date): Promise<boolean> {
  const before = addDays(now.toISOString().slice(0, 10), -2)
  await sql`delete from room_rate where night < ${before}::date`
  await sql`
    delete from catalogue_change where revision < (select revision from catalogue where id = 1) - ${keptChanges}::int`
  const [row] = await sql<{ more: boolean }[]>`
    select forget_availability(${before}::date, ${now.toISOString()}::timestamptz) as more`
  return row?.more ?? false
}
