import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { createService, mountSubgraph } from '@staygraph/subgraph-kit/serve'
import { followSubgraph, type Heard } from '@staygraph/subgraph-kit/testing/follow'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createContext } from '../context.ts'
import { addDays } from '../domain/calendar.ts'
import { schema } from '../server.ts'
import { smallCatalogue, testNow } from '../testing/small-catalogue.ts'
import { tellAvailability } from '../testing/tell-availability.ts'
import { forgetPastNights } from './forget-past-nights.ts'

const { pairs } = await testKeys('gateway', 'hotels')
let catalogue: Awaited<ReturnType<typeof smallCatalogue>>
const app = createService({
  name: 'hotels',
  logger: createLogger('hotels', 'silent'),
  ready: async () => ({ ready: true }),
})
let url = ''
beforeAll(async () => {
  catalogue = await smallCatalogue()
  await mountSubgraph(app, {
    schema,
    keys: pairs.hotels,
    logger: catalogue.logger,
    context: ({ viewer }, _request, _reply, live) => createContext(catalogue, viewer, testNow, live),
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await catalogue.availability.close()
})

const stay = { checkIn: '2027-07-01', checkOut: '2027-07-15' }
const query = `subscription ($hotelId: ID!, $stay: StayInput!, $after: String) {
  availabilityChanged(hotelId: $hotelId, stay: $stay, after: $after) { cursor hotel { id } nights { roomType { id } night left } } }`
type Night = { roomType: { id: string }; night: string; left: number }
type Change = { cursor: string; hotel: { id: string }; nights: Night[] }
const follow = (hotelId: string, after?: string, signal?: AbortSignal) =>
  followSubgraph(
    url,
    { keys: pairs.gateway, name: 'hotels', viewer: { kind: 'anonymous' } },
    { query, variables: { hotelId, stay, after } },
    signal,
  )
const changeIn = ({ data }: Heard) => data?.['availabilityChanged'] as Change
const next = async (heard: AsyncIterator<Heard>) => changeIn((await heard.next()).value as Heard)

let revision = 0
const tell = (room: number, night: string, left: number) => {
  revision += 1
  return tellAvailability({ roomTypeId: `r${room}`, revision, nights: [{ night, left }] }, catalogue)
}
const roomsOf = (hotel: number) =>
  catalogue.sql<
    { id: number; allotment: number }[]
  >`select id, allotment from room_type where id >> 3 = ${hotel} order by id`
const someHotels = async () =>
  (await catalogue.sql<{ id: number }[]>`select id from hotel order by city_id, id limit 3`).map(({ id }) => id)

test('the first event tells every night, each later one those that changed, and what others’ rooms do is not told', async () => {
  const [hotel = 0, neighbour = 0] = await someHotels()
  const rooms = await roomsOf(hotel)
  const heard = follow(`h${hotel}`)
  const first = await next(heard)
  expect(first.nights).toHaveLength(14 * rooms.length)
  expect(new Set(first.nights.map(({ left }) => left))).toEqual(new Set(rooms.map(({ allotment }) => allotment)))
  await tell((await roomsOf(neighbour))[0]?.id ?? 0, '2027-07-02', 1)
  await tell(rooms[0]?.id ?? 0, '2027-08-02', 1) // not of the stay
  await tell(rooms[0]?.id ?? 0, '2027-07-03', 2)
  expect((await next(heard)).nights).toEqual([{ roomType: { id: `r${rooms[0]?.id}` }, night: '2027-07-03', left: 2 }])
  await heard.return(undefined)
  await tell(rooms[0]?.id ?? 0, '2027-07-03', 1)
  await tell(rooms[0]?.id ?? 0, '2027-07-03', 0)
  const again = follow(`h${hotel}`, first.cursor)
  expect((await next(again)).nights).toEqual([{ roomType: { id: `r${rooms[0]?.id}` }, night: '2027-07-03', left: 0 }])
  await again.return(undefined)
})

test('who is cut off at random while hundreds of nights change knows in the end what is left of each', async () => {
  const hotels = await someHotels()
  const rooms = (await Promise.all(hotels.map(roomsOf))).flat()
  let done = false
  /** Comes after all others: whoever knows it waits for nothing more. */
  const last = 99
  const followers = hotels.map(async (hotel) => {
    const known = new Map<string, number>()
    let after: string | undefined
    const isOver = () => [...known].some(([key, left]) => key.endsWith(stay.checkIn) && left === last)
    while (!isOver() || !done) {
      const leaving = AbortSignal.timeout(after === undefined || done ? 5_000 : randomInt(30, 300))
      try {
        for await (const heard of follow(`h${hotel}`, after, leaving)) {
          const { nights, cursor } = changeIn(heard)
          after = cursor
          for (const { roomType, night, left } of nights) known.set(`${roomType.id} ${night}`, left)
          if (done && isOver()) break
        }
      } catch (error) {
        if (!leaving.aborted) throw error
      }
    }
    return known
  })
  await sleep(200)
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let n = 0; n < 100; n++)
        await tell(rooms[randomInt(rooms.length)]?.id ?? 0, addDays(stay.checkIn, randomInt(14)), randomInt(3))
    }),
  )
  done = true
  for (const hotel of hotels) await tell((await roomsOf(hotel))[0]?.id ?? 0, stay.checkIn, last)
  for (const [at, known] of (await Promise.all(followers)).entries()) {
    const fresh = follow(`h${hotels[at]}`)
    const { nights } = await next(fresh)
    await fresh.return(undefined)
    expect(known).toEqual(new Map(nights.map(({ roomType, night, left }) => [`${roomType.id} ${night}`, left])))
  }
}, 60_000)

test('a cursor from before what is remembered, a stay of years, and a partner’s hotel are refused in words', async () => {
  const [hotel = 0] = await someHotels()
  const codeOf = async (heard: AsyncGenerator<Heard>) => {
    const { value } = await heard.next()
    await heard.return(undefined)
    return (value as Heard).errors[0]?.extensions.code
  }
  const heard = follow(`h${hotel}`)
  const { cursor } = await next(heard)
  await heard.return(undefined)
  await tell((await roomsOf(hotel))[0]?.id ?? 0, '2027-07-05', 1)
  await forgetPastNights(catalogue, new Date(Date.now() + 2 * 3_600_000))
  expect(await codeOf(follow(`h${hotel}`, cursor))).toBe('CURSOR_TOO_OLD')
  expect(await codeOf(follow('p-liteapi-1'))).toBe('NOT_FOUND')
  expect(await codeOf(follow('h999999999'))).toBe('NOT_FOUND')
})
