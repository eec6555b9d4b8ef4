import type postgres from 'postgres'

import { exactWeight } from '../domain/place-name.ts'
import { city } from './tables.ts'

export type CityRow = typeof city.$inferSelect

const columns = (sql: postgres.Sql) => sql`
  city.id, city.name, city.local_name as "localName", city.region, city.country, city.latitude, city.longitude,
  city.time_zone as "timeZone", city.population, city.hotel_count as "hotelCount"`

export const citiesById = (sql: postgres.Sql, ids: readonly number[]) =>
  sql<CityRow[]>`select ${columns(sql)} from city where id = any(${ids as number[]}::int[])`

type Found = CityRow & { exact: boolean }

/** The best places of a beginning of up to three letters, in their order. */
export const citiesByShortPrefix = (sql: postgres.Sql, prefix: string, first: number) =>
  sql<CityRow[]>`
    select ${columns(sql)}
    from city_prefix, unnest(city_ids) with ordinality as best (city_id, rank)
    join city on city.id = best.city_id
    where prefix = ${prefix}
    order by rank limit ${first}`

/**
 * Places with a name that begins so. A whole name counts `exactWeight` times the inhabitants. The upper end of the range
 * is the prefix with the highest code point behind it: byte order, whatever the database's own.
 */
export const citiesByPrefix = (sql: postgres.Sql, prefix: string, first: number) =>
  sql<Found[]>`
    with found as (
      select city_id, max(weight::bigint * case when key = ${prefix} then ${exactWeight}::int else 1 end) as weight,
        bool_or(key = ${prefix}) as exact
      from city_name
      where key ~>=~ ${prefix} and key ~<~ ${`${prefix}\u{10FFFF}`}
      group by city_id order by weight desc, city_id limit ${first}
    )
    select ${columns(sql)}, exact from found join city on city.id = found.city_id
    order by found.weight desc, city.id`

/** Places one of whose names is, or begins with, one of `names`; whole names first, then the populous. */
export const citiesByNearName = (sql: postgres.Sql, names: readonly string[], not: readonly number[], first: number) =>
  sql<CityRow[]>`
    with near as (
      select found.city_id, max(found.weight::bigint * case when found.key = wanted.name then ${exactWeight}::int else 1 end) as weight
      from unnest(${names as string[]}::text[]) as wanted (name)
      cross join lateral (
        select city_id, weight, key from city_name
        where key ~>=~ wanted.name and key ~<~ (wanted.name || ${'\u{10FFFF}'})
        order by weight desc limit 5
      ) found
      where found.city_id <> all(${not as number[]}::int[])
      group by found.city_id order by weight desc limit ${first}
    )
    select ${columns(sql)} from near join city on city.id = near.city_id order by near.weight desc, city.id`

/** The place a point belongs to: near, and rather a town than its hamlet. Within half a degree; in the order of the points. */
export const nearestCities = (sql: postgres.Sql, points: readonly { latitude: number; longitude: number }[]) =>
  sql<{ at: number; id: number; timeZone: string }[]>`
    select point.at::int as at, near.id, near.time_zone as "timeZone"
    from unnest(${points.map(({ latitude }) => latitude)}::float8[], ${points.map(({ longitude }) => longitude)}::float8[])
      with ordinality as point (latitude, longitude, at)
    cross join lateral (
      select id, time_zone from city
      where latitude between point.latitude - 0.5 and point.latitude + 0.5
        and longitude between point.longitude - 0.7 and point.longitude + 0.7
      order by ((latitude - point.latitude) ^ 2 + ((longitude - point.longitude) * cosd(point.latitude)) ^ 2)
        / (1 + ln(population + 1)) ^ 2
      limit 1
    ) near`
