import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Services } from '../context.ts'
import { reservationById, roomsOfReservation } from '../database/reservations.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createSupplierStandIn } from '../testing/supplier-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { changeStay } from './change-stay.ts'
import { previewCancellation } from './preview-cancellation.ts'
import { readRecap } from './read-recap.ts'

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const

type Wishes = Parameters<typeof world.offer>[0]
/** A double room and a suite of twice its price, with a child; a fee of one night from 10 June on. */
const family = (kind = randomUUID()) => ({
  allotment: 3,
  rooms: [
    { adults: 2, childAges: [], roomTypeId: `${kind}-double`, roomName: 'Double room', share: 1 },
    { adults: 1, childAges: [6], roomTypeId: `${kind}-suite`, roomName: 'Suite', share: 2 },
  ],
})
const book = async (wishes: Wishes = family()) => {
  const booked = await bookRoom(await world.input({ offerId: await world.offer(wishes) }), world.contextOf(ada))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked
}
const cancel = (id: string, rooms: number[] | null, input: object = {}, exchanged: Partial<Services> = {}) =>
  cancelReservation(
    { reservation: { id }, rooms, idempotencyKey: randomUUID(), ...input },
    world.contextOf(ada, exchanged),
  )
const preview = async (id: string, rooms: number[] | null = null) => {
  const told = await previewCancellation({ id }, world.contextOf(ada), rooms)
  if (told.__typename !== 'CancellationPreview') throw new Error(JSON.stringify(told))
  return { refund: told.refund.amount, fee: told.fee.amount }
}
const counted = async (kind: string) => {
  const rows = await world.sql`
    select room_type_id as kind, held, sold from room_night where room_type_id like ${`${kind}%`} and night = '2027-06-12' order by 1`
  return Object.fromEntries(
    rows.map((row) => [String(row['kind']).slice(kind.length + 1), `${row['held']}/${row['sold']}`]),
  )
}
const at = async <T>(instant: string, work: () => Promise<T>): Promise<T> => {
  world.clock.moveTo(instant)
  const result = await work()
  await world.sweep()
  world.clock.moveTo('2027-03-01T12:00:00Z')
  return result
}
/** One night of all rooms is kept. */
const late = '2027-06-11T00:00:00Z'

test('a room that is cancelled is free at once, its part comes back, and the stay goes on with the others', async () => {
  const kind = randomUUID()
  const { id } = await book(family(kind))
  expect(await counted(kind)).toEqual({ double: '0/1', suite: '0/1' })
  expect(await preview(id, [2])).toEqual({ refund: 31_000, fee: 0 })
  expect(await cancel(id, [2], { expectedRefund: 31_000 })).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    payNow: 15_500,
    total: 15_800,
    revision: 1,
    owed: null,
  })
  expect(await counted(kind)).toEqual({ double: '0/1', suite: '0/0' })
  expect(world.payments.keptOf(id)).toBe(15_500)
  const { data } = await world.graph(
    `query ($is: [_Any!]!) { _entities(representations: $is) { ... on Reservation {
      total { amount } cancellation { tiers { fee { amount } } } timeline { text } cancelled { at }
      rooms { position name adults childAges total { amount } payNow { amount } cancelled { refund { amount } fee { amount } } } } } }`,
    { is: [{ __typename: 'Reservation', id }] },
    world.contextOf(ada),
  )
  const [told] = (data as { _entities: unknown[] })._entities
  expect(told).toMatchObject({
    total: { amount: 15_800 },
    cancelled: null,
    cancellation: { tiers: [{ fee: { amount: 5_000 } }, { fee: { amount: 15_500 } }] },
    rooms: [
      { position: 1, name: 'Double room', total: { amount: 15_800 }, payNow: { amount: 15_500 }, cancelled: null },
      { position: 2, name: 'Suite', childAges: [6], cancelled: { refund: { amount: 31_000 }, fee: { amount: 0 } } },
    ],
    timeline: expect.arrayContaining([{ text: 'You gave up Suite. €310.00 comes back to your card.' }]),
  })
  const jobs = await world.sql`select job, payload from outbox where payload::text like ${`%${id}%`} order by id`
  expect(jobs.map(({ job }) => job)).toEqual(['tell-guest-and-hotel', 'tell-guest-and-hotel'])
  const recap = {
    revision: 1,
    roomName: 'Double room',
    rooms: [{ adults: 2 }],
    payNow: 15_500,
    payAtHotel: 300,
    total: 15_800,
  }
  expect(jobs[1]?.['payload']).toMatchObject({ what: 'CHANGED', recap })
  expect(await readRecap({ reservationId: id }, world.services)).toMatchObject(recap)
})

test('with its last rooms the reservation is cancelled, and its fee is what all of them were kept of', async () => {
  const { id } = await book()
  await at(late, async () => {
    expect(await preview(id, [1])).toEqual({ refund: 10_500, fee: 5_000 })
    expect(await cancel(id, [1], { expectedRefund: 10_500 })).toMatchObject({ status: 'CONFIRMED' })
    expect(await preview(id)).toEqual({ refund: 21_000, fee: 10_000 })
    expect(await cancel(id, [2], { expectedRefund: 21_000 })).toMatchObject({
      status: 'CANCELLED_WITH_FEE',
      cancelRefund: 31_500,
      cancelFee: 15_000,
    })
  })
  expect(world.payments.keptOf(id)).toBe(15_000)
  expect((await roomsOfReservation(world.db, id)).map(({ state, refund, fee }) => `${state} ${refund} ${fee}`)).toEqual(
    ['CANCELLED 10500 5000', 'CANCELLED 21000 10000'],
  )
  const [mail] = await world.sql`
    select payload -> 'recap' as payload from outbox
    where payload ->> 'what' = 'CANCELLED' and payload #>> '{recap,reservationId}' = ${id}`
  expect(mail?.['payload']).toMatchObject({ cancelled: { refund: 21_000, fee: 10_000 }, roomName: 'Suite' })
})

test('whatever the rooms, the terms and the moments: the preview is what happens, and nothing is lost or kept on the way', async () => {
  const tiers = [
    { from: '2027-06-01T00:00:00.000Z', part: 0.1 },
    { from: '2027-06-08T00:00:00.000Z', part: 0.35 },
    { from: '2027-06-11T00:00:00.000Z', part: 0.9 },
  ]
  const scene = fc.record({
    shares: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 }),
    price: fc.integer({ min: 1_000, max: 99_999 }),
    acts: fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 12 }),
        rooms: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ shares, price, acts }) => {
      const kind = randomUUID()
      const whole = 3 * price + 1_500
      const { id } = await book({
        price,
        rooms: shares.map((share, index) => ({ adults: 1, childAges: [], roomTypeId: `${kind}-${index % 2}`, share })),
        cancellation: {
          freeUntil: null,
          tiers: tiers.map(({ from, part }) => ({ from, fee: Math.floor(whole * part) })),
        },
      })
      let kept = whole
      for (const { day, rooms } of acts.toSorted((one, other) => one.day - other.day)) {
        await at(`2027-06-${String(day).padStart(2, '0')}T06:00:00Z`, async () => {
          const booked = (await roomsOfReservation(world.db, id))
            .filter(({ state }) => state === 'BOOKED')
            .map(({ n }) => n)
          const wanted = rooms.filter((n) => booked.includes(n))
          if (wanted.length === 0) return
          const shown = await preview(id, wanted)
          const ends = wanted.length < booked.length ? /^CONFIRMED$/ : /^CANCELLED/
          expect(await cancel(id, wanted, { expectedRefund: shown.refund })).toMatchObject({
            __typename: 'Reservation',
            status: expect.stringMatching(ends),
          })
          kept -= shown.refund
          expect(world.payments.keptOf(id)).toBe(kept)
        })
      }
      const [reservation, rooms] = [await reservationById(world.db, id), await roomsOfReservation(world.db, id)]
      const sum = (of: (room: (typeof rooms)[number]) => number | null) =>
        rooms.reduce((all, room) => all + (of(room) ?? 0), 0)
      expect(kept).toBe(sum(({ state, fee, payNow }) => (state === 'BOOKED' ? payNow : fee)))
      const standing = sum(({ state, payNow }) => (state === 'BOOKED' ? payNow : 0))
      expect(reservation).toMatchObject(
        reservation?.status === 'CONFIRMED' ? { payNow: standing } : { cancelFee: kept },
      )
    }),
    { numRuns: 25 },
  )
  expect(await recount(world.sql)).toEqual([])
}, 30_000)

test('asked 20 times at once with one key a room is cancelled once; the same key for other rooms is a conflict', async () => {
  const { id } = await book()
  const idempotencyKey = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(id, [1], { idempotencyKey })))
  expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['Reservation']))
  expect(world.payments.keptOf(id)).toBe(31_000)
  for (const rooms of [[2], [1, 2], null])
    expect(await cancel(id, rooms, { idempotencyKey })).toMatchObject({ __typename: 'IdempotencyConflict' })
})

test('with different keys at once a room is cancelled once, and never a room more', async () => {
  const { id } = await book()
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => cancel(id, [1 + (index % 2)])))
  await world.sweep()
  const rooms = await roomsOfReservation(world.db, id)
  const gone = rooms.filter(({ state }) => state === 'CANCELLED').length
  expect(answers.filter(({ __typename }) => __typename === 'Reservation')).toHaveLength(gone)
  expect(world.payments.keptOf(id)).toBe(
    rooms.reduce((sum, { state, payNow }) => sum + (state === 'BOOKED' ? payNow : 0), 0),
  )
})

test('while payments is away the room is free and the money follows; until then nothing else is done to the stay', async () => {
  const { id } = await book()
  const payments = {
    ...world.services.payments,
    refund: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'x' }) as const,
  }
  expect(await cancel(id, [1], {}, { payments })).toMatchObject({ status: 'CONFIRMED', owed: 'REFUND' })
  expect(await cancel(id, [2], {}, { payments })).toMatchObject({ __typename: 'TryAgainLater' })
  expect(world.payments.keptOf(id)).toBe(46_500)
  world.clock.pass({ minutes: 2 })
  await world.sweep()
  expect(world.payments.keptOf(id)).toBe(31_000)
  expect(await cancel(id, [2])).toMatchObject({ status: 'CANCELLED' })
})

describe('after an exchange of the stay', () => {
  test('positions are new, and a room cancelled before stays cancelled with its fee', async () => {
    const kind = randomUUID()
    const { id } = await book(family(kind))
    await cancel(id, [1])
    const offerId = await world.offer({ ...family(kind), checkIn: '2027-06-13', checkOut: '2027-06-16', price: 20_000 })
    const changed = { reservation: { id }, offerId, paymentMethodId: cards.good, idempotencyKey: randomUUID() }
    expect(await changeStay(changed, world.contextOf(ada))).toMatchObject({ status: 'CONFIRMED', payNow: 61_500 })
    expect((await roomsOfReservation(world.db, id)).map(({ n, state }) => `${n} ${state}`)).toEqual([
      '1 CANCELLED',
      '2 GIVEN_UP',
      '3 BOOKED',
      '4 BOOKED',
    ])
    expect(world.payments.keptOf(id)).toBe(61_500)
    expect(await cancel(id, [2])).toMatchObject({ message: 'This reservation has no room 2.' })
    expect(await cancel(id, [1])).toMatchObject({ message: 'Room 1 is cancelled already.' })
    expect(await cancel(id, [4], { expectedRefund: 41_000 })).toMatchObject({ status: 'CONFIRMED', payNow: 20_500 })
    expect(world.payments.keptOf(id)).toBe(20_500)
  })
})

describe('single rooms are not cancelled', () => {
  test('of a partner that cannot: it is said so, and all of them together can', async () => {
    const sold = { code: 'liteapi', name: 'LiteAPI', offerId: 'o1' }
    const rooms = [
      { adults: 2, childAges: [] },
      { adults: 2, childAges: [] },
    ]
    const offerId = await world.offer({ supplier: sold, hotelId: 'p-liteapi-lp1', allotment: 0, rooms })
    const { supplier } = createSupplierStandIn()
    const suppliers = new Map([['liteapi', supplier]])
    const booked = await bookRoom(await world.input({ offerId }), world.contextOf(ada, { suppliers }))
    const id = 'id' in booked ? booked.id : ''
    expect(await cancel(id, [1], {}, { suppliers })).toMatchObject({
      __typename: 'NotCancellable',
      message: expect.stringContaining('only all rooms of a booking together'),
    })
    expect(await cancel(id, [1, 2], {}, { suppliers })).toMatchObject({ status: 'CANCELLED' })
    expect(world.payments.keptOf(id)).toBe(0)
  })

  test('when none is named, or once the stay has begun', async () => {
    const { id } = await book()
    expect(await cancel(id, [])).toMatchObject({ message: 'Say which rooms to cancel.' })
    await at('2027-06-12T14:00:00Z', async () =>
      expect(await cancel(id, [1])).toMatchObject({ message: expect.stringContaining('has begun') }),
    )
  })
})

test('the counters equal a recount', async () => {
  expect(await recount(world.sql)).toEqual([])
})
