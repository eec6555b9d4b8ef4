import { randomUUID } from 'node:crypto'

import { tellNights as tellNightsCommand, untold } from '@staygraph/reservations/contract/tell-nights'
import { expect, test } from 'vitest'

import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { tellNights, tellUnderWay } from './tell-nights.ts'

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const

const book = async (roomTypeId: string) => {
  const rooms = [{ adults: 2, childAges: [], roomTypeId, roomName: 'Double room', share: 1 }]
  const offerId = await world.offer({ allotment: 3, rooms })
  const booked = await bookRoom(await world.input({ offerId }), world.contextOf(ada))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked.id
}
/** "2027-06-10 2": the nights that are told of each room type. */
const toldOf = async (roomTypeIds: string[], from: string) => {
  const answer = tellNightsCommand.output.parse(await tellNights({ roomTypeIds, from }, world))
  const left = Buffer.from(answer.left, 'base64')
  return Object.fromEntries(
    answer.roomTypeIds.map((id, room) => [
      id,
      Array.from(left.subarray(room * answer.nights, (room + 1) * answer.nights), (figure, night) => ({
        night: new Date(Date.parse(from) + night * 86_400_000).toISOString().slice(0, 10),
        figure,
      }))
        .filter(({ figure }) => figure !== untold)
        .map(({ night, figure }) => `${night} ${figure}`),
    ]),
  )
}
/** The same by a plain read. */
const writtenOf = async (roomTypeId: string, from: string) =>
  (
    await world.sql<{ told: string }[]>`
      select night::text || ' ' || least(allotment - held - sold, 254) as told from room_night
      where room_type_id = ${roomTypeId} and night >= ${from}::date order by night`
  ).map(({ told }) => told)

test('what is left of each room type is told night by night; of one that nobody ever booked, nothing', async () => {
  const [one, other, never] = [randomUUID(), randomUUID(), randomUUID()]
  await book(one)
  await book(one)
  const cancelled = await book(other)
  await cancelReservation(
    { reservation: { id: cancelled }, rooms: null, idempotencyKey: randomUUID() },
    world.contextOf(ada),
  )
  await world.sql`insert into room_night (room_type_id, night, allotment) values (${one}, '2028-01-31', 1000)`
  const told = await toldOf([never, other, one], '2027-06-01')
  expect(told).toEqual({ [one]: await writtenOf(one, '2027-06-01'), [other]: await writtenOf(other, '2027-06-01') })
  expect(told[one]?.map((night) => night.slice(11))).toEqual(['1', '1', '1', '254'])
  expect(told[other]?.map((night) => night.slice(11))).toEqual(['3', '3', '3'])
  expect(await toldOf([one], '2028-01-31')).toEqual({ [one]: ['2028-01-31 254'] })
  expect(await toldOf([one], '2028-02-01')).toEqual({})
})

test('what is under way is told as it was promised, page by page, with a revision that none is greater than', async () => {
  await world.sql`delete from outbox`
  const kind = randomUUID()
  await book(kind)
  await world.sql`
    insert into outbox (job, payload, trace)
    select job, payload || jsonb_build_object('revision', nextval('availability_revision')), '{}'
    from generate_series(1, 4500), (select job, payload from outbox where job = 'availability-changed') one`
  const [revisions, newest]: [number[], number[]] = [[], []]
  let after: string | null = null
  let pages = 0
  do {
    const page = await tellUnderWay({ after }, world)
    revisions.push(...page.events.map((event) => event.revision))
    newest.push(page.newest)
    after = page.last
    pages += 1
  } while (after !== null)
  expect(pages).toBe(3)
  expect(new Set(revisions).size).toBe(4_501)
  expect(Math.max(...revisions)).toBe(newest[0])
  await world.sql`delete from outbox`
  expect(await tellUnderWay({ after: null }, world)).toEqual({ events: [], last: null, newest: newest[0] })
})
