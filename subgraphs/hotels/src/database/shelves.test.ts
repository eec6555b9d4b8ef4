import { expect, test } from 'vitest'

import { foldName } from '../domain/place-name.ts'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { Shelves } from './shelves.ts'

const { sql } = await smallCatalogue()

test('each hotel of the columns is the one of the tables, with its rooms, plans and decided rates', async () => {
  await sql`insert into room_rate values (16, '2027-06-11', 12300, null, 'clerk', now()), (16, '2027-06-12', null, 9000, 'clerk', now())`
  const shelves = new Shelves(sql)
  const { districts } = await shelves.almanac(0)
  const towns = await shelves.townsOf([...new Set(districts.values())], 0) // read together
  const hotels = await sql`
    select hotel.id, city_id as "cityId", hotel.name, coalesce(stars, 0) as stars, amenities, coalesce(rating, 0) as rating,
      rating_count as "ratingCount", hotel.latitude, hotel.longitude, currency, time_zone as "timeZone",
      weekend_nights as "weekendNights", weekend_per_mille as "weekendPerMille", price_step::int as "priceStep"
    from hotel join city on city.id = city_id order by hotel.id`
  expect(towns.flatMap(({ ids }) => [...ids]).toSorted((a, b) => a - b)).toEqual(hotels.map(({ id }) => id as number))
  expect(towns.some(({ cities }) => cities.length > 1)).toBe(true)
  for (const { name, ...row } of hotels) {
    const { rooms, plans, course, taxes, ...found } = (await shelves.hotel(row['cityId'], row['id'], 0))!
    expect(found).toEqual({ ...row, foldedName: foldName(name as string) })
    expect(course).toHaveLength(366)
    expect(taxes).toBeInstanceOf(Array)
    const kinds = await sql`
      select id, name, max_adults as "maxAdults", max_guests as "maxGuests", base_price::float8 as "basePrice",
        single_per_mille as "singlePerMille", extra_adult::float8 as "extraAdult", extra_child::float8 as "extraChild",
        allotment
      from room_type where id >> 3 = ${row['id'] as number} order by id`
    expect(rooms).toEqual(kinds.map((kind) => expect.objectContaining(kind)))
    const terms = await sql`
      select id, name, board, refundable, cancellation, price_bps as "priceBps", board_adult::float8 as "boardAdult",
        board_child::float8 as "boardChild", min_nights as "minNights", max_nights as "maxNights",
        min_days_ahead as "minDaysAhead", min_guests as "minGuests", long_stay_nights as "longStayNights",
        long_stay_bps as "longStayBps"
      from rate_plan where id >> 3 = ${row['id'] as number} order by id`
    expect(plans).toEqual([...terms])
    expect(new Map(rooms.flatMap(({ id, rates }) => (rates ? [[id, rates]] : [])))).toEqual(
      row['id'] === 2
        ? new Map([[16, new Map([['2027-06-11', { kind: 'PRICE', amount: 12_300 }], ['2027-06-12', { kind: 'SHARE', bps: 9_000 }]])]]) // prettier-ignore
        : new Map(),
    )
  }
})

test('no more hotels stay than may: those asked for longest ago are read again, and are the same', async () => {
  const [roomy, narrow] = [new Shelves(sql), new Shelves(sql, { atMost: 150 })]
  const { districts } = await narrow.almanac(0)
  const all = [...new Set(districts.values())]
  const readBy = async (shelves: Shelves) => {
    const towns = []
    for (const one of all) towns.push(...(await shelves.townsOf([one], 0)))
    return towns
  }
  const [kept, first] = [await readBy(roomy), await readBy(narrow)]
  expect(await readBy(roomy)).toEqual(kept)
  const again = await readBy(narrow)
  expect(again.map(({ ids, roomIds, planIds }) => [ids, roomIds, planIds])).toEqual(
    first.map(({ ids, roomIds, planIds }) => [ids, roomIds, planIds]),
  )
  const anew = again.filter((town, at) => town !== first[at])
  expect(anew.length).toBeGreaterThan(all.length / 2)
  expect((await readBy(roomy)).every((town, at) => town === kept[at])).toBe(true) // with room for all nothing leaves
})
