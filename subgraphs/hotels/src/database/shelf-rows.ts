import type postgres from 'postgres'

import type { Bounds } from '../domain/distance.ts'
import { hotelOf, type ShelfHotel, type ShelfPlan, type ShelfRoom } from '../domain/shelf.ts'
import type { TaxRule } from '../domain/tax.ts'
import { setRateOf } from './rates.ts'

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

export type ShelfHotelRow = Omit<ShelfHotel, 'foldedName' | 'course' | 'taxes' | 'rooms' | 'plans'> & {
  name: string
  country: string
  seasonId: number
  seasonShift: number
}

/** All ids that room types or plans of some hotels may have. As an array, not a join: of a million hotels a join reads the whole table to find those of a town. */
const ofHotels = (sql: postgres.Sql, ids: readonly number[]) =>
  sql`select wanted * 8 + number from unnest(${ids as number[]}::int[]) as wanted, generate_series(0, 7) as number`

export type HotelRows = Awaited<ReturnType<typeof readShelves>>

/** All hotels of some cities with their rooms, rates and plans: four statements, whatever the number of cities. */
export async function readShelves(sql: postgres.Sql, cityIds: readonly number[]) {
  const hotels = await sql<ShelfHotelRow[]>`
    select hotel.id, hotel.city_id as "cityId", hotel.name, coalesce(hotel.stars, 0)::int as stars, hotel.amenities,
      coalesce(hotel.rating, 0)::int as rating, hotel.rating_count as "ratingCount", hotel.latitude, hotel.longitude,
      hotel.currency, city.time_zone as "timeZone", city.country, hotel.season_id as "seasonId",
      hotel.season_shift as "seasonShift", hotel.weekend_nights as "weekendNights",
      hotel.weekend_per_mille as "weekendPerMille", hotel.price_step::float8 as "priceStep"
    from hotel join city on city.id = hotel.city_id
    where hotel.city_id = any(${cityIds as number[]}::int[]) order by hotel.id`
  const ids = hotels.map(({ id }) => id)
  const [rooms, plans, rates] = await Promise.all([
    sql<ShelfRoom[]>`
      select room.id, room.name, room.max_adults as "maxAdults", room.max_guests as "maxGuests",
        room.base_price::float8 as "basePrice", room.single_per_mille as "singlePerMille",
        room.extra_adult::float8 as "extraAdult", room.extra_child::float8 as "extraChild", room.allotment
      from room_type room where room.id = any(array(${ofHotels(sql, ids)})) order by room.id`,
    sql<ShelfPlan[]>`
      select plan.id, plan.name, plan.board, plan.refundable, plan.cancellation, plan.price_bps as "priceBps",
        plan.board_adult::float8 as "boardAdult", plan.board_child::float8 as "boardChild",
        plan.min_nights as "minNights", plan.max_nights as "maxNights", plan.min_days_ahead as "minDaysAhead",
        plan.min_guests as "minGuests", plan.long_stay_nights as "longStayNights", plan.long_stay_bps as "longStayBps"
      from rate_plan plan where plan.id = any(array(${ofHotels(sql, ids)})) order by plan.id`,
    sql<{ roomTypeId: number; night: string; price: number | null; bps: number | null }[]>`
      select rate.room_type_id as "roomTypeId", rate.night::text, rate.price::float8 as price, rate.bps
      from room_rate rate where rate.room_type_id = any(array(${ofHotels(sql, ids)}))`,
  ])
  const ratesOf = Map.groupBy(rates, ({ roomTypeId }) => roomTypeId)
  const withRates = (room: ShelfRoom): ShelfRoom => {
    const set = ratesOf.get(room.id)
    return set ? { ...room, rates: new Map(set.map((rate) => [rate.night, setRateOf(rate)])) } : room
  }
  return {
    hotels,
    rooms: Map.groupBy(rooms.map(withRates), ({ id }) => hotelOf(id)),
    plans: Map.groupBy(plans, ({ id }) => hotelOf(id)),
  }
}
