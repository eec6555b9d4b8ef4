import { NotYet } from '@staygraph/subgraph-kit/job'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'

import { deliveries } from '../database/tables.ts'
import { testSetting } from '../testing/setting.ts'
import { deliverOnce, leaseMs } from './deliver-once.ts'
import { createMailer } from './mailer.ts'

const { context, mailbox, clock } = await testSetting()
const { db } = context

let effect = 0
beforeEach(async () => {
  effect += 1
  await mailbox.clear()
  await mailbox.scenario({ scenario: 'none' })
})

const deliver = (sending = context) =>
  deliverOnce(
    {
      effectKey: `test:${effect}`,
      job: 'test',
      reservationId: `reservation-${effect}`,
      write: async () => ({
        to: { name: 'Alex Sample', address: 'alex@example.com' },
        subject: 'Booked',
        text: 'Booked',
        html: '<p>Booked</p>',
        attachments: [],
        date: new Date('2026-05-14T13:16:00Z'),
      }),
    },
    sending,
  )
const row = async () =>
  (
    await db
      .select()
      .from(deliveries)
      .where(eq(deliveries.effectKey, `test:${effect}`))
  )[0]

test('an effect asked for again, later or at the same moment, is one mail', async () => {
  const outcomes = await Promise.allSettled([deliver(), deliver(), deliver()])
  await deliver()
  expect(await mailbox.list()).toHaveLength(1)
  expect(await row()).toMatchObject({ state: 'SENT', attempts: 1 })
  // Those that came while it was being sent are told to come back and see, not that it is done.
  const early = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(early.map(({ reason }) => reason as unknown)).toEqual(early.map(() => expect.any(NotYet)))
})

test('whoever comes at the very same moment is told to come back, never that something failed', async () => {
  for (let time = 0; time < 20; time += 1) {
    effect += 1
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => deliver()))
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(reasons.filter((reason) => !(reason instanceof NotYet))).toEqual([])
  }
  expect(await mailbox.list()).toHaveLength(20)
})

test('a server that is busy (4xx) is asked again, and the mail is sent then', async () => {
  await mailbox.scenario({ scenario: 'refuse', times: 1 })
  await expect(deliver()).rejects.toThrow(/451/)
  await deliver()
  expect(await mailbox.list()).toHaveLength(1)
  expect(await row()).toMatchObject({ state: 'SENT', attempts: 2 })
})

test('a server that refuses for good (5xx) ends it: no retry, and the address is in no row', async () => {
  await mailbox.scenario({ scenario: 'refuse-permanently', times: 1 })
  await expect(deliver()).rejects.toMatchObject({ name: 'UnrecoverableError' })
  await expect(deliver()).rejects.toMatchObject({ name: 'UnrecoverableError' }) // it is not asked again
  expect(await mailbox.list()).toHaveLength(0)
  expect(await row()).toMatchObject({ state: 'REFUSED' })
  expect(JSON.stringify(await row())).not.toContain('alex@example.com')
})

test('a connection lost after the message leaves two copies of one mail at the worst: the same Message-ID', async () => {
  await mailbox.scenario({ scenario: 'drop-after-data', times: 1 })
  await expect(deliver()).rejects.toThrow(/closed|reset|ECONN/i)
  await deliver()
  const messages = await mailbox.list()
  expect(messages).toHaveLength(2)
  expect(new Set(messages.map(({ MessageID }) => MessageID)).size).toBe(1)
})

test('a server that does not answer in time is asked again, and whatever it took bears one Message-ID', async () => {
  const hurried = createMailer({
    smtpUrl: mailbox.smtpUrl,
    from: { name: 'Staygraph', address: 'stay@staygraph.example' },
    answerTimeoutMs: 250,
  })
  await mailbox.scenario({ scenario: 'slow', times: 1, delayMs: 600 })
  await expect(deliver({ ...context, mailer: hurried })).rejects.toThrow(/timeout/i)
  await deliver({ ...context, mailer: hurried })
  await vi.waitFor(async () => expect(await mailbox.list()).toHaveLength(2), 5_000)
  expect(new Set((await mailbox.list()).map(({ MessageID }) => MessageID)).size).toBe(1)
})

test('a server that answers twice gets one mail', async () => {
  await mailbox.scenario({ scenario: 'answer-twice', times: 1 })
  await deliver()
  await deliver()
  expect(await mailbox.list()).toHaveLength(1)
})

test('a worker that died while sending holds the others back for its lease, then another sends', async () => {
  const claimedAt = clock.now
  await db.insert(deliveries).values({
    effectKey: `test:${effect}`,
    job: 'test',
    reservationId: 'any',
    messageId: `of-the-dead-${effect}`,
    claimedAt,
    leaseUntil: new Date(claimedAt.getTime() + leaseMs),
  })
  await expect(deliver()).rejects.toMatchObject({ name: 'NotYet', afterMs: leaseMs + 1_000 })
  expect(await mailbox.list()).toHaveLength(0)
  clock.now = new Date(claimedAt.getTime() + leaseMs + 1)
  await deliver()
  expect(await mailbox.list()).toHaveLength(1)
  expect(await row()).toMatchObject({ state: 'SENT', attempts: 2 })
})
