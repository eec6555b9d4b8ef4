import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'

const world = await createWorld()
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const
const eve = { kind: 'customer', customerId: 'c-eve', email: 'eve@example.com' } as const

const terms = {
  freeUntil: '2027-06-10T17:00:00.000Z',
  tiers: [
    { from: '2027-06-10T17:00:00.000Z', fee: 15_000 },
    { from: '2027-06-12T08:00:00.000Z', fee: 46_500 },
  ],
}
const book = async (wishes: Parameters<typeof world.offer>[0] = {}) => {
  const offerId = await world.offer({ roomTypeId: randomUUID(), cancellation: terms, ...wishes })
  const booked = await bookRoom(await world.input({ offerId }), world.contextOf(ada))
  if (booked.__typename !== 'Reservation') throw new Error(booked.__typename)
  return booked
}

const cancelled = `__typename ... on Refusal { message }
  ... on Reservation { id status cancelled { at refund { amount } fee { amount } } timeline { status text } }
  ... on RefundChanged { refund { amount currency } }`
const ask = async (query: string, variables: object, context = world.contextOf(ada)) => {
  const { data, errors } = await world.graph(query, variables, context)
  if (errors) throw new Error(JSON.stringify(errors))
  return Object.values(data as object)[0] as Record<string, unknown>
}
const cancel = (reservation: object, input: object = {}, context = world.contextOf(ada)) =>
  ask(
    `mutation ($input: CancelReservationInput!) { cancelReservation(input: $input) { ${cancelled} } }`,
    { input: { reservation, idempotencyKey: randomUUID(), ...input } },
    context,
  )
const preview = (reservation: object, context = world.contextOf(ada)) =>
  ask(
    `query ($reservation: ReservationRefInput!) { cancellationPreview(reservation: $reservation) {
      __typename ... on Refusal { message } ... on CancellationPreview { refund { amount } fee { amount } validUntil } } }`,
    { reservation },
    context,
  )

test('before the deadline everything comes back, the nights are free, and guest and hotel are told', async () => {
  const roomTypeId = randomUUID()
  const { id } = await book({ roomTypeId })
  expect(await preview({ id })).toMatchObject({
    refund: { amount: 46_500 },
    fee: { amount: 0 },
    validUntil: '2027-06-10T17:00:00.000Z',
  })
  expect(await cancel({ id }, { expectedRefund: 46_500 })).toMatchObject({
    __typename: 'Reservation',
    status: 'CANCELLED',
    cancelled: { refund: { amount: 46_500 }, fee: { amount: 0 } },
    timeline: [
      {},
      {},
      {},
      { status: 'CANCELLING', text: 'You asked to cancel. €465.00 comes back to your card.' },
      { status: 'CANCELLED', text: 'Cancelled without a fee.' },
    ],
  })
  expect(world.payments.keptOf(id)).toBe(0)
  expect([...world.payments.refunds.keys()]).toContain(`${id}:refund:1`)
  const nights = await world.sql`select held, sold from room_night where room_type_id = ${roomTypeId}`
  expect([...nights]).toEqual(Array.from({ length: 3 }, () => ({ held: 0, sold: 0 })))
  const jobs = await world.sql`select job, payload from outbox where payload::text like ${`%${id}%`} order by id`
  expect(jobs).toMatchObject([
    { job: 'tell-guest-and-hotel', payload: { what: 'CONFIRMED' } },
    {
      job: 'tell-guest-and-hotel',
      payload: { what: 'CANCELLED', recap: { revision: 1, cancelled: { refund: 46_500, fee: 0 } } },
    },
  ])
})

test('after the deadline the fee is kept, and the preview says what happens to the unit', async () => {
  const { id } = await book()
  world.clock.moveTo('2027-06-11T00:00:00Z')
  expect(await preview({ id })).toMatchObject({
    refund: { amount: 31_500 },
    fee: { amount: 15_000 },
    validUntil: '2027-06-12T08:00:00.000Z',
  })
  expect(await cancel({ id })).toMatchObject({
    status: 'CANCELLED_WITH_FEE',
    cancelled: { refund: { amount: 31_500 }, fee: { amount: 15_000 } },
  })
  expect(world.payments.keptOf(id)).toBe(15_000)
  world.clock.moveTo('2027-03-01T12:00:00Z')
})

test('when nothing comes back, the bank is not asked', async () => {
  const { id } = await book({ cancellation: { freeUntil: null, tiers: [{ from: null, fee: 99_999 }] } })
  expect(await cancel({ id }, { expectedRefund: 0 })).toMatchObject({
    status: 'CANCELLED_WITH_FEE',
    cancelled: { refund: { amount: 0 } },
  })
  expect([...world.payments.refunds.keys()]).not.toContain(`${id}:refund:1`)
})

test('a refund other than the one shown is never given: the guest decides again', async () => {
  const { id } = await book()
  expect(await cancel({ id }, { expectedRefund: 46_499 })).toMatchObject({
    __typename: 'RefundChanged',
    refund: { amount: 46_500, currency: 'EUR' },
  })
  expect(world.payments.keptOf(id)).toBe(46_500)
  expect(await cancel({ id }, { expectedRefund: 46_500 })).toMatchObject({ status: 'CANCELLED' })
})

test('asked 20 times at once with one key: one cancellation, one refund, equal answers; with other input a conflict', async () => {
  const { id } = await book()
  const idempotencyKey = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => cancel({ id }, { idempotencyKey })))
  expect(new Set(answers.map((answer) => `${String(answer['__typename'])} ${String(answer['id'])}`))).toEqual(
    new Set([`Reservation ${id}`]),
  )
  expect([...world.payments.refunds.keys()].filter((key) => key.startsWith(id))).toHaveLength(1)
  expect(await cancel({ id }, { idempotencyKey, expectedRefund: 1 })).toMatchObject({
    __typename: 'IdempotencyConflict',
  })
  expect(await cancel({ id })).toMatchObject({
    __typename: 'NotCancellable',
    message: 'This reservation is cancelled already.',
  })
})

test('with different keys at once: it is cancelled once', async () => {
  const { id } = await book()
  const answers = await Promise.all(Array.from({ length: 10 }, () => cancel({ id })))
  expect(answers.filter((answer) => answer['__typename'] === 'Reservation')).toHaveLength(1)
  expect(world.payments.keptOf(id)).toBe(0)
})

test('while payments is away the cancellation stands and the money follows', async () => {
  const { id } = await book()
  const payments = {
    ...world.services.payments,
    refund: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'x' }) as const,
  }
  expect(await cancel({ id }, {}, world.contextOf(ada, { payments }))).toMatchObject({
    status: 'CANCELLING',
    cancelled: null,
  })
  world.clock.pass({ minutes: 1 })
  await world.sweep()
  expect(world.payments.keptOf(id)).toBe(0)
})

test('when the bank refuses the refund for good, the cancellation ends and the guest reads that we owe it', async () => {
  const { id } = await book()
  const refused = async () => ({ status: 'FAILED', refundId: 'r-1' }) as const
  const payments = { ...world.services.payments, refund: refused }
  expect(await cancel({ id }, {}, world.contextOf(ada, { payments }))).toMatchObject({
    status: 'CANCELLED',
    timeline: expect.arrayContaining([
      {
        status: 'CANCELLING',
        text: 'Your bank would not take back €465.00. We owe it to you: write to us, and we pay it another way.',
      },
    ]),
  })
})

describe('it cannot be cancelled', () => {
  test('once the stay has begun', async () => {
    const { id } = await book()
    world.clock.moveTo('2027-06-12T13:59:59Z') // 14:59:59 in Lisbon, check-in is from 15:00
    expect(await preview({ id })).toMatchObject({ __typename: 'CancellationPreview' })
    world.clock.moveTo('2027-06-12T14:00:00Z')
    for (const answer of [await preview({ id }), await cancel({ id })])
      expect(answer).toEqual({ __typename: 'NotCancellable', message: 'The stay has begun. Ask the hotel’s desk.' })
    world.clock.moveTo('2027-03-01T12:00:00Z')
  })

  test('before it is confirmed', async () => {
    const input = await world.input({
      offerId: await world.offer({ roomTypeId: randomUUID() }),
      paymentMethodId: cards.confirm,
    })
    const asked = await bookRoom(input, world.contextOf(ada))
    if (asked.__typename !== 'PaymentActionRequired') throw new Error(asked.__typename)
    expect(await cancel({ id: asked.reservation.id })).toMatchObject({ __typename: 'NotCancellable' })
  })
})

describe('who may cancel', () => {
  test('another customer, and nobody in particular, find no such reservation', async () => {
    const { id } = await book()
    for (const context of [world.contextOf(eve), world.contextOf()]) {
      expect(await preview({ id }, context)).toMatchObject({ __typename: 'ReservationNotFound' })
      expect(await cancel({ id }, {}, context)).toMatchObject({ __typename: 'ReservationNotFound' })
    }
    expect(world.payments.keptOf(id)).toBe(46_500)
  })

  test('whoever knows the reference and the surname may', async () => {
    const { reference } = await book()
    expect(await cancel({ reference, surname: 'lovelace' }, {}, world.contextOf())).toMatchObject({
      status: 'CANCELLED',
    })
    expect(await cancel({ reference }, {}, world.contextOf())).toMatchObject({ __typename: 'ReservationNotFound' })
  })
})

test('the counters equal a recount', async () => {
  expect(await recount(world.sql)).toEqual([])
})
