import type postgres from 'postgres'

import type { Bounds } from '../domain/distance.ts'
import type { TaxRule } from '../domain/tax.ts'

/** A city that has hotels, and the rectangle in which they stand. */
export type TownOfHotels = Bounds & { cityId: number; timeZone: string; hotels: number; currency: string }

export const readRevision = async (sql: postgres.Sql): Promise<number> => {
  const [row] = await sql<{ revision: number }[]>`select revision from catalogue where id = 1`
  return row?.revision ?? 0
}

/** What changed since a revision: some towns' hotels, the exchange rates, or (null) perhaps anything. */
export async function readChanges(
  sql: postgres.Sql,
  since: number,
): Promise<{ revision: number; cityIds: number[] | null; rates: boolean }> {
  const [row] = await sql<{ revision: number; told: number; cityIds: number[]; rates: boolean }[]>`
    select catalogue.revision, count(change.revision)::int as told,
      array_remove(array_agg(distinct change.city_id), null) as "cityIds",
      count(change.revision) > count(change.city_id) as rates
    from catalogue left join catalogue_change change on change.revision > ${since} and change.revision <= catalogue.revision
    where catalogue.id = 1 group by catalogue.revision`
  if (!row) return { revision: 0, cityIds: null, rates: true }
  const { revision, told, cityIds, rates } = row
  return { revision, cityIds: told === revision - since ? cityIds : null, rates }
}

export const readTowns = (sql: postgres.Sql) =>
  sql<TownOfHotels[]>`
    select town.*, city.time_zone as "timeZone"
    from (
      select city_id as "cityId", count(*)::int as hotels, min(currency) as currency, min(latitude) as south,
        max(latitude) as north, min(longitude) as west, max(longitude) as east
      from hotel group by city_id
    ) town join city on city.id = town."cityId"`

export const readSeasons = (sql: postgres.Sql) => sql<{ id: number; months: number[] }[]>`select id, months from season`

export type TaxRow = TaxRule & { country: string; cityId: number | null; stars: number[] | null; currency: string }

export const readTaxRules = (sql: postgres.Sql) =>
  sql<TaxRow[]>`
    select country, city_id as "cityId", code, name, kind, rate_bps as "rateBps", amount::float8 as amount, currency,
      of_net as "ofNet", min_age as "minAge", max_nights as "maxNights", stars, brackets, included,
      pay_at_hotel as "payAtHotel"
    from tax_rule order by id`
