import { beforeAll, expect, test } from 'vitest'

import { couple, dates, ids, numberOf, searchOf } from '../testing/search-query.ts'
import { munich, smallCatalogue } from '../testing/small-catalogue.ts'
import { noteAvailability } from './note-availability.ts'

let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
beforeAll(async () => {
  catalogue = await smallCatalogue()
})
const search = (where: object, page?: object) => searchOf(catalogue).search(where, page)

const roomTypesOf = (hotelId: string) =>
  catalogue.sql<
    { id: number; allotment: number }[]
  >`select id, allotment from room_type where id >> 3 = ${numberOf(hotelId)}`
let revision = 0
const tell = async (hotelId: string, nights: string[], left: (allotment: number) => number) => {
  revision += 1
  for (const { id, allotment } of await roomTypesOf(hotelId))
    await noteAvailability(
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

test('rooms left are the least of all nights, and a party of more rooms is not offered fewer', async () => {
  const { edges } = await search({ cityId: munich }, { sort: 'PRICE' })
  const hotelId = edges.find(({ node }) => node.offer.roomsLeft >= 3)?.node.hotel.id ?? ''
  await tell(hotelId, ['2027-06-13'], () => 1)
  const one = await search({ cityId: munich })
  expect(one.edges.find(({ node }) => node.hotel.id === hotelId)?.node.offer.roomsLeft).toBe(1)
  expect(ids(await search({ cityId: munich, rooms: [...couple, ...couple] }))).not.toContain(hotelId)
  await giveBack(hotelId, ['2027-06-13'])
})

test('an event that comes twice, or after a newer one, changes nothing', async () => {
  const hotelId = ids(await search({ cityId: munich }))[3] ?? ''
  const [room] = await roomTypesOf(hotelId)
  const event = (of: number, night: string, left: number) =>
    noteAvailability({ roomTypeId: `r${room?.id}`, revision: of, nights: [{ night, left }] }, catalogue)
  const left = async () =>
    (
      await catalogue.sql`select night::text, "left" from availability where room_type_id = ${room?.id ?? 0} order by night`
    ).map((row) => `${row['night']} ${row['left']}`)
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
  await noteAvailability(
    { roomTypeId: 'p-liteapi-x', revision: 1, nights: [{ night: '2027-07-01', left: 1 }] },
    catalogue,
  )
  await noteAvailability(
    { roomTypeId: 'r99999999', revision: 1, nights: [{ night: '2027-07-01', left: 1 }] },
    catalogue,
  )
  expect(await catalogue.sql`select 1 from availability where room_type_id = 99999999`).toHaveLength(0)
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
