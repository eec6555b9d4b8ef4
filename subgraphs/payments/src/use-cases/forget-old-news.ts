import type { Service } from '../context.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 1_000
/** The bank repeats an event for three days and shows it for thirty. Heard once more after that, it would be looked up once more, and change nothing. */
const EVENTS_KEPT_MS = 40 * DAY_MS
/** A card page is over after a day; its payment method was charged within the hold. */
const PAGES_KEPT_MS = 40 * DAY_MS

/** Forgets events heard long ago and card pages long over, a batch at a time. Any number of replicas may run it. Answers whether there may be more. */
export async function forgetOldNews({ sql, now }: Pick<Service, 'sql' | 'now'>): Promise<boolean> {
  const before = (ms: number) => new Date(now().getTime() - ms).toISOString()
  const events = await sql`
    delete from bank_events where id in (
      select id from bank_events where heard_at < ${before(EVENTS_KEPT_MS)} order by heard_at limit ${AT_ONCE} for update skip locked)`
  const pages = await sql`
    delete from card_pages where id in (
      select id from card_pages where expires_at < ${before(PAGES_KEPT_MS)} limit ${AT_ONCE} for update skip locked)`
  return events.count === AT_ONCE || pages.count === AT_ONCE
}
