import { expect, test } from 'vitest'

import { book, readReservation } from '../journeys/booking.ts'
import { during, everyoneLives, goesWrong, invariantsHold, kill, ready, well } from './faults.ts'
import {
  account,
  atBank,
  bookAndSee,
  bookingWorks,
  bookUntilConfirmed,
  chargedOnce,
  comesTo,
  intentsInAll,
  ownBooking,
  register,
  searchAndSee,
  signIn,
} from './scenes.ts'
import { inDatabase, inQueues, refusalOf, whileLocked } from './stores.ts'

everyoneLives()
const nobodyReaches = (name: string) => ['*', `postgres-${name}`] as const
const refused = { kind: 'refuse' } as const
const noise = { kind: 'garbage' } as const
const uniqueViolation = '23505'
const checkViolation = '23514'

// reservations

test('reservations database, slow: a booking is told to come again with its key, nothing is charged', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await whileLocked('reservations', ['room_night'], async () => {
    expect((await bookAndSee(input)).seen).toMatch(/^(TryAgainLater|SUBGRAPH_UNAVAILABLE( reservations)? again)$/)
  })
  expect(await intentsInAll()).toBe(before)
  expect(await atBank((await bookUntilConfirmed(input)).id!)).toEqual(chargedOnce)
})

test('reservations database, down: bookings are told to come again, and search and accounts work', async () => {
  const input = await ownBooking()
  await during(nobodyReaches('reservations'), refused, async () => {
    expect((await bookAndSee(input)).seen).toMatch(/^SUBGRAPH_UNAVAILABLE.* again$/)
    expect(await searchAndSee()).toBe('FOUND')
    expect(await register(account())).toBe('Session')
  })
  await bookUntilConfirmed(input)
})

test('reservations database, dies: the server is lost with a hold written and its reply unsent: the key finds it', async () => {
  const input = await ownBooking()
  await goesWrong(['reservations', 'postgres-reservations'], {
    kind: 'drop reply',
    when: input.guest.email,
    times: 1,
  })
  const [{ seen }] = await Promise.all([bookAndSee(input), kill('postgres-reservations')])
  expect(seen).toMatch(/^(CONFIRMED|AWAITING_PAYMENT|TryAgainLater|SUBGRAPH_UNAVAILABLE.*)$/)
  const booked = await bookUntilConfirmed(input)
  expect(await atBank(booked.id!)).toEqual(chargedOnce)
  const [counted] = await inDatabase(
    'reservations',
    (sql) =>
      sql<
        { n: number }[]
      >`select count(*)::int as n from reservations where guest_email = ${input.guest.email} and status = 'CONFIRMED'`,
  )
  expect(counted?.n).toBe(1)
})

test('reservations database, garbage: noise on its wire is a typed error; a wrong count is stopped by a constraint', async () => {
  const input = await ownBooking()
  await during(nobodyReaches('reservations'), noise, async () => {
    expect((await bookAndSee(input)).seen).toMatch(/^SUBGRAPH_UNAVAILABLE.*|INTERNAL_SERVER_ERROR.*$/)
  })
  await bookUntilConfirmed(input)
  expect(await refusalOf('reservations', 'update room_night set sold = allotment + 1')).toBe(checkViolation)
  expect(
    await refusalOf('reservations', "update reservations set status = 'HELD' where status = 'CONFIRMED'"),
  ).toBeDefined()
})

test('reservations database, twice: eight equal bookings at once are one row and one charge', async () => {
  const input = await ownBooking()
  const answers = await Promise.all(Array.from({ length: 8 }, () => book(input)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await atBank(answers[0]!.id!)).toEqual(chargedOnce)
  const again = 'insert into idempotency_keys select * from idempotency_keys limit 1'
  expect(await refusalOf('reservations', again)).toBe(uniqueViolation)
})

// payments

test('payments database, slow: the payment is pending, then confirmed; one charge', async () => {
  const input = await ownBooking()
  const { seen, booked } = await whileLocked('payments', ['payments'], () => bookAndSee(input))
  expect(seen).toMatch(/^(AWAITING_PAYMENT|TryAgainLater|SUBGRAPH_UNAVAILABLE.*)$/)
  if (booked?.reference) await comesTo('CONFIRMED', booked)
  expect(await atBank((await bookUntilConfirmed(input)).id!)).toEqual(chargedOnce)
})

test('payments database, down: nothing is charged, and the room is booked when it is back; search works', async () => {
  const input = await ownBooking()
  const before = await intentsInAll()
  await during(nobodyReaches('payments'), refused, async () => {
    expect((await bookAndSee(input)).seen).toMatch(/^(AWAITING_PAYMENT|TryAgainLater)$/)
    expect(await intentsInAll()).toBe(before)
    expect(await searchAndSee()).toBe('FOUND')
  })
  expect(await atBank((await bookUntilConfirmed(input)).id!)).toEqual(chargedOnce)
})

test('payments database, dies: the server is lost while the bank is asked: what the bank did is read there again', async () => {
  const before = await intentsInAll()
  const input = await ownBooking()
  await goesWrong(['payments', 'bank'], { kind: 'latency', ms: 60_000, when: 'POST /v1/payment_intents', times: 1 })
  const booking = bookAndSee(input)
  await expect.poll(intentsInAll, { timeout: 10_000 }).toBe(before + 1)
  await kill('postgres-payments')
  await well()
  await booking
  await ready('postgres-payments')
  expect(await atBank((await bookUntilConfirmed(input, 60_000)).id!)).toEqual(chargedOnce)
  await invariantsHold(['I4', 'I5'])
}, 90_000)

test('payments database, garbage: noise on its wire charges nobody; a posting that is no sum is stopped', async () => {
  const input = await ownBooking()
  await during(nobodyReaches('payments'), noise, async () => {
    expect((await bookAndSee(input)).seen).toMatch(/^(AWAITING_PAYMENT|TryAgainLater)$/)
  })
  expect(await atBank((await bookUntilConfirmed(input)).id!)).toEqual(chargedOnce)
  expect(await refusalOf('payments', 'update payments set refunded = amount + 1')).toBeDefined()
  expect(
    await refusalOf('payments', 'update ledger_entries set amount = amount + 1'),
    'no posting is changed',
  ).toBeDefined()
  expect(
    await refusalOf(
      'payments',
      `with t as (insert into ledger_transactions (kind, subject, payment_id) select 'CAPTURE', gen_random_uuid()::text, id from payments limit 1 returning id)
       insert into ledger_entries (transaction_id, account, amount, currency) select id, 'bank', 1, 'EUR' from t`,
    ),
    'no posting that does not sum to zero',
  ).toBeDefined()
})

test('payments database, twice: the same payment, posting or receipt a second time is refused', async () => {
  await bookingWorks()
  for (const table of ['payments', 'ledger_transactions'])
    expect(await refusalOf('payments', `insert into ${table} select * from ${table} limit 1`)).toBe(uniqueViolation)
  await expect
    .poll(() => refusalOf('payments', 'insert into receipts select * from receipts limit 1'), { timeout: 10_000 })
    .toBe(uniqueViolation)
})

// customers

test('customers database, slow: signing in is a typed error in time, and guests book', async () => {
  await whileLocked('customers', ['customers'], async () => {
    expect(await signIn(account())).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
    await bookUntilConfirmed(await ownBooking())
  })
})

test('customers database, down: only accounts are away: guests search and book', async () => {
  const mine = account()
  expect(await register(mine)).toBe('Session')
  await during(nobodyReaches('customers'), refused, async () => {
    expect(await signIn(mine)).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
    expect(await searchAndSee()).toBe('FOUND')
    await bookUntilConfirmed(await ownBooking())
  })
  await expect.poll(() => signIn(mine), { timeout: 15_000 }).toBe('Session')
})

test('customers database, dies: lost with the account written and its reply unsent: one account, and it can be used', async () => {
  const mine = account()
  await goesWrong(['customers', 'postgres-customers'], { kind: 'drop reply', when: mine.email, times: 1 })
  await Promise.all([register(mine), kill('postgres-customers')])
  await expect.poll(() => register(mine), { timeout: 20_000, interval: 400 }).toMatch(/^(Session|EmailTaken)$/)
  expect(await register(mine)).toBe('EmailTaken')
  expect(await signIn(mine)).toBe('Session')
})

test('customers database, garbage: noise on its wire lets nobody in; a customer of no kind is stopped', async () => {
  const mine = account()
  expect(await register(mine)).toBe('Session')
  await during(nobodyReaches('customers'), noise, async () => {
    expect(await signIn(mine)).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
  })
  await expect.poll(() => signIn(mine), { timeout: 15_000 }).toBe('Session')
  expect(await refusalOf('customers', "update customers set kind = 'KING'")).toBe(checkViolation)
})

test('customers database, twice: the same address opened eight times at once is one account', async () => {
  const mine = account()
  const seen = await Promise.all(Array.from({ length: 8 }, () => register(mine)))
  expect(seen.filter((one) => one === 'Session')).toHaveLength(1)
  expect(seen.filter((one) => one === 'EmailTaken')).toHaveLength(7)
})

// hotels

const catalogue = [
  'hotel',
  'room_type',
  'rate_plan',
  'season',
  'city',
  'city_name',
  'availability_block',
  'availability_change',
]

test('hotels database, slow: search says to try again in time, and an offer in hand is booked', async () => {
  const input = await ownBooking()
  await whileLocked('hotels', catalogue, async () => {
    expect(await searchAndSee()).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
    await bookUntilConfirmed(input)
  })
  await expect.poll(searchAndSee, { timeout: 15_000 }).toBe('FOUND')
})

test('hotels database, down: search says to try again, bookings and trips work', async () => {
  const input = await ownBooking()
  await during(nobodyReaches('hotels'), refused, async () => {
    expect(await searchAndSee()).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
    const booked = await bookUntilConfirmed(input)
    expect(await readReservation(booked.reference!)).toMatchObject({ status: 'CONFIRMED' })
  })
  await expect.poll(searchAndSee, { timeout: 15_000 }).toBe('FOUND')
})

test('hotels database, dies: lost under searches: they are asked again and found', async () => {
  const seen = await Promise.all([...Array.from({ length: 6 }, searchAndSee), kill('postgres-hotels')])
  expect(seen.slice(0, 6).every((one) => typeof one === 'string' && one !== '')).toBe(true)
  await expect.poll(searchAndSee, { timeout: 20_000 }).toBe('FOUND')
})

test('hotels database, garbage: noise on its wire is a typed error; a price that is none is stopped', async () => {
  await during(nobodyReaches('hotels'), noise, async () => {
    expect(await searchAndSee()).toMatch(/^(SUBGRAPH_UNAVAILABLE|INTERNAL_SERVER_ERROR)/)
  })
  await expect.poll(searchAndSee, { timeout: 15_000 }).toBe('FOUND')
  const nothing = `insert into room_rate select r.* from (select 1) x, lateral (select (jsonb_populate_record(null::room_rate, '{"price": 0}')).*) r`
  expect(await refusalOf('hotels', nothing)).toBeDefined()
})

test('hotels database, twice: the same news of availability told twice changes a night once', async () => {
  await bookUntilConfirmed(await ownBooking())
  type News = { roomTypeId: string; revision: number; nights: { night: string; left: number }[] }
  const [promised] = await inDatabase(
    'reservations',
    (sql) =>
      sql<{ id: string; payload: News }[]>`
        select id, payload from outbox where job = 'availability-changed' order by id desc limit 1`,
  )
  const { roomTypeId, revision, nights } = promised!.payload
  const room = Number(roomTypeId.slice(1))
  /** What hotels keeps of these nights: how many rooms, and by which news. */
  const kept = () =>
    inDatabase(
      'hotels',
      (sql) => sql<{ night: string; left: number; revision: number }[]>`
        select told.night::text, told.revision::int, get_byte(block.rooms_left, (told.night - '1970-01-01'::date) % 31
            * cardinality(place.room_type_ids) + array_position(place.room_type_ids, told.room_type_id) - 1) as left
          from availability_told told
          join availability_chunk place on told.room_type_id = any (place.room_type_ids)
          join availability_block block on (block.city_id, block.chunk) = (place.city_id, place.chunk)
            and block.block = (told.night - '1970-01-01'::date) / 31
          where told.room_type_id = ${room} and told.night = any (${nights.map(({ night }) => night)}::text[]::date[])
          order by told.night`,
    )
  const once = nights
    .map(({ night, left }) => ({ night, revision, left: Math.min(left, 254) }))
    .toSorted((one, other) => one.night.localeCompare(other.night))
  // It is on its way for a moment after the booking is confirmed.
  await expect.poll(kept, { timeout: 10_000 }).toEqual(once)
  await inQueues(async ({ queueOf }) => {
    const job = { id: promised!.id, payload: promised!.payload, trace: {}, promisedAt: new Date().toISOString() }
    const told = await queueOf('availability-changed').add('availability-changed', job, {
      jobId: `${promised!.id}-again`,
    })
    await expect.poll(() => told.getState(), { timeout: 10_000 }).toBe('completed')
  })
  expect(await kept()).toEqual(once)
  await invariantsHold(['I9'])
})

test('when all databases are well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
