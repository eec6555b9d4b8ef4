import type postgres from 'postgres'

import { readAirports } from './airports.ts'
import { copyInto } from './copy.ts'
import { microsPerEuro, ratesDay } from './exchange-rates.ts'
import { loadCities } from './load-cities.ts'
import { loadHotels } from './load-hotels.ts'
import { loadAirports, loadHotelNames, loadPlaceNames } from './load-names.ts'
import type { Place } from './places.ts'
import { seasons } from './seasons.ts'
import { spreadHotels } from './spread.ts'
import { taxRows } from './taxes.ts'

export type Progress = (stage: 'cities' | 'names' | 'hotels' | "hotels' names", done: number, of: number) => void

/**
 * Fills an empty database with places, taxes, rates and `hotels` hotels spread over them. What is already there stays:
 * run again it adds only what is missing, a larger number of hotels adds the rest.
 */
export async function seedCatalogue(
  sql: postgres.Sql,
  { hotels, places, tell }: { hotels: number; places: readonly Place[]; tell: Progress },
): Promise<void> {
  const done = await readProgress(sql)
  if (!done.has('cities')) {
    await sql.begin(async (tx) => {
      await loadCities(tx, places, (count) => tell('cities', count, places.length))
      await loadTables(tx, places)
      await tx`insert into seed_progress (stage, done) values ('cities', ${places.length})`
    })
  } else tell('cities', places.length, places.length)
  if (!done.has('airports')) {
    const airports = await readAirports(places)
    await sql.begin(async (tx) => {
      await loadAirports(tx, airports)
      await loadPlaceNames(tx, places, airports, (count) => tell('names', count, places.length))
      await tx`insert into seed_progress (stage, done) values ('airports', ${airports.length})`
    })
  }
  tell('names', places.length, places.length)
  const ready = done.get('hotels') ?? 0
  if (ready < hotels) {
    await loadHotels(sql, spreadHotels(places, hotels), ready, (count) => tell('hotels', count, hotels))
    await publish(sql)
  } else tell('hotels', hotels, hotels)
  const all = Math.max(ready, hotels)
  await loadHotelNames(sql, all, (count) => tell("hotels' names", count, all))
}

async function readProgress(sql: postgres.Sql): Promise<Map<string, number>> {
  const rows = await sql<{ stage: string; done: number }[]>`select stage, done from seed_progress`
  return new Map(rows.map(({ stage, done }) => [stage, done]))
}

/** The small tables. */
async function loadTables(tx: postgres.TransactionSql, places: readonly Place[]): Promise<void> {
  await copyInto(
    tx,
    'season',
    ['id', 'name', 'months'],
    seasons.map(({ id, name, months }) => [id, name, months]),
  )
  await copyInto(
    tx,
    'exchange_rate',
    ['currency', 'day', 'micros_per_euro'],
    [...microsPerEuro].map(([currency, rate]) => [currency, ratesDay, rate]),
  )
  const rules = taxRows(places).map((rule, at) => ({
    id: at + 1,
    country: rule.country,
    city_id: rule.cityId,
    code: rule.code,
    name: rule.name,
    kind: rule.kind,
    rate_bps: rule.rateBps ?? null,
    amount: rule.amount ?? null,
    currency: rule.currency,
    of_net: rule.ofNet ?? false,
    min_age: rule.minAge ?? 0,
    max_nights: rule.maxNights ?? null,
    stars: rule.stars ?? null,
    brackets: rule.brackets ? JSON.stringify(rule.brackets) : null,
    included: rule.included ?? false,
    pay_at_hotel: rule.payAtHotel ?? false,
  }))
  await copyInto(
    tx,
    'tax_rule',
    Object.keys(rules[0] ?? {}),
    rules.map((rule) => Object.values(rule)),
  )
}

/** Counts the hotels of each town, lets the planner know the tables, and tells processes that the catalogue changed. */
async function publish(sql: postgres.Sql): Promise<void> {
  await sql`update city set hotel_count = counted.hotels
    from (select city_id, count(*)::int as hotels from hotel group by city_id) counted
    where counted.city_id = city.id and city.hotel_count <> counted.hotels`
  await sql`insert into catalogue (id, revision) values (1, 1) on conflict (id) do update set revision = catalogue.revision + 1`
  await sql`analyze`
}
