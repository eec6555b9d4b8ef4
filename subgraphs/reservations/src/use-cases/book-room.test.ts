import { randomUUID } from 'node:crypto'

import { outbox } from '@staygraph/subgraph-kit/outbox'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { reservations } from '../database/tables.ts'
import { claimsFor, createOfferKey } from '../testing/offers.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { ada, createWorld } from '../testing/world.ts'

const world = await createWorld({ connections: 20 })

const mutation = `mutation ($input: BookRoomInput!) { bookRoom(input: $input) {
  __typename
  ... on Refusal { message }
  ... on Reservation { id reference status stay { checkIn checkOut nights } total { amount currency } payNow { amount }
    hotel { id } guest { familyName } snapshot { hotelName nights { date price { amount } } } holdExpiresAt
    timeline { status text } cancellation { freeUntil summary } payment { id grant } documents { kind url } offerSignature }
  ... on PaymentDeclined { declineCode }
  ... on PaymentActionRequired { redirectUrl heldUntil: holdExpiresAt reservation { id status } }
  ... on OfferExpired { expiredAt hotel { id } }
  ... on InvalidGuest { field }
  ... on TryAgainLater { retryAfterSeconds }
} }`

type Answer = { __typename: string; id: string; status: string } & Record<string, unknown>
const book = async (input: object, context = world.contextOf()): Promise<Answer> => {
  const { data, errors } = await world.graph(mutation, { input }, context)
  if (errors) throw new Error(JSON.stringify(errors))
  return (data as { bookRoom: Answer }).bookRoom
}
const nights = (roomTypeId: string) =>
  world.sql`select night::text, held, sold, allotment from room_night where room_type_id = ${roomTypeId} order by night`

test('a room that is paid is confirmed, with its nights sold and its mails promised', async () => {
  const offerId = await world.offer({ roomTypeId: 'happy' })
  const booked = await book(await world.input({ offerId }))
  expect(booked).toMatchObject({
    __typename: 'Reservation',
    status: 'CONFIRMED',
    stay: { checkIn: '2027-06-12', checkOut: '2027-06-15', nights: 3 },
    total: { amount: 47_400, currency: 'EUR' },
    payNow: { amount: 46_500 },
    hotel: { id: 'h1' },
    guest: { familyName: 'Lovelace' },
    holdExpiresAt: null,
    offerSignature: offerId.split('.')[2],
    timeline: [
      { status: 'HELD', text: 'We hold the room for you while you pay, until Mon 1 March 2027, 12:10 at the hotel.' },
      { status: 'AWAITING_PAYMENT', text: 'We asked your bank for €465.00.' },
      { status: 'CONFIRMED', text: 'Your bank approved the payment of €465.00. The room is yours.' },
    ],
    documents: [{ kind: 'CALENDAR', url: expect.stringMatching(/^https:\/\/stay\.example\/documents\/ey/) }],
  })
  expect(booked['reference']).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{4}$/)
  expect(await nights('happy')).toMatchObject([
    { night: '2027-06-12', held: 0, sold: 1, allotment: 20 },
    { night: '2027-06-13', held: 0, sold: 1 },
    { night: '2027-06-14', held: 0, sold: 1 },
  ])
  const promised = await world.db.select().from(outbox)
  const mine = promised.filter(
    ({ payload }) => JSON.stringify(payload).includes(booked.id) || JSON.stringify(payload).includes('happy'),
  )
  expect(mine.map(({ job }) => job).toSorted()).toEqual(['availability-changed', 'tell-guest-and-hotel'])
  expect(mine.find(({ job }) => job === 'availability-changed')?.payload).toMatchObject({
    roomTypeId: 'happy',
    nights: [
      { night: '2027-06-12', left: 19 },
      { night: '2027-06-13', left: 19 },
      { night: '2027-06-14', left: 19 },
    ],
  })
  const [payment] = [...world.payments.payments.values()].filter(({ request }) => request.reservationId === booked.id)
  expect(payment?.request).toMatchObject({
    key: `${booked.id}:pay:1`,
    amount: 46_500,
    currency: 'EUR',
    capture: 'AUTOMATIC',
    customerId: 'c-1',
  })
  expect(payment?.request.receipt.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(46_500)
})

test('a declined card frees the nights and charges nothing, and the same offer can be booked again', async () => {
  const offerId = await world.offer({ roomTypeId: 'declined', allotment: 1 })
  const refused = await world.input({ offerId, paymentMethodId: cards.declined })
  const answer = await book(refused)
  expect(answer).toMatchObject({ __typename: 'PaymentDeclined', declineCode: 'insufficient_funds' })
  expect(answer['message']).toBe(
    'Your bank declined the payment. Its reason: insufficient funds. You have not been charged. The price still holds until Mon 1 March 2027, 12:30 at the hotel. Try another card.',
  )
  expect(await nights('declined')).toMatchObject([
    { held: 0, sold: 0 },
    { held: 0, sold: 0 },
    { held: 0, sold: 0 },
  ])
  expect(await book(refused)).toEqual(answer) // the same key, the same answer
  const told = await world.sql`
    select payload -> 'nights' -> 0 ->> 'left' as left_over from outbox where payload ->> 'roomTypeId' = 'declined' order by (payload ->> 'revision')::int`
  expect(told.map((row) => row['left_over'])).toEqual(['0', '1'])
  expect(await book(await world.input({ offerId }))).toMatchObject({ status: 'CONFIRMED' })
})

describe('3-D Secure', () => {
  test('the room is held while the guest is at the bank, and theirs when they confirm', async () => {
    const offerId = await world.offer({ roomTypeId: 'secure' })
    const input = await world.input({ offerId, paymentMethodId: cards.confirm })
    const asked = await book(input)
    expect(asked).toMatchObject({
      __typename: 'PaymentActionRequired',
      redirectUrl: expect.stringContaining('https://bank.example/3ds/'),
      heldUntil: '2027-03-01T12:10:00.000Z',
      reservation: { status: 'REQUIRES_ACTION' },
    })
    expect((await nights('secure'))[0]).toMatchObject({ held: 1, sold: 0 })
    const { id } = asked['reservation'] as Answer
    expect(await book(input)).toEqual(asked) // not yet at the bank: the same page
    world.payments.bankSays(id, 'CAPTURED')
    expect(await book(input)).toMatchObject({ __typename: 'Reservation', id, status: 'CONFIRMED' })
    expect((await nights('secure'))[0]).toMatchObject({ held: 0, sold: 1 })
  })

  test('a guest who does not confirm loses the room when the hold ends, and the bank lets go first', async () => {
    const offerId = await world.offer({ roomTypeId: 'abandoned' })
    const input = await world.input({ offerId, paymentMethodId: cards.confirm })
    const { reservation } = (await book(input)) as unknown as { reservation: Answer }
    world.clock.pass({ minutes: 9 })
    await world.sweep()
    expect((await nights('abandoned'))[0]).toMatchObject({ held: 1 })
    world.clock.pass({ minutes: 2 })
    await world.sweep()
    expect((await nights('abandoned'))[0]).toMatchObject({ held: 0, sold: 0 })
    expect(world.payments.openOf(reservation.id)).toBe(0)
    expect(await book(input)).toMatchObject({ __typename: 'Reservation', status: 'EXPIRED' })
  })

  test('a guest who fails at the bank is told so', async () => {
    const input = await world.input({ paymentMethodId: cards.confirm })
    const { reservation } = (await book(input)) as unknown as { reservation: Answer }
    world.payments.bankSays(reservation.id, 'DECLINED')
    expect(await book(input)).toMatchObject({ __typename: 'PaymentDeclined', declineCode: 'authentication_failed' })
  })
})

describe('when the bank or payments is away', () => {
  test('a slow bank leaves the guest with a held room and no second payment, until it answers', async () => {
    const offerId = await world.offer({ roomTypeId: 'slow' })
    const input = await world.input({ offerId, paymentMethodId: cards.pending })
    const pending = await book(input)
    expect(pending).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    world.clock.pass({ minutes: 30 }) // long past the hold: what may be paid is not given away
    await world.sweep()
    expect((await nights('slow'))[0]).toMatchObject({ held: 1 })
    expect(await book(input)).toMatchObject({ id: pending.id, status: 'AWAITING_PAYMENT' })
    world.payments.bankSays(pending.id, 'CAPTURED')
    world.clock.pass({ minutes: 1 })
    await world.sweep()
    expect(await book(input)).toMatchObject({ id: pending.id, status: 'CONFIRMED' })
    expect(world.payments.payments.get(`${pending.id}:pay:1`)?.asked).toBe(1)
  })

  test.for([
    ['the bank was not asked', { paymentMethodId: cards.noBank }, {}],
    [
      'payments cannot be reached',
      {},
      { take: async () => ({ status: 'SILENT', heard: 'NOT_SENT', late: false, reason: 'ECONNREFUSED' }) as const },
    ],
  ] as const)(
    '%s: nothing is charged, the nights are free, and the same key may be used again',
    async ([, changed, broken]) => {
      const roomTypeId = randomUUID()
      const offerId = await world.offer({ roomTypeId })
      const input = await world.input({ offerId, ...changed })
      const payments = { ...world.payments.port, ...broken }
      expect(await book(input, world.contextOf(undefined, { payments }))).toMatchObject({
        __typename: 'TryAgainLater',
        retryAfterSeconds: 10,
      })
      expect((await nights(roomTypeId))[0]).toMatchObject({ held: 0, sold: 0 })
      world.clock.pass({ minutes: 2 })
      await world.sweep()
      expect(await book({ ...input, paymentMethodId: cards.good })).toMatchObject({ status: 'CONFIRMED' })
      const [row] = await world.db
        .select()
        .from(reservations)
        .where(eq(reservations.offer, offerId))
        .orderBy(reservations.createdAt)
      expect(row).toMatchObject({ status: 'FAILED', owed: null, dueAt: null })
      expect(world.payments.keptOf(row?.id ?? '') + world.payments.openOf(row?.id ?? '')).toBe(0)
    },
  )

  test('whoever was told of a booking hears that it came to nothing before their key begins another', async () => {
    const silent = {
      ...world.payments.port,
      take: async () => ({ status: 'SILENT', heard: 'LOST', late: true, reason: 'timeout' }) as const,
    }
    const input = await world.input({ paymentMethodId: cards.noBank })
    const pending = await book(input, world.contextOf(undefined, { payments: silent }))
    expect(pending).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    world.clock.pass({ seconds: 5 })
    await world.sweep() // the bank was not asked: the attempt is over while nobody listens
    const again = { ...input, paymentMethodId: cards.good }
    expect(await book(again)).toMatchObject({ __typename: 'IdempotencyConflict' })
    expect(await book(input)).toMatchObject({ __typename: 'TryAgainLater' })
    const another = await book(again)
    expect(another).toMatchObject({ status: 'CONFIRMED' })
    expect(another.id).not.toBe(pending.id)
  })

  test('a payment whose answer was lost is looked up, never asked for anew', async () => {
    const lossy = {
      ...world.payments.port,
      take: async (request: Parameters<typeof world.payments.port.take>[0]) => {
        await world.payments.port.take(request)
        return { status: 'SILENT', heard: 'LOST', late: true, reason: 'timeout' } as const
      },
    }
    const input = await world.input()
    const pending = await book(input, world.contextOf(undefined, { payments: lossy }))
    expect(pending).toMatchObject({ __typename: 'Reservation', status: 'AWAITING_PAYMENT' })
    world.clock.pass({ seconds: 5 })
    await world.sweep()
    expect(await book(input)).toMatchObject({ id: pending.id, status: 'CONFIRMED' })
    expect(world.payments.payments.get(`${pending.id}:pay:1`)?.asked).toBe(1)
  })

  test('a cut connection is asked about at once, so that the guest need not wait', async () => {
    const cut = {
      ...world.payments.port,
      take: async (request: Parameters<typeof world.payments.port.take>[0]) => {
        await world.payments.port.take(request)
        return { status: 'SILENT', heard: 'LOST', late: false, reason: 'reset' } as const
      },
    }
    expect(await book(await world.input(), world.contextOf(undefined, { payments: cut }))).toMatchObject({
      status: 'CONFIRMED',
    })
  })

  test('customers being away does not keep a guest from booking, and they are linked when it is back', async () => {
    const away = world.contextOf(undefined, { customerOf: async () => null })
    const booked = await book(await world.input(), away)
    expect(booked).toMatchObject({ status: 'CONFIRMED' })
    const { linkGuests } = await import('./link-guests.ts')
    await linkGuests(world.services)
    const [row] = await world.db.select().from(reservations).where(eq(reservations.id, booked.id))
    expect(row?.customerId).toBe('c-1')
  })
})

describe('when our own database is lost', () => {
  const lost = () => Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })
  /** The connection ends at the statement that names `name`: before it reaches the server, or before its answer does. */
  const losing = (name: string, when: 'BEFORE' | 'AFTER', times = 1) =>
    new Proxy(world.sql, {
      apply: async (target, self, input: [TemplateStringsArray, ...unknown[]]) => {
        const struck = input[0].join('').includes(name) && times-- > 0
        if (struck && when === 'BEFORE') throw lost()
        const rows: unknown = await Reflect.apply(target, self, input)
        if (struck) throw lost()
        return rows
      },
    })

  test.for(['BEFORE', 'AFTER'] as const)(
    '%s the first transaction is written, it is written once and goes on',
    async (when) => {
      const roomTypeId = randomUUID()
      const input = await world.input({ offerId: await world.offer({ roomTypeId }) })
      expect(await book(input, world.contextOf(undefined, { sql: losing('hold_room', when) }))).toMatchObject({
        status: 'CONFIRMED',
      })
      expect((await nights(roomTypeId))[0]).toMatchObject({ held: 0, sold: 1 })
    },
  )

  test('so that we cannot know what was charged, the client is told to ask again with the same key, and that is safe', async () => {
    const roomTypeId = randomUUID()
    const input = await world.input({ offerId: await world.offer({ roomTypeId }) })
    for (const name of ['idempotency_keys', 'confirm_reservation']) {
      const { errors } = await world.graph(
        mutation,
        { input },
        world.contextOf(undefined, { sql: losing(name, 'AFTER', 9) }),
      )
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true })
    }
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    expect((await nights(roomTypeId))[0]).toMatchObject({ held: 0, sold: 1 })
  })

  test('nights that too many wait for are refused as busy, with nothing written', async () => {
    const busy = new Proxy(world.sql, {
      apply: (target, self, input: [TemplateStringsArray, ...unknown[]]) =>
        input[0].join('').includes('hold_room')
          ? Promise.reject(Object.assign(new Error('lock timeout'), { code: '55P03' }))
          : Reflect.apply(target, self, input),
    })
    const input = await world.input()
    expect(await book(input, world.contextOf(undefined, { sql: busy }))).toMatchObject({ __typename: 'TryAgainLater' })
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  })
})

describe('an offer is refused', () => {
  test('when it has expired', async () => {
    const offerId = await world.offer({ exp: Math.floor(world.clock.now().getTime() / 1_000) })
    expect(await book(await world.input({ offerId }))).toMatchObject({
      __typename: 'OfferExpired',
      hotel: { id: 'h1' },
      expiredAt: world.clock.now().toISOString(),
    })
  })

  test('when another key signed it', async () => {
    const stranger = await createOfferKey('stranger')
    const offerId = await stranger.sign(claimsFor({}, world.clock.now()))
    expect(await book(await world.input({ offerId }))).toMatchObject({ __typename: 'OfferInvalid' })
  })

  test('when its price was changed on its way', async () => {
    const [header, , signature] = (await world.offer()).split('.')
    const claims = { ...claimsFor({}, world.clock.now()), payNow: 1 }
    const offerId = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    expect(await book(await world.input({ offerId }))).toMatchObject({ __typename: 'OfferInvalid' })
  })

  test('when its signature is left out or its algorithm is none', async () => {
    const [, body] = (await world.offer()).split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const offerId of [
      `${none}.${body}.`,
      `..`,
      '',
      'h1',
      'x'.repeat(20_000),
      `${none}.${Buffer.from('{"a":"\\u0000"}').toString('base64url')}.x`,
    ])
      expect(await book(await world.input({ offerId }))).toMatchObject({ __typename: 'OfferInvalid' })
  })

  test('when its figures do not add up, though hotels signed it', async () => {
    const claims = claimsFor({}, world.clock.now())
    for (const wrong of [
      { payNow: claims.payNow - 1 },
      { total: claims.total + 1 },
      { nights: claims.nights.slice(1) },
    ])
      expect(
        await book(await world.input({ offerId: await world.offerKey.sign({ ...claims, ...wrong }) })),
      ).toMatchObject({
        __typename: 'OfferInvalid',
      })
  })

  test('when its stay lies in the past of the hotel', async () => {
    const offerId = await world.offer({ checkIn: '2027-02-27', checkOut: '2027-03-02' })
    expect(await book(await world.input({ offerId }))).toMatchObject({ __typename: 'InvalidStay' })
  })
})

test.for([
  ['guest.givenName', { guest: { ...ada, givenName: ' ' } }],
  ['guest.familyName', { guest: { ...ada, familyName: 'x'.repeat(101) } }],
  ['guest.familyName', { guest: { ...ada, familyName: 'Love\nlace' } }],
  ['guest.email', { guest: { ...ada, email: 'ada@example.com,evil@example.com' } }],
  ['guest.phone', { guest: { ...ada, phone: '<script>' } }],
  ['requests', { requests: 'x'.repeat(1_001) }],
  ['paymentMethodId', { paymentMethodId: '4242 4242 4242 4242' }],
  ['returnUrl', { returnUrl: 'https://evil.example/?https://stay.example' }],
  ['returnUrl', { returnUrl: 'https://stay.example@evil.example/' }],
  ['returnUrl', { returnUrl: 'javascript:alert(1)' }],
] as const)('an entry that cannot be used is named: %s', async ([field, changed]) => {
  expect(await book(await world.input(changed))).toMatchObject({ __typename: 'InvalidGuest', field })
})

test('an integrator books without a person, and only with the right to', async () => {
  const integrator = { kind: 'integrator', clientId: 'agency', mode: 'TEST' } as const
  const reader = await world.graph(
    mutation,
    { input: await world.input() },
    world.contextOf({ ...integrator, scopes: ['SEARCH'] }),
  )
  expect(reader.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN')
  const booked = await book(
    await world.input({ returnUrl: 'https://partner.example/done' }),
    world.contextOf({ ...integrator, scopes: ['BOOK'] }),
  )
  const [row] = await world.db.select().from(reservations).where(eq(reservations.id, booked.id))
  expect(row).toMatchObject({ clientId: 'agency', status: 'CONFIRMED' })
})

test('the counters equal a recount of what was booked above', async () => {
  expect(await recount(world.sql)).toEqual([])
})
