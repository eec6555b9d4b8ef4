import { beforeAll, expect, test } from 'vitest'

import { addDays, dayNumber } from '../domain/calendar.ts'
import { dates, ids, numberOf, searchOf } from '../testing/search-query.ts'
import { munich, smallCatalogue } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'
import { forgetPastNights } from './forget-past-nights.ts'
import { noteAvailability } from './note-availability.ts'

/** A small generator with a seed. */
const mulberry = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const search = (where: object, page?: object) => searchOf(catalogue).search(where, page)

const roomTypesOf = (hotelId: string) =>
  catalogue.sql<
    { id: number; allotment: number }[]
  >`select id, allotment from room_type where id >> 3 = ${numberOf(hotelId)}`
/** "2027-07-01 2": the nights of a room type of which a figure is known. */
const toldOf = async (roomTypeId: number) =>
  (
    await catalogue.sql<{ told: string }[]>`
      select ('1970-01-01'::date + block * 31 + night)::text || ' ' || "left" as told
      from availability_chunk place join availability_block using (city_id, chunk),
        lateral generate_series(0, 30) as night,
        lateral (select get_byte(rooms_left, night * cardinality(room_type_ids) + array_position(room_type_ids, ${roomTypeId}) - 1) as "left") byte
      where ${roomTypeId} = any(room_type_ids) and "left" < 255 order by block, night`
  ).map(({ told }) => told)
let revision = 0
const tell = async (hotelId: string, nights: string[], left: (allotment: number) => number) => {
  revision += 1
  for (const { id, allotment } of await roomTypesOf(hotelId))
    await tellAvailability(
      { roomTypeId: `r${id}`, revision, nights: nights.map((night) => ({ night, left: left(allotment) })) },
      catalogue,
    )
}
const sellOut = (hotelId: string, nights: string[]) => tell(hotelId, nights, () => 0)
const giveBack = (hotelId: string, nights: string[]) => tell(hotelId, nights, (allotment) => allotment)

test('a hotel with one night sold out is in no stay that holds that night, and in all others', async () => {
  const all = await search({ cityId: munich })
  const hotelId = ids(all)[0] ?? ''
  await sellOut(hotelId, ['2027-06-12'])
  expect(ids(await search({ cityId: munich }))).not.toContain(hotelId)
  expect(ids(await search({ cityId: munich, stay: { checkIn: '2027-06-12', checkOut: '2027-06-13' } }))).not.toContain(
    hotelId,
  )
  expect(ids(await search({ cityId: munich, stay: { checkIn: '2027-06-10', checkOut: '2027-06-12' } }))).toContain(
    hotelId,
  )
  expect(ids(await search({ cityId: munich, stay: { checkIn: '2027-06-13', checkOut: '2027-06-15' } }))).toContain(
    hotelId,
  )
  await giveBack(hotelId, ['2027-06-12'])
  expect(ids(await search({ cityId: munich }))).toContain(hotelId)
})

test('rooms left are the least of all nights, and a party of more rooms than are left in all is not offered them', async () => {
  const parties = (count: number) => ({ cityId: munich, rooms: Array.from({ length: count }, () => ({ adults: 2 })) })
  const { edges } = await search(parties(8), { sort: 'PRICE' })
  const hotelId = edges[0]?.node.hotel.id ?? ''
  await tell(hotelId, ['2027-06-13'], () => 1)
  const one = await search({ cityId: munich })
  expect(one.edges.find(({ node }) => node.hotel.id === hotelId)?.node.offer.roomsLeft).toBe(1)
  expect(ids(await search(parties(8)))).not.toContain(hotelId)
  // Two couples still find two rooms there, of two kinds.
  const two = (await search(parties(2))).edges.find(({ node }) => node.hotel.id === hotelId)?.node.offer
  expect(two).toMatchObject({ roomsLeft: 1, roomCount: 2, roomName: expect.stringContaining(' + ') })
  await giveBack(hotelId, ['2027-06-13'])
  expect(ids(await search(parties(8)))).toContain(hotelId)
})

test('an event that comes twice, or after a newer one, changes nothing', async () => {
  const hotelId = ids(await search({ cityId: munich }))[3] ?? ''
  const [room] = await roomTypesOf(hotelId)
  const event = (of: number, night: string, left: number) =>
    tellAvailability({ roomTypeId: `r${room?.id}`, revision: of, nights: [{ night, left }] }, catalogue)
  const left = () => toldOf(room?.id ?? 0)
  await event(1_005, '2027-07-01', 2)
  await event(1_005, '2027-07-01', 2)
  await event(1_003, '2027-07-01', 5)
  expect(await left()).toEqual(['2027-07-01 2'])
  await event(1_004, '2027-07-02', 1) // older than the newest, but nobody told of that night since
  expect(await left()).toEqual(['2027-07-01 2', '2027-07-02 1'])
  await event(1_006, '2027-07-01', 0)
  expect(await left()).toEqual(['2027-07-01 0', '2027-07-02 1'])
})

test('an event of a room type that is none of ours is nobody’s', async () => {
  await tellAvailability(
    { roomTypeId: 'p-liteapi-x', revision: 1, nights: [{ night: '2027-07-01', left: 1 }] },
    catalogue,
  )
  await tellAvailability(
    { roomTypeId: 'r99999999', revision: 1, nights: [{ night: '2027-07-01', left: 1 }] },
    catalogue,
  )
  expect(await catalogue.sql`select 1 from availability_told where room_type_id = 99999999`).toHaveLength(0)
  expect(await toldOf(99_999_999)).toEqual([])
})

test('a hotel that sells out between two pages neither hides nor repeats another', async () => {
  const before = await search({ cityId: munich }, { sort: 'PRICE' })
  const first = await search({ cityId: munich }, { sort: 'PRICE', first: 5 })
  const gone = first.edges[1]?.node.hotel.id ?? ''
  await sellOut(gone, dates)
  const next = await search({ cityId: munich }, { sort: 'PRICE', first: 5, after: first.pageInfo.endCursor })
  expect(ids(next)).toEqual(ids(before).slice(5, 10))
  expect(next.totalCount).toBe(before.totalCount - 1)
  await giveBack(gone, dates)
})

test('a stay over the edge of two blocks heeds the nights of both', async () => {
  const hotelId = ids(await search({ cityId: munich }))[2] ?? ''
  const edge = addDays('1970-01-01', Math.ceil(dayNumber('2027-06-11') / 31) * 31) // the first night of a block
  const around = { stay: { checkIn: addDays(edge, -2), checkOut: addDays(edge, 2) } }
  const found = async (where: object) => ids(await search({ cityId: munich, ...where })).includes(hotelId)
  expect(await found(around)).toBe(true)
  for (const night of [addDays(edge, -1), edge]) {
    await sellOut(hotelId, [night])
    expect(await found(around)).toBe(false)
    expect(await found({ stay: { checkIn: night, checkOut: addDays(night, 1) } })).toBe(false)
    await giveBack(hotelId, [night])
    expect(await found(around)).toBe(true)
  }
})

test('a thousand changes in any order, some twice, from several processes, end in the newest figure of each night', async () => {
  const rooms = await catalogue.sql<
    { id: number }[]
  >`select id from room_type where id >> 3 in (2, 3, 5, 40) order by id`
  const random = mulberry(7)
  const pick = (below: number) => Math.floor(random() * below)
  const newest = new Map<string, { revision: number; left: number }>()
  const events = Array.from({ length: 1_000 }, (_, at) => {
    const id = rooms[pick(rooms.length)]?.id ?? 0
    const from = pick(90)
    const nights = Array.from({ length: 1 + pick(12) }, (__, night) => ({
      night: addDays('2027-08-01', from + night),
      left: pick(5),
    }))
    for (const { night, left } of nights) newest.set(`${id} ${night}`, { revision: 5_000 + at, left })
    return { roomTypeId: `r${id}`, revision: 5_000 + at, nights }
  })
  const told = [...events, ...events.slice(0, 200)]
    .map((event) => ({ event, at: random() }))
    .toSorted((a, b) => a.at - b.at)
  const batches: (typeof events)[] = []
  for (let from = 0; from < told.length; from += batches.at(-1)?.length ?? 0)
    batches.push(told.slice(from, from + 1 + pick(100)).map(({ event }) => event))
  const fourProcesses = Array.from({ length: 4 }, async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await noteAvailability(batch, catalogue)
  })
  await Promise.all(fourProcesses)
  for (const { id } of rooms) {
    const wanted = [...newest]
      .filter(([key]) => key.startsWith(`${id} 2027-`))
      .map(([key, { left }]) => `${key.split(' ')[1]} ${left}`)
    expect((await toldOf(id)).filter((night) => night >= '2027-08')).toEqual(wanted.toSorted())
  }
})

test('of a batch with a change that cannot be written nothing is written, and each of the others can be alone', async () => {
  const change = (roomTypeId: string, night: string) => ({ roomTypeId, revision: 9_000, nights: [{ night, left: 1 }] })
  const batch = [change('r8', '2028-01-01'), change('r8', '2028-13-45'), change('r9', '2028-01-02')]
  await expect(noteAvailability(batch, catalogue)).rejects.toThrow('out of range')
  expect([...(await toldOf(8)), ...(await toldOf(9))].filter((night) => night >= '2028')).toEqual([])
  const alone = await Promise.allSettled(batch.map((one) => tellAvailability(one, catalogue)))
  expect(alone.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await toldOf(9)).toContain('2028-01-02 1')
})

test('a hotel added later has places of its own, and no known place moves', async () => {
  const places = () => catalogue.sql<{ chunk: number; roomTypeIds: number[] }[]>`
    select chunk, room_type_ids as "roomTypeIds" from availability_chunk where city_id = ${numberOf(munich)} order by chunk`
  const before = await places()
  const [last] = before
  await catalogue.sql`insert into hotel select (jsonb_populate_record(hotel, '{"id": 900001}')).* from hotel where id = ${(last?.roomTypeIds[0] ?? 0) >> 3}`
  await catalogue.sql`insert into room_type select (jsonb_populate_record(room_type, '{"id": 7200008}')).* from room_type where id = ${last?.roomTypeIds[0] ?? 0}`
  await tellAvailability({ roomTypeId: 'r7200008', revision: 1, nights: [{ night: '2027-07-01', left: 3 }] }, catalogue)
  const after = await places()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.at(-1)?.roomTypeIds).toEqual([7_200_008])
  expect(await toldOf(7_200_008)).toEqual(['2027-07-01 3'])
})

test('nights that are over are forgotten, and revisions too old to be overtaken; the figures stay', async () => {
  const at = (now: string) => forgetPastNights(catalogue, new Date(now))
  const revisions = async () =>
    (await catalogue.sql`select count(*)::int as known from availability_told`)[0]?.['known']
  await tellAvailability({ roomTypeId: 'r8', revision: 50_000, nights: [{ night: '2027-12-01', left: 2 }] }, catalogue)
  await at('2027-06-01T00:00:00Z')
  expect(await revisions()).toBeGreaterThan(0)
  await at('2027-06-02T12:00:00Z')
  expect(await revisions()).toBeGreaterThan(0)
  await at('2027-06-04T00:00:00Z')
  expect(await revisions()).toBe(0)
  expect(await toldOf(8)).toContain('2027-12-01 2')
  await at('2027-12-04T00:00:00Z')
  expect(await toldOf(8)).toContain('2027-12-01 2') // its block has nights to come
  await at('2028-02-10T00:00:00Z')
  expect(await toldOf(8)).toEqual([])
})
