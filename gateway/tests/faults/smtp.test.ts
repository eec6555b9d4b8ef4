import { expect, test } from 'vitest'

import { book, type Booking } from '../journeys/booking.ts'
import { urls } from '../journeys/graph.ts'
import { mailsTo, oneMailTo } from '../journeys/mail.ts'
import { during, everyoneLives, goesWrong, invariantsHold, well } from './faults.ts'
import { bookingWorks, misbehave, ownBooking, timed } from './scenes.ts'

everyoneLives()
const toMailbox = ['workers', 'mailbox'] as const

const metric = async (name: RegExp) =>
  (await (await fetch(`${urls['workers']}/metrics`)).text())
    .split('\n')
    .filter((line) => name.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
const failedDeliveries = () => metric(/^deliveries_total\{.*outcome="failed"/)

/** Mails to a guest, by what a receiving server takes for one. */
const distinct = async ({ guest }: Booking) =>
  new Set((await mailsTo(guest.email)).map(({ MessageID }) => MessageID)).size

test('SMTP, slow: a booking does not wait for its mail, which comes late', async () => {
  const input = await ownBooking()
  await during(toMailbox, { kind: 'latency', ms: 500 }, async () => {
    const [answer] = await timed(() => book(input))
    expect(answer).toMatchObject({ status: 'CONFIRMED' })
    expect(await mailsTo(input.guest.email)).toEqual([])
    await oneMailTo(input.guest.email)
  })
})

test('SMTP, down: the mail is tried again until it leaves, and the failures are counted for an alert', async () => {
  const input = await ownBooking()
  const before = await failedDeliveries()
  await during(toMailbox, { kind: 'refuse' }, async () => {
    expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
    await expect.poll(failedDeliveries, { timeout: 15_000 }).toBeGreaterThan(before)
    expect(await mailsTo(input.guest.email)).toEqual([])
  })
  await oneMailTo(input.guest.email)
})

test('SMTP, dies: cut after the message was taken, before it said so: sent again under the same Message-ID', async () => {
  const input = await ownBooking()
  await goesWrong(toMailbox, { kind: 'drop reply', when: 'Message-ID:', times: 1 })
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await expect.poll(async () => (await mailsTo(input.guest.email)).length, { timeout: 30_000 }).toBeGreaterThan(0)
  await invariantsHold(['I8'])
  expect(await distinct(input)).toBe(1)
})

test('SMTP, garbage: no SMTP at all is no answer: the mail is tried again', async () => {
  const input = await ownBooking()
  const before = await failedDeliveries()
  await goesWrong(toMailbox, { kind: 'garbage', reached: true })
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await expect.poll(failedDeliveries, { timeout: 25_000 }).toBeGreaterThan(before)
  await well()
  await oneMailTo(input.guest.email)
})

test('SMTP, twice: a server that answers twice got one mail', async () => {
  const input = await ownBooking()
  await misbehave('mailbox', { scenario: 'answer-twice', to: input.guest.email })
  expect(await book(input)).toMatchObject({ status: 'CONFIRMED' })
  await oneMailTo(input.guest.email)
  await misbehave('mailbox', { scenario: 'none' })
  expect(await distinct(input)).toBe(1)
})

test('when SMTP is well again every invariant holds', async () => {
  expect(await bookingWorks()).toMatchObject({ status: 'CONFIRMED' })
  await invariantsHold()
})
