import type postgres from 'postgres'

import type { SetRates } from '../domain/rate.ts'
import type { PlanKind } from '../domain/shelf.ts'
import { setRateOf } from './rates.ts'

// Hotels come as columns: an array a property, in base64, because an object a row costs ten times what is in it. What many rows share comes
// once, with the places of those rows.

/** What the prices of many hotels have in common. `cityId`: of a town with tax rules of its own. */
export type TariffRow = {
  seasonId: number
  seasonShift: number
  weekendNights: number
  weekendPerMille: number
  priceStep: number
  currency: string
  country: string
  stars: number
  cityId: number | null
}

type Shared<Row> = { row: Row; places: Int32Array }

/** Hotels, rooms and plans by their ids: those of a hotel lie together. */
export type ShelfColumns = {
  hotels: Record<'ids' | 'cityIds' | 'stars' | 'amenities' | 'ratings' | 'ratingCounts', Int32Array> & {
    names: string[]
    latitudes: Float64Array
    longitudes: Float64Array
    tariffs: Shared<TariffRow>[]
  }
  rooms: Record<'ids' | 'maxAdults' | 'maxGuests' | 'singlePerMilles' | 'allotments', Int32Array> &
    Record<'basePrices' | 'extraAdults' | 'extraChildren', Float64Array> & { names: Shared<string>[] }
  plans: { ids: Int32Array; boardAdults: Float64Array; boardChildren: Float64Array; kinds: Shared<PlanKind>[] }
  /** What hotels' people decided, by room type. */
  rates: ReadonlyMap<number, SetRates>
}

/** All hotels of some cities with their rooms, rates and plans: four statements, whatever the number of cities. `taxing`: with tax rules of their own. */
export async function readShelves(
  sql: postgres.Sql,
  cityIds: readonly number[],
  taxing: readonly number[],
): Promise<ShelfColumns> {
  const hotels = await readHotels(sql, cityIds, taxing)
  const [rooms, plans, rates] = await Promise.all([
    readRooms(sql, hotels.ids),
    readPlans(sql, hotels.ids),
    readSetRates(sql, hotels.ids),
  ])
  return { hotels, rooms, plans, rates }
}

type Sent = string | null
type SentShared = { places: string }

/** Of rows in order: a column of them. */
const packed = (sql: postgres.Sql, column: string) => sql`encode(array_send(array_agg(${sql(column)})), 'base64')`

async function readHotels(sql: postgres.Sql, cityIds: readonly number[], taxing: readonly number[]) {
  const ints = ['id', 'city_id', 'stars', 'amenities', 'rating', 'rating_count'] as const
  const [sent] = await sql<
    (Record<(typeof ints)[number] | 'latitude' | 'longitude', Sent> & {
      names: string[] | null
      tariffs: (TariffRow & SentShared)[] | null
    })[]
  >`
    with found as materialized (
      select (row_number() over (order by hotel.id) - 1)::int as place, hotel.id, hotel.city_id, hotel.name,
        coalesce(hotel.stars, 0)::int as stars, hotel.amenities, coalesce(hotel.rating, 0)::int as rating,
        hotel.rating_count, hotel.latitude, hotel.longitude, hotel.season_id, hotel.season_shift, hotel.weekend_nights,
        hotel.weekend_per_mille, hotel.price_step, hotel.currency, city.country,
        case when hotel.city_id = any(${taxing as number[]}::int[]) then hotel.city_id end as taxing_id
      from hotel join city on city.id = hotel.city_id where hotel.city_id = any(${cityIds as number[]}::int[])
    ), tariff as (
      select season_id as "seasonId", season_shift as "seasonShift", weekend_nights as "weekendNights",
        weekend_per_mille as "weekendPerMille", price_step as "priceStep", currency, country, stars, taxing_id as "cityId",
        ${packed(sql, 'place')} as places
      from found group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    select ${packed(sql, 'id')} as id, ${packed(sql, 'city_id')} as city_id, ${packed(sql, 'stars')} as stars,
      ${packed(sql, 'amenities')} as amenities, ${packed(sql, 'rating')} as rating, ${packed(sql, 'rating_count')} as rating_count,
      ${packed(sql, 'latitude')} as latitude, ${packed(sql, 'longitude')} as longitude, json_agg(name) as names,
      (select json_agg(tariff) from tariff) as tariffs
    from (select * from found order by place) ordered`
  return {
    ids: readInts(sent?.id),
    cityIds: readInts(sent?.city_id),
    names: sent?.names ?? [],
    stars: readInts(sent?.stars),
    amenities: readInts(sent?.amenities),
    ratings: readInts(sent?.rating),
    ratingCounts: readInts(sent?.rating_count),
    latitudes: readFloats(sent?.latitude),
    longitudes: readFloats(sent?.longitude),
    tariffs: (sent?.tariffs ?? []).map(({ places, ...row }) => ({ row, places: readInts(places) })),
  }
}

/** All ids that room types or plans of some hotels may have. As an array, not a join: of a million hotels a join reads the whole table to find those of a town. */
const ofHotels = (sql: postgres.Sql, ids: Int32Array) =>
  sql`select wanted * 8 + number from unnest(${[...ids]}::int[]) as wanted, generate_series(0, 7) as number`

async function readRooms(sql: postgres.Sql, hotelIds: Int32Array) {
  const columns = ['id', 'max_adults', 'max_guests', 'base_price', 'single_per_mille', 'extra_adult', 'extra_child', 'allotment'] as const // prettier-ignore
  const [sent] = await sql<
    (Record<(typeof columns)[number], Sent> & { names: ({ name: string } & SentShared)[] | null })[]
  >`
    with found as materialized (
      select (row_number() over (order by id) - 1)::int as place, id, name, max_adults::int, max_guests::int,
        base_price::float8, single_per_mille::int, extra_adult::float8, extra_child::float8, allotment::int
      from room_type where id = any(array(${ofHotels(sql, hotelIds)}))
    ), shared as (select name, ${packed(sql, 'place')} as places from found group by name)
    select ${packed(sql, 'id')} as id, ${packed(sql, 'max_adults')} as max_adults, ${packed(sql, 'max_guests')} as max_guests,
      ${packed(sql, 'base_price')} as base_price, ${packed(sql, 'single_per_mille')} as single_per_mille,
      ${packed(sql, 'extra_adult')} as extra_adult, ${packed(sql, 'extra_child')} as extra_child,
      ${packed(sql, 'allotment')} as allotment, (select json_agg(shared) from shared) as names
    from (select * from found order by place) ordered`
  return {
    ids: readInts(sent?.id),
    maxAdults: readInts(sent?.max_adults),
    maxGuests: readInts(sent?.max_guests),
    basePrices: readFloats(sent?.base_price),
    singlePerMilles: readInts(sent?.single_per_mille),
    extraAdults: readFloats(sent?.extra_adult),
    extraChildren: readFloats(sent?.extra_child),
    allotments: readInts(sent?.allotment),
    names: (sent?.names ?? []).map(({ places, name }) => ({ row: name, places: readInts(places) })),
  }
}

async function readPlans(sql: postgres.Sql, hotelIds: Int32Array) {
  const [sent] = await sql<
    (Record<'id' | 'board_adult' | 'board_child', Sent> & { kinds: (PlanKind & SentShared)[] | null })[]
  >`
    with found as materialized (
      select (row_number() over (order by id) - 1)::int as place, plan.* from rate_plan plan
      where id = any(array(${ofHotels(sql, hotelIds)}))
    ), kind as (
      select name, board, refundable, cancellation, price_bps as "priceBps", min_nights as "minNights",
        max_nights as "maxNights", min_days_ahead as "minDaysAhead", min_guests as "minGuests",
        long_stay_nights as "longStayNights", long_stay_bps as "longStayBps", ${packed(sql, 'place')} as places
      from found group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    )
    select ${packed(sql, 'id')} as id, ${packed(sql, 'board_adult')} as board_adult,
      ${packed(sql, 'board_child')} as board_child, (select json_agg(kind) from kind) as kinds
    from (
      select id, board_adult::float8, board_child::float8 from found order by place
    ) ordered`
  return {
    ids: readInts(sent?.id),
    boardAdults: readFloats(sent?.board_adult),
    boardChildren: readFloats(sent?.board_child),
    kinds: (sent?.kinds ?? []).map(({ places, ...row }) => ({ row, places: readInts(places) })),
  }
}

async function readSetRates(sql: postgres.Sql, hotelIds: Int32Array): Promise<ReadonlyMap<number, SetRates>> {
  const rates = await sql<{ roomTypeId: number; night: string; price: number | null; bps: number | null }[]>`
    select rate.room_type_id as "roomTypeId", rate.night::text, rate.price::float8 as price, rate.bps
    from room_rate rate where rate.room_type_id = any(array(${ofHotels(sql, hotelIds)}))`
  const byRoom = Map.groupBy(rates, ({ roomTypeId }) => roomTypeId)
  return new Map([...byRoom].map(([room, set]) => [room, new Map(set.map((rate) => [rate.night, setRateOf(rate)]))]))
}

/** As Postgres sends an array: 20 bytes about it, then of each value its length, in 4 bytes, and itself. */
const headBytes = 20
const lengthBytes = 4

function readInts(sent: Sent | undefined): Int32Array {
  const bytes = Buffer.from(sent ?? '', 'base64')
  const each = lengthBytes + 4
  const values = new Int32Array(Math.max(0, (bytes.length - headBytes) / each))
  for (let at = 0, from = headBytes + lengthBytes; at < values.length; at++, from += each) values[at] = bytes.readInt32BE(from) // prettier-ignore
  return values
}

function readFloats(sent: Sent | undefined): Float64Array {
  const bytes = Buffer.from(sent ?? '', 'base64')
  const each = lengthBytes + 8
  const values = new Float64Array(Math.max(0, (bytes.length - headBytes) / each))
  for (let at = 0, from = headBytes + lengthBytes; at < values.length; at++, from += each) values[at] = bytes.readDoubleBE(from) // prettier-ignore
  return values
}
