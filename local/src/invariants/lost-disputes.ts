import type { Sql } from 'postgres'

/** Of a row of `payments`: what the guest kept by disputes that were lost, and that stands for no refund. */
export const lostOf = (sql: Sql) =>
  sql`coalesce((select sum(d.amount - d.covered) from disputes d where d.payment_id = payments.id and d.lost_at is not null), 0)::float8`
