import type postgres from 'postgres'

import type { RoomGuests } from '../domain/guests.ts'
import type { SetRate } from '../domain/rate.ts'
import { yearCourse } from '../domain/season.ts'
import type { ShelfHotel, ShelfPlan, ShelfRoom } from '../domain/shelf.ts'
import type { TaxRule } from '../domain/tax.ts'
import { slowRooms, slowStay } from './slow-price.ts'

export type Recomputed = {
  roomTypeId: number
  ratePlanId: number
  board: string
  total: number
  nights: number[]
  allotment: number
}

const number = (value: unknown) => Number(value)

/** A hotel's courses and taxes, its kinds of room and its plans, from the rows of the database by plain SQL. */
async function readApart(sql: postgres.Sql, hotelId: number) {
  const [hotel] =
    await sql`select hotel.*, city.country, season.months from hotel join city on city.id = hotel.city_id join season on season.id = hotel.season_id where hotel.id = ${hotelId}`
  if (!hotel) throw new Error(`no hotel ${hotelId}`)
  const rules = await sql`
    select distinct on (code, (stars is null)) * from tax_rule
    where country = ${hotel['country']} and (city_id is null or city_id = ${hotel['city_id']})
      and (stars is null or ${hotel['stars'] ?? 0}::int = any(stars))
      and (kind = 'PERCENT' or currency = ${hotel['currency']})
    order by code, (stars is null), city_id nulls last, id`
  const taxes = rules.map((rule): TaxRule => ({
    code: rule['code'],
    name: rule['name'],
    kind: rule['kind'],
    rateBps: rule['rate_bps'],
    amount: rule['amount'] === null ? null : number(rule['amount']),
    ofNet: rule['of_net'],
    minAge: rule['min_age'],
    maxNights: rule['max_nights'],
    brackets: rule['brackets'],
    included: rule['included'],
    payAtHotel: rule['pay_at_hotel'],
  }))
  const shelf = {
    course: yearCourse(hotel['months'], hotel['season_shift']),
    weekendNights: hotel['weekend_nights'],
    weekendPerMille: hotel['weekend_per_mille'],
    priceStep: number(hotel['price_step']),
    taxes,
  } as ShelfHotel
  const kinds = await sql`select * from room_type where id >> 3 = ${hotelId} order by id`
  const plans = await sql`select * from rate_plan where id >> 3 = ${hotelId} order by id`
  return { shelf, kinds, plans }
}

async function roomApart(sql: postgres.Sql, kind: postgres.Row): Promise<ShelfRoom> {
  const decided = await sql`select night::text, price, bps from room_rate where room_type_id = ${kind['id']}`
  const rates = decided.map(({ night, price, bps }): [string, SetRate] => [
    night,
    price === null ? { kind: 'SHARE', bps } : { kind: 'PRICE', amount: number(price) },
  ])
  const room: Partial<ShelfRoom> = {
    rates: new Map(rates),
    maxAdults: kind['max_adults'],
    maxGuests: kind['max_guests'],
    basePrice: number(kind['base_price']),
    singlePerMille: kind['single_per_mille'],
    extraAdult: number(kind['extra_adult']),
    extraChild: number(kind['extra_child']),
  }
  return room as ShelfRoom
}

const planApart = (row: postgres.Row) =>
  ({
    priceBps: row['price_bps'],
    boardAdult: number(row['board_adult']),
    boardChild: number(row['board_child']),
    longStayNights: row['long_stay_nights'],
    longStayBps: row['long_stay_bps'],
  }) as ShelfPlan

/** Chosen rooms under one plan, as `recomputeOffers` works it out. */
export async function recomputeRooms(
  sql: postgres.Sql,
  hotelId: number,
  dates: readonly string[],
  rooms: readonly { roomTypeId: number; guests: RoomGuests }[],
  ratePlanId: number,
) {
  const { shelf, kinds, plans } = await readApart(sql, hotelId)
  const found = <Row extends postgres.Row>(rows: readonly Row[], id: number) => {
    const row = rows.find((one) => one['id'] === id)
    if (!row) throw new Error(`no ${id}`)
    return row
  }
  const chosen = await Promise.all(
    rooms.map(async ({ roomTypeId, guests }) => ({ guests, room: await roomApart(sql, found(kinds, roomTypeId)) })),
  )
  return slowRooms(shelf, planApart(found(plans, ratePlanId)), chosen, dates)
}

/**
 * Every offer of a hotel for a stay, worked out from the rows of the database by plain SQL and the slow reference: no
 * code of search, shelves or prices.
 */
export async function recomputeOffers(
  sql: postgres.Sql,
  hotelId: number,
  dates: readonly string[],
  rooms: readonly RoomGuests[],
  daysAhead: number,
): Promise<Recomputed[]> {
  const { shelf, kinds, plans } = await readApart(sql, hotelId)
  const offers: Recomputed[] = []
  for (const kind of kinds) {
    const room = await roomApart(sql, kind)
    const [adultsAtMost, guestsAtMost] = [number(kind['max_adults']), number(kind['max_guests'])]
    if (!rooms.every(({ adults, childAges }) => adults <= adultsAtMost && adults + childAges.length <= guestsAtMost))
      continue
    if (kind['allotment'] < rooms.length) continue
    for (const row of plans) {
      const fits =
        row['min_nights'] <= dates.length && row['max_nights'] >= dates.length && row['min_days_ahead'] <= daysAhead
      if (!fits || !rooms.every(({ adults, childAges }) => adults + childAges.length >= row['min_guests'])) continue
      const { total, nights } = slowStay(shelf, room, planApart(row), rooms, dates)
      offers.push({
        roomTypeId: kind['id'],
        ratePlanId: row['id'],
        board: row['board'],
        total,
        nights,
        allotment: kind['allotment'],
      })
    }
  }
  return offers
}

/** Every way to give each of some parties a kind of room, of which no more are taken than there are. */
function* waysToHouse(parties: number, allotments: readonly number[]): Generator<number[]> {
  if (parties === 0) return yield []
  for (const [kind, free] of allotments.entries())
    if (free > 0)
      for (const others of waysToHouse(parties - 1, allotments.with(kind, free - 1))) yield [kind, ...others]
}

/**
 * The cheapest that a hotel sells for a stay in several rooms, of one kind or of several: under each plan every way is tried, the one with
 * the lowest sum of nights counts, and taxes come on top. Undefined: nothing is sold.
 */
export async function recomputeCheapest(
  sql: postgres.Sql,
  hotelId: number,
  dates: readonly string[],
  parties: readonly RoomGuests[],
  daysAhead: number,
) {
  const { shelf, kinds, plans } = await readApart(sql, hotelId)
  const rooms = await Promise.all(kinds.map((kind) => roomApart(sql, kind)))
  const allotments = kinds.map((kind) => number(kind['allotment']))
  const holdsAll = (way: readonly number[]) =>
    parties.every(({ adults, childAges }, at) => {
      const room = rooms[way[at] ?? -1]
      return room && adults <= room.maxAdults && adults + childAges.length <= room.maxGuests
    })
  const ways = [...waysToHouse(parties.length, allotments)].filter(holdsAll)
  const sold = plans.flatMap((row) => {
    const fits =
      row['min_nights'] <= dates.length && row['max_nights'] >= dates.length && row['min_days_ahead'] <= daysAhead
    if (!fits || !parties.every(({ adults, childAges }) => adults + childAges.length >= row['min_guests'])) return []
    const priced = ways.map((way) => {
      const chosen = parties.flatMap((guests, at) => {
        const room = rooms[way[at] ?? -1]
        return room ? [{ guests, room }] : []
      })
      const { nights, total } = slowRooms(shelf, planApart(row), chosen, dates)
      return { total, nights, sum: nights.reduce((sum, price) => sum + price, 0) }
    })
    return priced.toSorted((a, b) => a.sum - b.sum).slice(0, 1)
  })
  return sold.toSorted((a, b) => a.total - b.total)[0]
}
