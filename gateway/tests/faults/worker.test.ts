import { expect, test } from 'vitest'

import { book, readReservation } from '../journeys/booking.ts'
import { mailsTo, oneMailTo } from '../journeys/mail.ts'
import {
  befallen,
  everyoneLives,
  freeze,
  goesWrong,
  invariantsHold,
  kill,
  ready,
  start,
  stop,
  thaw,
  well,
} from './faults.ts'
import { afterwards, bookingWorks, ownBooking, timed } from './scenes.ts'
import { inQueues } from './stores.ts'

everyoneLives()

test('worker, dies: killed while it sends a mail: the mail leaves once its lease is over, and is one mail', async () => {
  const input = await ownBooking()
  const toMailbox = ['workers', 'mailbox'] as const
  await goesWrong(toMailbox, { kind: 'latency', ms: 60_000, when: input.guest.email })
  const before = await befallen(toMailbox)
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await expect.poll(() => befallen(toMailbox), { timeout: 20_000 }).toBeGreaterThan(before)
  await kill('workers')
  await well()
  await ready('workers')
  afterwards({ what: 'one mail', to: input.guest.email })
})

test('worker, slow: it stands still: the booking is confirmed as ever, its mail comes when it moves again', async () => {
  const input = await ownBooking()
  await freeze('workers')
  try {
    const [answer, ms] = await timed(() => book(input))
    expect(answer).toMatchObject({ status: 'CONFIRMED' })
    expect(ms).toBeLessThan(6_000)
    expect(await mailsTo(input.guest.email)).toEqual([])
  } finally {
    await thaw('workers')
  }
  await oneMailTo(input.guest.email)
})

test('worker, down: the receipt is rendered on demand, and its mail carries the same document later', async () => {
  const input = await ownBooking()
  await stop('workers')
  try {
    const booked = await book(input)
    expect(booked).toMatchObject({ status: 'CONFIRMED' })
    let url: string | undefined
    await expect
      .poll(async () => (url = (await readReservation(booked.reference!))?.payment?.receipt?.url), { timeout: 10_000 })
      .toBeDefined()
    const document = await fetch(url!)
    expect([document.status, document.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(
      Buffer.from(await document.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(await mailsTo(input.guest.email)).toEqual([])
  } finally {
    await start('workers')
  }
  await oneMailTo(input.guest.email)
  await invariantsHold(['I7'])
})

test('worker, garbage: a poison job goes to the dead letters at once, and the others pass it', async () => {
  const id = `poison-${Date.now()}`
  await inQueues(async ({ queueOf }) => {
    const poison = { id, payload: { hello: 1 }, trace: {}, promisedAt: new Date().toISOString() }
    const job = await queueOf('send-recap').add('send-recap', poison, { jobId: id })
    await expect.poll(() => job.getState(), { timeout: 15_000 }).toBe('failed')
    const letters = async () =>
      (await queueOf('dead-letters').getWaiting()).map(({ data }) => (data as { id: string }).id)
    await expect.poll(letters, { timeout: 10_000 }).toContain(id)
  })
  const input = await ownBooking()
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await oneMailTo(input.guest.email)
})

test('worker, twice: two workers with the same jobs, one of them taken for dead: one mail and one receipt', async () => {
  const input = await ownBooking()
  await freeze('workers')
  const booked = await book(input)
  expect(booked).toMatchObject({ status: 'CONFIRMED' })
  await thaw('workers')
  await inQueues(async ({ queueOf, connection }) => {
    await oneMailTo(input.guest.email)
    // The job is taken for never done, and given out again.
    const done = await queueOf('tell-guest-and-hotel').getCompleted(0, 50)
    const mine = done.find(({ data }) => JSON.stringify(data).includes(input.guest.email))
    expect(mine).toBeDefined()
    await connection.zrem('bull:tell-guest-and-hotel:completed', mine!.id!)
    await connection.hdel(`bull:tell-guest-and-hotel:${mine!.id}`, 'finishedOn', 'returnvalue')
    await connection.lpush('bull:tell-guest-and-hotel:active', mine!.id!) // stalled: active, and nobody holds its lock
    await queueOf('tell-guest-and-hotel').add('tell-guest-and-hotel', mine!.data, { jobId: `${mine!.id}-twin` })
    await expect
      .poll(async () => (await queueOf('tell-guest-and-hotel').getJob(`${mine!.id}-twin`))?.getState(), {
        timeout: 15_000,
      })
      .toBe('completed')
  })
  expect(await mailsTo(input.guest.email)).toHaveLength(1)
  await invariantsHold(['I7'])
})

test('when the workers are well again every invariant but those of a mail under way holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I10', 'I11', 'I13', 'I14'])
})
