import type postgres from 'postgres'

import type { PublishedRates, Rates } from '../domain/exchange.ts'

/** Of each currency the newest that is known. */
export async function readRates(sql: postgres.Sql): Promise<Rates> {
  const rows = await sql<{ currency: string; day: string; micros: number }[]>`
    select distinct on (currency) currency, day::text as day, micros_per_euro::float8 as micros
    from exchange_rate order by currency, day desc`
  return {
    microsPerEuro: new Map(rows.map(({ currency, micros }) => [currency, micros])),
    days: new Map(rows.map(({ currency, day }) => [currency, day])),
  }
}

/** What one euro costs in the currency of each is kept with its day, once. Answers how many are new; every process then reads the rates again. */
export const keepRates = (sql: postgres.Sql, { day, microsPerEuro }: PublishedRates): Promise<number> =>
  sql.begin(async (tx) => {
    const kept = await tx`
      insert into exchange_rate (currency, day, micros_per_euro)
      select currency, ${day}::date, micros
      from unnest(${[...microsPerEuro.keys()]}::text[], ${[...microsPerEuro.values()]}::bigint[]) as given (currency, micros)
      on conflict do nothing`
    if (kept.count > 0)
      await tx`
        with grown as (update catalogue set revision = revision + 1 where id = 1 returning revision)
        insert into catalogue_change (revision, city_id) select revision, null from grown`
    return kept.count
  })
