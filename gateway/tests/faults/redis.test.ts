import { expect, test } from 'vitest'

import { book } from '../journeys/booking.ts'
import { mailsTo, oneMailTo } from '../journeys/mail.ts'
import { during, everyoneLives, freeze, invariantsHold, loseRedis, thaw } from './faults.ts'
import { account, bookingWorks, ownBooking, register, signIn, timed } from './scenes.ts'
import { inDatabase, inQueues } from './stores.ts'

everyoneLives()
const toRedis = ['*', 'redis'] as const

type Promised = { id: string; payload: object }
/** The promise of a guest's mail and their hotel's, while it is in the outbox and handed over. */
const promisedRecap = (email: string) =>
  inDatabase('reservations', async (sql) => {
    const rows = await sql<Promised[]>`
      select id, payload from outbox where job = 'tell-guest-and-hotel' and payload #>> '{recap,guest,email}' = ${email} and not exists (select from outbox_waiting w where w.id = outbox.id)`
    return rows[0]
  })

test('Redis, slow: a booking is not slower for it, and its mail leaves', async () => {
  const input = await ownBooking()
  await during(toRedis, { kind: 'latency', ms: 8_000 }, async () => {
    const [answer, ms] = await timed(() => book(input))
    expect(answer).toMatchObject({ status: 'CONFIRMED' })
    expect(ms).toBeLessThan(6_000)
  })
  await oneMailTo(input.guest.email)
})

test('Redis, down: bookings confirm and their mails come later; sign-in is watched more closely meanwhile', async () => {
  const input = await ownBooking()
  const mine = account()
  expect(await register(mine)).toBe('Session')
  await during(toRedis, { kind: 'refuse' }, async () => {
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    expect(await mailsTo(input.guest.email)).toEqual([])
    const wrong = { ...mine, password: 'not the password' }
    const seen: string[] = []
    for (let n = 0; n < 4; n += 1) seen.push(await signIn(wrong))
    expect(seen).toEqual(['WrongCredentials', 'WrongCredentials', 'WrongCredentials', 'TooManyAttempts'])
  })
  await oneMailTo(input.guest.email)
})

test('Redis, dies: all it knew is lost, a handed-over mail and a job’s data with it: promised again, one mail each', async () => {
  const inputs = await Promise.all([ownBooking(), ownBooking()])
  await freeze('workers')
  try {
    for (const input of inputs) expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    for (const { guest } of inputs)
      await expect.poll(() => promisedRecap(guest.email), { timeout: 10_000 }).toBeDefined() // Redis has them
    await loseRedis()
  } finally {
    await thaw('workers')
  }
  for (const { guest } of inputs) await oneMailTo(guest.email)
  await invariantsHold(['I9', 'I8'])
})

test('Redis, garbage: noise on its wire stops no booking; a job that it dropped is rebuilt from the outbox', async () => {
  const [noisy, dropped] = [await ownBooking(), await ownBooking()]
  await during(toRedis, { kind: 'garbage' }, async () => {
    expect(await book(noisy)).toMatchObject({ status: 'CONFIRMED' })
  })
  await freeze('workers')
  try {
    expect(await book(dropped)).toMatchObject({ status: 'CONFIRMED' })
    let promised: Promised | undefined
    await expect
      .poll(async () => (promised = await promisedRecap(dropped.guest.email)), { timeout: 20_000 })
      .toBeDefined()
    await inQueues(async ({ connection }) => {
      expect(await connection.del(`bull:tell-guest-and-hotel:${promised!.id}`)).toBe(1)
      await connection.lrem('bull:tell-guest-and-hotel:wait', 0, promised!.id)
    })
  } finally {
    await thaw('workers')
  }
  for (const { guest } of [noisy, dropped]) await oneMailTo(guest.email)
})

test('Redis, twice: a mail and a receipt promised twice under two names are one mail and one receipt', async () => {
  const input = await ownBooking()
  await freeze('workers')
  try {
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    let promised: Promised | undefined
    await expect
      .poll(async () => (promised = await promisedRecap(input.guest.email)), { timeout: 20_000 })
      .toBeDefined()
    await inQueues(async ({ queueOf }) => {
      const job = { id: promised!.id, payload: promised!.payload, trace: {}, promisedAt: new Date().toISOString() }
      for (const n of [1, 2])
        await queueOf('tell-guest-and-hotel').add('tell-guest-and-hotel', job, { jobId: `${promised!.id}-again-${n}` })
    })
  } finally {
    await thaw('workers')
  }
  await oneMailTo(input.guest.email)
  await invariantsHold(['I7', 'I8'])
  expect(new Set((await mailsTo(input.guest.email)).map(({ MessageID }) => MessageID)).size).toBe(1)
})

test('when Redis is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
