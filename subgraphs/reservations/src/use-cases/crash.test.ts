import { randomUUID } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import type { Context } from '../context.ts'
import { reservationById, stepsOf } from '../database/reservations.ts'
import { mayBecome, type Status } from '../domain/status.ts'
import { Crash, untilCrash, type CrashPoint } from '../testing/crashes.ts'
import { claimsFor } from '../testing/offers.ts'
import { cards } from '../testing/payments-stand-in.ts'
import { recount } from '../testing/recount.ts'
import { createSupplierStandIn, type Mood } from '../testing/supplier-stand-in.ts'
import { createWorld } from '../testing/world.ts'
import { bookRoom } from './book-room.ts'
import { cancelReservation } from './cancel-reservation.ts'
import { changeStay } from './change-stay.ts'

const world = await createWorld()
const { partner, supplier } = createSupplierStandIn()
const services = { ...world.services, suppliers: new Map([['liteapi', supplier]]) }
const ada = { kind: 'customer', customerId: 'c-ada', email: 'ada@example.com' } as const

beforeEach(() => {
  partner.mood = 'BOOKS'
})

type Scenario = {
  name: string
  /** What has happened before; answers what the request needs. */
  prepare: () => Promise<Record<string, string>>
  /** The request during which the process dies. */
  request: (prepared: Record<string, string>, context: Context) => Promise<unknown>
  ends: Status
  /** What is kept of the guest's money in the end. */
  keeps: number
  /** Standing bookings at the partner in the end. */
  booked?: number
  /** The day of arrival in the end. */
  arrives?: string
}

const contextOf = (exchanged: Partial<Context> = {}) => world.contextOf(ada, { ...services, ...exchanged })

const newBooking = (wishes: Parameters<typeof world.offer>[0], paymentMethodId: string) => async () => ({
  offerId: await world.offer({ roomTypeId: randomUUID(), ...wishes }),
  paymentMethodId,
  idempotencyKey: randomUUID(),
})
const guest = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com' }
const askToBook = (prepared: Record<string, string>, context: Context) =>
  bookRoom({ offerId: '', paymentMethodId: '', idempotencyKey: '', ...prepared, guest }, context)

const confirmed = (wishes: Parameters<typeof world.offer>[0]) => async () => {
  const booked = await askToBook(await newBooking(wishes, cards.good)(), contextOf())
  return { id: 'id' in booked ? booked.id : '', key: randomUUID() }
}
const askToCancel = ({ id, key }: Record<string, string>, context: Context) =>
  cancelReservation({ reservation: { id: id ?? '' }, idempotencyKey: key ?? '' }, context)

const offPartner = {
  supplier: { code: 'liteapi', name: 'LiteAPI', offerId: 'o1' },
  hotelId: 'p-liteapi-lp1',
  allotment: 0,
}

const another = { checkIn: '2027-06-14', checkOut: '2027-06-17' }
const changing =
  (price: number, at: Parameters<typeof world.offer>[0] = {}, mood: Mood = 'BOOKS') =>
  async () => {
    const roomTypeId = randomUUID()
    partner.mood = 'BOOKS'
    const booked = await confirmed({ ...at, price: 15_000, roomTypeId })()
    partner.mood = mood
    const claims = claimsFor({ ...at, price, roomTypeId, ...another }, world.clock.now())
    return { ...booked, offerId: await world.offerKey.sign(claims) }
  }
const askToChange = ({ id, key, offerId }: Record<string, string>, context: Context) =>
  changeStay(
    { reservation: { id: id ?? '' }, offerId: offerId ?? '', paymentMethodId: cards.good, idempotencyKey: key ?? '' },
    context,
  )

const scenarios: Scenario[] = [
  { name: 'a booking', prepare: newBooking({}, cards.good), request: askToBook, ends: 'CONFIRMED', keeps: 46_500 },
  { name: 'a declined booking', prepare: newBooking({}, cards.declined), request: askToBook, ends: 'FAILED', keeps: 0 },
  {
    name: 'a booking while the bank is away',
    prepare: newBooking({}, cards.noBank),
    request: askToBook,
    ends: 'FAILED',
    keeps: 0,
  },
  {
    name: 'a booking nobody confirms at the bank',
    prepare: newBooking({}, cards.confirm),
    request: askToBook,
    ends: 'EXPIRED',
    keeps: 0,
  },
  {
    name: 'a booking with a partner',
    prepare: newBooking(offPartner, cards.good),
    request: askToBook,
    ends: 'CONFIRMED',
    keeps: 46_500,
    booked: 1,
  },
  {
    name: 'a booking with a partner that is sold out',
    prepare: async () => {
      partner.mood = 'SOLD_OUT'
      return newBooking(offPartner, cards.good)()
    },
    request: askToBook,
    ends: 'FAILED',
    keeps: 0,
    booked: 0,
  },
  {
    name: 'a booking with a partner that books and does not say so',
    prepare: async () => {
      partner.mood = 'BOOKS_SILENTLY'
      return newBooking(offPartner, cards.good)()
    },
    request: askToBook,
    ends: 'CONFIRMED',
    keeps: 46_500,
    booked: 1,
  },
  {
    name: 'a cancellation',
    prepare: confirmed({ allotment: 1_000 }),
    request: askToCancel,
    ends: 'CANCELLED',
    keeps: 0,
  },
  {
    name: 'a cancellation with a fee',
    prepare: confirmed({ cancellation: { freeUntil: null, tiers: [{ from: null, fee: 15_000 }] } }),
    request: askToCancel,
    ends: 'CANCELLED_WITH_FEE',
    keeps: 15_000,
  },
  {
    name: 'a cancellation with a partner',
    prepare: confirmed(offPartner),
    request: askToCancel,
    ends: 'CANCELLED',
    keeps: 0,
    booked: 0,
  },
  {
    name: 'the cancellation of one room of two',
    prepare: confirmed({
      rooms: [
        { adults: 2, childAges: [] },
        { adults: 1, childAges: [], roomTypeId: 'another', share: 2 },
      ],
      allotment: 1_000,
    }),
    request: ({ id, key }, context) =>
      cancelReservation({ reservation: { id: id ?? '' }, rooms: [2], idempotencyKey: key ?? '' }, context),
    ends: 'CONFIRMED',
    keeps: 15_500,
  },
  {
    name: 'a change to dearer dates',
    prepare: changing(20_000),
    request: askToChange,
    ends: 'CONFIRMED',
    keeps: 61_500,
  },
  {
    name: 'a change to cheaper dates',
    prepare: changing(10_000),
    request: askToChange,
    ends: 'CONFIRMED',
    keeps: 31_500,
  },
  ...withPartner(),
]

/** The guest never loses the old stay before they have the new one, and never pays for both. */
function withPartner(): Scenario[] {
  const change = { request: askToChange, ends: 'CONFIRMED', booked: 1 } as const
  const [moved, stayed] = [
    { ...change, arrives: another.checkIn },
    { ...change, arrives: '2027-06-12', keeps: 46_500 },
  ]
  return [
    {
      ...moved,
      name: 'a partner’s stay changed to dearer dates',
      prepare: changing(20_000, offPartner),
      keeps: 61_500,
    },
    {
      ...moved,
      name: 'a partner’s stay changed to cheaper dates',
      prepare: changing(10_000, offPartner),
      keeps: 31_500,
    },
    {
      ...moved,
      name: 'a partner’s stay changed while it books and does not say so',
      prepare: changing(20_000, offPartner, 'BOOKS_SILENTLY'),
      keeps: 61_500,
    },
    { ...stayed, name: 'a change of which the partner has no room', prepare: changing(20_000, offPartner, 'SOLD_OUT') },
    { ...stayed, name: 'a change the partner refuses', prepare: changing(10_000, offPartner, 'REFUSES') },
    { ...stayed, name: 'a change of which the partner says nothing', prepare: changing(20_000, offPartner, 'SILENT') },
    { ...stayed, name: 'a change while the partner is away', prepare: changing(20_000, offPartner, 'AWAY') },
  ]
}

async function reservationOf(prepared: Record<string, string>): Promise<string | undefined> {
  if (prepared['id']) return prepared['id']
  const [row] = await world.sql`select id::text from reservations where offer = ${prepared['offerId'] ?? ''}`
  return row?.['id'] === undefined ? undefined : String(row['id'])
}

/** Time passes and the sweeper runs, until nothing is left to do. */
async function recover() {
  for (const minutes of [0.5, 1, 2, 12, 2, 2, 1, 1]) {
    world.clock.pass({ minutes })
    await world.sweep(services)
  }
}

async function whatItCameTo(scenario: Scenario, prepared: Record<string, string>, bookedBefore: number) {
  const id = await reservationOf(prepared)
  if (id === undefined) return undefined
  const reservation = await reservationById(world.db, id)
  const steps = await stepsOf(world.db, id)
  for (const [index, { status }] of steps.entries()) {
    const before = steps[index - 1]?.status
    if (before && before !== status) expect(mayBecome(before, status), `${before} to ${status}`).toBe(true)
  }
  return {
    ends: reservation?.status,
    keeps: world.payments.keptOf(id),
    open: world.payments.openOf(id),
    due: reservation?.dueAt,
    owed: reservation?.owed,
    ...(scenario.arrives === undefined ? {} : { arrives: reservation?.checkIn }),
    ...(scenario.booked === undefined ? {} : { booked: partner.standing() - bookedBefore }),
  }
}

async function play(scenario: Scenario, point: CrashPoint | null) {
  const bookedBefore = partner.standing()
  const prepared = await scenario.prepare()
  const dying = untilCrash(services, point)
  const died = await scenario.request(prepared, contextOf(dying.services)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true
      throw error
    },
  )
  expect(await recount(world.sql)).toEqual([])
  await recover()
  expect(await recount(world.sql)).toEqual([])
  return { died, effects: dying.effects(), result: await whatItCameTo(scenario, prepared, bookedBefore) }
}

describe.for(scenarios)('$name', (scenario) => {
  const { ends, keeps, booked, arrives } = scenario
  const expected = {
    ends,
    keeps,
    open: 0,
    due: null,
    owed: null,
    ...(booked === undefined ? {} : { booked }),
    ...(arrives === undefined ? {} : { arrives }),
  }

  /** Of a booking: nothing. Of what is asked for a booking: the booking. */
  const standing = {
    ends: 'CONFIRMED',
    keeps: 46_500,
    open: 0,
    due: null,
    owed: null,
    ...(booked === undefined ? {} : { booked: 1 }),
    ...(arrives === undefined ? {} : { arrives: '2027-06-12' }),
  }
  const asBefore = scenario.request === askToBook ? undefined : standing

  test('comes to its end, and after a crash at any of its effects the sweeper brings it there', async () => {
    const undisturbed = await play(scenario, null)
    expect(undisturbed).toMatchObject({ died: false, result: expected })
    for (let effect = 1; effect <= undisturbed.effects; effect += 1) {
      for (const when of ['BEFORE', 'AFTER'] as const) {
        const { died, result } = await play(scenario, { effect, when })
        expect(died, `${when} ${effect}`).toBe(true)
        // The second effect is the first transaction. Before it there is nothing that could be lost.
        const begun = effect > 2 || (effect === 2 && when === 'AFTER')
        expect(result, `${when} ${effect}`).toEqual(begun ? expected : asBefore)
      }
    }
  })
})
